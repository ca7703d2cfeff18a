"""What an operator does with Zalo by hand: sign in, and tell the platform where to deliver."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.clock import SystemChance, SystemClock
from bot.config import Config
from bot.operators.zalo_outcomes import EXPLAINED
from bot.problem import Problem
from bot.startup import DataFolder, opened_data_folder
from bot.wiring.zalo_oa import account_of, oa_calls
from channels.zalo.bot.calls import BotCalls, BotRefused
from channels.zalo.http import NoAnswer, NotSent
from channels.zalo.oa.calls import OaCalls, OaRefused
from channels.zalo.oa.oauth import TokenRefused
from handlers.zalo.bot import webhook as bot_webhook
from handlers.zalo.oa import webhook as oa_webhook
from storage.platforms.tokens import SqlTokenStore

VERIFIER_BITS = 168  # 42 hex digits and one more: PKCE wants 43
ENDED = 426  # so often a day, and no more


@dataclass(frozen=True, slots=True)
class Consent:
    """What the browser is sent to, and what must come back from there."""

    page: str
    verifier: str
    state: str


class Connecting:
    """An administrator of the account consents in the browser; the first pair is kept here."""

    def __init__(self, config: Config, folder: DataFolder, calls: OaCalls) -> None:
        self._config = config
        self._store = SqlTokenStore(folder.database, folder.vault)
        self._calls = calls
        self._clock = SystemClock()

    def begin(self) -> Consent:
        chance = SystemChance()
        verifier, state = f"{chance.hex(VERIFIER_BITS)}0", chance.hex(64)
        redirect = self._config.page(oa_webhook.CONNECTED)
        page = self._calls.tokens.oauth.consent_page(redirect, verifier, state)
        return Consent(page, verifier, state)

    async def finish(self, consent: Consent, address: str) -> dict[str, Any]:
        """`address`: where the browser arrived. What Zalo says of the account. Raises Problem."""
        told = parse_qs(urlsplit(address.strip()).query)
        code, state = (told.get(name, [""])[0] for name in ("code", "state"))
        if not code or (state and state != consent.state):
            raise Problem("zalo_no_code")
        now = self._clock.now()
        try:
            pair = await self._calls.tokens.oauth.exchange(code, consent.verifier, now)
            await self._store.keep(account_of(self._config.zalo_oa), 0, pair, now)
            return await self._calls.about()
        except TokenRefused as refused:
            raise Problem("zalo_code_refused", code=refused.code) from None
        except OaRefused as refused:
            raise Problem("zalo_connected_but", code=refused.code) from None
        except (NotSent, NoAnswer):
            raise Problem("zalo_unreachable", base=self._config.zalo_oa.oauth_base) from None


@asynccontextmanager
async def connecting(config: Config) -> AsyncIterator[Connecting]:
    if not config.zalo_oa.is_on:
        raise Problem("zalo_oa_off")
    async with opened_data_folder(config) as folder:
        store = SqlTokenStore(folder.database, folder.vault)
        calls = oa_calls(config, store, SystemClock())
        try:
            yield Connecting(config, folder, calls)
        finally:
            await calls.caller.close()


# --- where the bot's events go: Zalo counts these calls a day, so only an operator makes them ---


async def webhook(config: Config, method: str) -> tuple[str, str]:
    """Where Zalo delivers, and what that led to, as an entry of operator.toml."""
    if not config.zalo_bot.is_on:
        raise Problem("zalo_bot_off")
    calls = BotCalls(config.zalo_bot.told_token, config.zalo_bot.api_base)
    try:
        told = await calls.call(method, _asked(config, method))
    except BotRefused as refused:
        raise _refusal(refused.code) from None
    except (NotSent, NoAnswer):
        raise Problem("zalo_unreachable", base=config.zalo_bot.api_base) from None
    finally:
        await calls.caller.close()
    return _outcome(told if isinstance(told, dict) else {}, method)


def _asked(config: Config, method: str) -> dict[str, Any]:
    if method != "setWebhook":
        return {}
    address = config.page(bot_webhook.PATH)
    if not address.startswith("https://"):
        raise Problem("zalo_needs_https")
    return {"url": address, "secret_token": config.zalo_bot.told_secret}


def _outcome(told: dict[str, Any], method: str) -> tuple[str, str]:
    tried = told.get("verification") if method == "setWebhook" else told
    outcome = str(tried.get("outcome", "")) if isinstance(tried, dict) else ""
    known = EXPLAINED.get(outcome, "zalo_webhook_other")
    return str(told.get("url", "")), "zalo_webhook_shown" if method == "getWebhookInfo" else known


def _refusal(code: int) -> Problem:
    keys = {404: "zalo_no_webhook", 401: "zalo_refused_token", ENDED: "zalo_tried_too_often"}
    return Problem(keys.get(code, "zalo_refused"), code=code)
