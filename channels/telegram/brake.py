"""Holds back whatever a bot wants to say over its token's limits, whoever wants to say it."""

import asyncio
import logging
import re
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from typing_extensions import override

from broadcasts.delivery.ports import Budget
from channels.telegram.pacing import LONGEST_WAIT, Pace
from channels.turns import Turns
from messages.channel import TryLater
from messages.channels import TELEGRAM

# A topic's opening is a message of its own; what is edited counts as if it were sent anew.
_SAYS = re.compile(r"(send(?!ChatAction)|edit|stop|copy|forward|createForumTopic|setGameScore)")

Result = TypeVar("Result")

log = logging.getLogger(__name__)


class Brake(BaseRequestMiddleware):
    """In the bot's session: no call of this bot gets past it."""

    def __init__(self, pace: Pace, shared: Budget | None = None, name: str = TELEGRAM.name) -> None:
        self._pace = pace
        self._turns = Turns(shared, name) if shared else None
        self._name = name  # what the budget calls this bot

    @override
    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[Result],
        bot: Bot,
        method: TelegramMethod[Result],
    ) -> Response[Result]:
        chat = chat_told(method)
        if not chat:
            return await make_request(bot, method)
        while (wait := self._pace.start(chat)) > 0:
            if wait > LONGEST_WAIT:
                raise TryLater(wait)
            await asyncio.sleep(wait)
        try:
            if self._turns is not None:
                await self._turns.take()
            return await make_request(bot, method)
        except TelegramRetryAfter as told:
            await self._heed(chat, float(told.retry_after))
            raise
        finally:
            self._pace.end(chat)

    async def _heed(self, chat: str, seconds: float) -> None:
        whole = self._pace.limit(chat, seconds)
        log.warning("too many requests", extra={"channel": self._name, "seconds": seconds})
        if whole and self._turns is not None:
            await self._turns.rest(seconds)


def chat_told(method: TelegramMethod[Any]) -> str:
    """The chat that gets a message by this; none for what shows nothing there."""
    chat = getattr(method, "chat_id", None)
    return str(chat) if chat is not None and _SAYS.match(method.__api_method__) else ""
