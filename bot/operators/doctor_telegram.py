"""What Telegram says of our tokens and our webhook, asked without any bot library."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.config import Config
from bot.operators.findings import Finding, State, clock_beside, make_finding
from bot.wiring.telegram import webhook_addresses
from messages.channels import TELEGRAM

PATIENCE = ClientTimeout(total=10)


class NoAnswer(Exception):
    """Telegram, or what stands at telegram.api_base, cannot be reached."""


async def telegram(config: Config) -> list[Finding]:
    tokens = {"telegram.token": config.bot_token()}
    if config.telegram.desk_token:
        tokens["telegram.desk_token"] = config.telegram.desk_token.get_secret_value()
    findings: list[Finding] = []
    addresses = webhook_addresses(config.telegram.webhook_url)
    async with ClientSession(timeout=PATIENCE) as session:
        try:
            for (field, token), address in zip(tokens.items(), addresses, strict=False):
                findings += await _Bot(session, config, field, token, address).examine()
        except NoAnswer:
            base = config.telegram.api_base
            findings.append(
                make_finding(config, TELEGRAM.name, State.BAD, "telegram_unreachable", base=base)
            )
    return findings


class _Bot:
    def __init__(
        self, session: ClientSession, config: Config, field: str, token: str, address: str
    ) -> None:
        self._session = session
        self._address = address
        self._config = config
        self._field = field
        self._base = f"{config.telegram.api_base.rstrip('/')}/bot{token}"

    async def examine(self) -> list[Finding]:
        me, at = await self._ask("getMe")
        if not me.get("ok"):
            return [self._report(State.BAD, "telegram_refused_token")]
        found = [self._report(State.GOOD, "token_good", bot=me["result"].get("username", "?"))]
        if at is not None:
            found.append(clock_beside(self._config, at))
        return [*found, self._webhook((await self._ask("getWebhookInfo"))[0].get("result", {}))]

    def _webhook(self, told: dict[str, Any]) -> Finding:
        waiting = told.get("pending_update_count", 0)
        if self._config.telegram.mode == "polling":
            key = "webhook_stands" if told.get("url") else "polling_good"
            state = State.DOUBTFUL if told.get("url") else State.GOOD
        elif not told.get("url"):
            key, state = "webhook_missing", State.DOUBTFUL
        elif told["url"] != self._address:
            key, state = "webhook_elsewhere", State.DOUBTFUL
        elif told.get("last_error_date"):
            key, state = "webhook_failing", State.DOUBTFUL
        else:
            key, state = "webhook_good", State.GOOD
        return self._report(state, key, waiting=waiting)

    def _report(self, state: State, key: str, **values: object) -> Finding:
        return make_finding(self._config, TELEGRAM.name, state, key, field=self._field, **values)

    async def _ask(self, method: str) -> tuple[dict[str, Any], datetime | None]:
        try:
            async with self._session.get(f"{self._base}/{method}") as answer:
                date = answer.headers.get("Date")
                told = await answer.json(content_type=None)
        except (ClientError, TimeoutError, ValueError, OSError):
            raise NoAnswer from None  # the text of the cause holds the token
        at = parsedate_to_datetime(date) if date else None
        return (told if isinstance(told, dict) else {}), at
