"""Calls of the Bot Platform. What counts is the body's `ok`: errors come under HTTP 200 as well."""

from dataclasses import dataclass, field
from typing import Any

from channels.zalo.http import Caller, Json

POLL_SECONDS = 30
POLL_PATIENCE = POLL_SECONDS + 10.0
IDLE = 408  # of getUpdates: nobody said anything


class BotRefused(Exception):
    """`code` as the body says it, else the HTTP status. The description may quote what was sent."""

    def __init__(self, code: int, method: str) -> None:
        super().__init__(f"{method}: {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class BotCalls:
    token: str
    base: str
    caller: Caller = field(default_factory=Caller)

    async def call(self, method: str, body: Json | None = None, patience: float = 20.0) -> Any:
        """The result. BotRefused, NotSent or NoAnswer."""
        url = f"{self.base.rstrip('/')}/bot{self.token}/{method}"
        status, told = await self.caller.ask("POST", url, body=body or {}, patience=patience)
        if told.get("ok") is True:
            return told.get("result")
        raise BotRefused(_code(told, status), method)

    async def next_update(self) -> Any:
        """One update or None: Zalo gives one a call, and may give an old one again."""
        try:
            return await self.call("getUpdates", {"timeout": str(POLL_SECONDS)}, POLL_PATIENCE)
        except BotRefused as refused:
            if refused.code == IDLE:
                return None
            raise

    async def say(self, chat: str, text: str) -> str:
        """The message's id. No parse_mode: no word of a resident can become markup."""
        sent = await self.call("sendMessage", {"chat_id": chat, "text": text})
        return str(sent.get("message_id", "")) if isinstance(sent, dict) else ""


def _code(told: Json, status: int) -> int:
    for name in ("error_code", "errorCode"):
        if isinstance(told.get(name), int) and told[name]:
            return int(told[name])
    return status
