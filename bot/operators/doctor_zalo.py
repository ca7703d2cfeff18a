"""What Zalo says of our bot and of our account: tokens, packages, and when they end."""

from datetime import date, datetime
from typing import Any

from bot.clock import SystemClock
from bot.config import Config
from bot.operators.findings import Finding, State, make_finding
from bot.wiring.zalo_oa import account_of
from channels.zalo.bot.calls import BotCalls, BotRefused
from channels.zalo.http import Caller, NoAnswer, NotSent
from channels.zalo.oa.calls import ABOUT, TOKEN_ENDED
from handlers.zalo.bot.webhook import PATH
from messages.channels import ZALO_BOT
from storage.database.interface import Database
from storage.health import Health
from storage.platforms.tokens import SqlTokenStore
from storage.sealing.vault import Vault

SOON = 30  # days before a package ends
NEARLY_ALL = 0.8  # of the people a bot may serve
NAMED = {"growth": ("tăng trưởng", "growth"), "comprehensive": ("toàn diện", "comprehensive")}
TOO_LOW = ("cơ bản", "tiêu chuẩn", "basic", "standard")  # packages that may not use the OpenAPI


async def zalo_bot(config: Config) -> list[Finding]:
    calls = BotCalls(config.zalo_bot.told_token, config.zalo_bot.api_base)
    try:
        await calls.call("getMe")
        return [_report(config, State.GOOD, "zalo_token_good"), await _webhook(config, calls)]
    except BotRefused as refused:
        return [_report(config, State.BAD, "zalo_token_refused", code=refused.code)]
    except (NotSent, NoAnswer):
        base = config.zalo_bot.api_base
        return [_report(config, State.BAD, "zalo_unreachable", base=base)]
    finally:
        await calls.caller.close()


async def _webhook(config: Config, calls: BotCalls) -> Finding:
    try:
        told = await calls.call("getWebhookInfo")
    except BotRefused:
        told = {}
    address = str(told.get("url", "")) if isinstance(told, dict) else ""
    if config.zalo_bot.mode == "polling":
        key = "zalo_webhook_in_the_way" if address else "zalo_polling"
        return _report(config, State.BAD if address else State.DOUBTFUL, key)
    if address != config.page(PATH):
        return _report(config, State.BAD, "zalo_webhook_not_set", address=config.page(PATH))
    return _report(config, State.GOOD, "zalo_webhook_set")


async def zalo_people(config: Config, database: Database) -> list[Finding]:
    """What somebody sees who comes when all places are taken, Zalo does not say."""
    most = config.zalo_bot.people
    if not most:
        return []
    people = (await Health(database).people()).get(ZALO_BOT.name, 0)
    told = {"people": people, "most": most}
    if people >= most:
        return [_report(config, State.BAD, "zalo_people_over", **told)]
    is_near = people >= most * NEARLY_ALL
    key = "zalo_people_near" if is_near else "zalo_people"
    return [_report(config, State.DOUBTFUL if is_near else State.GOOD, key, **told)]


async def zalo_oa(config: Config, database: Database, vault: Vault) -> list[Finding]:
    """With the token as it is: to look must not renew it."""
    settings, caller = config.zalo_oa, Caller()
    kept = await SqlTokenStore(database, vault).find(account_of(settings))
    if kept is None:
        return [_report(config, State.BAD, "zalo_not_connected")]
    url, headers = f"{settings.api_base.rstrip('/')}{ABOUT}", {"access_token": kept.pair.access}
    try:
        _, told = await caller.ask("GET", url, headers=headers)
    except (NotSent, NoAnswer):
        return [_report(config, State.BAD, "zalo_unreachable", base=settings.api_base)]
    finally:
        await caller.close()
    if told.get("error") in TOKEN_ENDED:
        return [_report(config, State.DOUBTFUL, "zalo_token_renews")]
    if told.get("error") != 0:
        return [_report(config, State.BAD, "zalo_refused", code=told.get("error"))]
    return [_package(config, told.get("data") or {}, SystemClock().now().date())]


def _package(config: Config, about: dict[str, Any], today: date) -> Finding:
    name = str(about.get("package_name", ""))
    told = {"name": about.get("name", ""), "package": name}
    if name.lower().startswith(TOO_LOW):
        return _report(config, State.BAD, "zalo_package_low", **told)
    others = [names for key, names in NAMED.items() if key != config.zalo_oa.package]
    if any(name.lower().startswith(names) for names in others):
        return _report(config, State.DOUBTFUL, "zalo_package_other", **told)
    try:
        ends = datetime.strptime(str(about["package_valid_through_date"]), "%d/%m/%Y").date()  # noqa: DTZ007
    except (KeyError, ValueError):
        return _report(config, State.GOOD, "zalo_package", **told, days="?")
    days = (ends - today).days
    if days <= SOON:
        return _report(config, State.DOUBTFUL, "zalo_package_ends", **told, days=days)
    return _report(config, State.GOOD, "zalo_package", **told, days=days)


def _report(config: Config, state: State, key: str, **values: object) -> Finding:
    return make_finding(config, "zalo", state, key, **values)
