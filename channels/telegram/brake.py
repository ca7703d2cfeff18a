"""Holds back whatever a bot wants to say over its token's limits, whoever wants to say it."""

import asyncio
import logging
import re
from contextlib import suppress
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from typing_extensions import override

from broadcasts.delivery.ports import Budget, Lane
from channels.telegram.pacing import LONGEST_WAIT, Pace
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
        self._shared = shared
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
            await self._take_turn()
            return await make_request(bot, method)
        except TelegramRetryAfter as told:
            await self._heed(chat, float(told.retry_after))
            raise
        finally:
            self._pace.end(chat)

    async def _take_turn(self) -> None:
        """Before every lesson, but within what all processes together may say."""
        if self._shared is None:
            return
        granted = False
        while not granted:
            try:
                slots = await self._shared.take(self._name, Lane.ANSWERS, 1)
            except Exception as problem:  # noqa: BLE001 - no budget is no reason to stay silent
                log.warning("budget not asked", extra={"problem": type(problem).__name__})
                return
            if slots.wait > LONGEST_WAIT:
                raise TryLater(slots.wait, whole_channel=slots.count == 0)
            await asyncio.sleep(slots.wait)
            granted = slots.count > 0

    async def _heed(self, chat: str, seconds: float) -> None:
        whole = self._pace.limit(chat, seconds)
        log.warning("too many requests", extra={"channel": self._name, "seconds": seconds})
        if whole and self._shared is not None:
            with suppress(Exception):
                await self._shared.pause(self._name, seconds)


def chat_told(method: TelegramMethod[Any]) -> str:
    """The chat that gets a message by this; none for what shows nothing there."""
    chat = getattr(method, "chat_id", None)
    return str(chat) if chat is not None and _SAYS.match(method.__api_method__) else ""
