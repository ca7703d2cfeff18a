"""A lean way to call Telegram: only the fields that are set go out, only an id is read back.

aiogram's own session builds a form of every field and validates the whole object that comes
back; for the three calls a busy night consists of, that is most of the processor's work. And a
local Bot API server may be older or newer than aiogram: a field we never read must not stop us.
"""

import json
from dataclasses import dataclass
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    SendMessage,
    TelegramMethod,
)
from aiogram.methods.base import Response, TelegramType
from aiogram.types import Message
from aiohttp import ClientError, ClientTimeout
from pydantic import BaseModel
from typing_extensions import override

LEAN = (SendMessage, EditMessageText, EditMessageReplyMarkup, AnswerCallbackQuery, GetUpdates)
REQUEST_SECONDS = 20.0
CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """All we read of a message we sent: building aiogram's, with its 130 fields, costs 0.3 ms."""

    message_id: int


def open_bot(token: str, api_base: str) -> Bot:
    """`api_base` may be a local Bot API server. Whoever opens it closes `bot.session`."""
    server = TelegramAPIServer.from_base(api_base)
    return Bot(token, LeanSession(api=server, limit=CONNECTIONS, timeout=REQUEST_SECONDS))


class LeanSession(AiohttpSession):
    @override
    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        if not isinstance(method, LEAN):
            return await super().make_request(bot, method, timeout)
        status, content = await self._post(bot, method, float(timeout or self.timeout))
        call = cast("TelegramMethod[Any]", method)
        return cast(TelegramType, self.check_response(bot, call, status, content).result)

    @override
    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        told = _parse(content)
        if told.get("ok") and "result" in told:
            result = _read(method, told["result"])
            return Response[Any].model_construct(ok=True, result=result)
        code = told.get("error_code", status_code)
        return super().check_response(bot, method, code, json.dumps(_refusal(told)))

    @override
    async def close(self) -> None:
        if self._session is not None:  # aiogram waits a quarter of a second more, for nothing
            await self._session.close()

    async def _post(
        self, bot: Bot, method: TelegramMethod[Any], patience: float
    ) -> tuple[int, str]:
        session = await self.create_session()
        url = self.api.api_url(bot.token, method.__api_method__)
        fields = method.model_dump(
            mode="json", exclude_unset=True, exclude_none=True, warnings=False, fallback=_no_default
        )
        try:
            async with session.post(url, json=fields, timeout=ClientTimeout(patience)) as response:
                return response.status, await response.text()
        except (ClientError, TimeoutError) as problem:
            name = type(problem).__name__  # its text would hold the address, and so the token
            raise TelegramNetworkError(method=method, message=name) from None


def _no_default(_: Any) -> None:
    """We set no defaults on our bots; aiogram's placeholder for one is nothing."""


def _parse(content: str) -> dict[str, Any]:
    """A proxy or a server that lacks a method may answer in its own words."""
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _refusal(told: dict[str, Any]) -> dict[str, Any]:
    parameters = told.get("parameters")
    return {
        "ok": False,
        "description": str(told.get("description") or ""),
        "parameters": parameters if isinstance(parameters, dict) else None,
    }


def _read(method: TelegramMethod[Any], result: Any) -> Any:
    kind = method.__returning__
    if not isinstance(result, dict):
        return Sent(0) if kind is Message else result
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not Message:
        return kind.model_construct(**result)
    return Sent(result.get("message_id", 0))


async def raw_updates(
    bot: Bot, offset: int, seconds: int, allowed: list[str]
) -> list[dict[str, Any]]:
    """Updates unparsed: one update of an unknown shape must not spoil a hundred others."""
    call = GetUpdates(offset=offset, timeout=seconds, allowed_updates=allowed)
    return cast("list[dict[str, Any]]", await bot(call, int(REQUEST_SECONDS) + seconds))
