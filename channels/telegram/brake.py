"""Holds back whatever a bot wants to say over its token's limits, whoever wants to say it."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol, TypeVar

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from typing_extensions import override

from broadcasts.delivery.ports import Budget
from channels.telegram.pacing import LONGEST_WAIT, Pace, chat_of, is_group
from channels.turns import Turns
from messages.channel import TryLater
from messages.channels import TELEGRAM

# A topic's opening is a message of its own; what is edited counts as if it were sent anew.
_SAYS = re.compile(r"(send(?!ChatAction)|edit|stop|copy|forward|createForumTopic|setGameScore)")

Result = TypeVar("Result")

log = logging.getLogger(__name__)


class GroupPace(Protocol):
    """What several processes say in one group, counted together."""

    async def start(self, bot: str, group: str) -> float:
        """Zero: go now, it is counted. Otherwise the seconds to wait."""
        ...


class Brake(BaseRequestMiddleware):
    """In the bot's session: no call of this bot gets past it."""

    def __init__(
        self,
        pace: Pace,
        shared: Budget | None = None,
        name: str = TELEGRAM.name,
        groups: GroupPace | None = None,
    ) -> None:
        """Without `groups` this process is the only one that speaks."""
        self._pace = pace
        self._groups = groups
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
        # The others first: what they leave room for, this process has room for very soon.
        await _until_free(partial(self._ask_others, chat))
        await _until_free(partial(self._ask_here, chat))
        try:
            if self._turns is not None:
                await self._turns.take()
            return await make_request(bot, method)
        except TelegramRetryAfter as told:
            await self._heed(chat, float(told.retry_after))
            raise
        finally:
            self._pace.end(chat)

    async def _ask_here(self, chat: str) -> float:
        return self._pace.start(chat)

    async def _ask_others(self, chat: str) -> float:
        if self._groups is None or not is_group(chat):
            return 0.0
        try:
            return await self._groups.start(self._name, chat_of(chat))
        except Exception as problem:  # noqa: BLE001 - no count is no reason to stay silent
            log.warning("group not counted", extra={"problem": type(problem).__name__})
            return 0.0

    async def _heed(self, chat: str, seconds: float) -> None:
        whole = self._pace.limit(chat, seconds)
        log.warning("too many requests", extra={"channel": self._name, "seconds": seconds})
        if whole and self._turns is not None:
            await self._turns.rest(seconds)


async def _until_free(ask: Callable[[], Awaitable[float]]) -> None:
    """TryLater when that is too long to wait in hand."""
    while (wait := await ask()) > 0:
        if wait > LONGEST_WAIT:
            raise TryLater(wait)
        await asyncio.sleep(wait)


def chat_told(method: TelegramMethod[Any]) -> str:
    """The chat that gets a message by this; none for what shows nothing there."""
    chat = getattr(method, "chat_id", None)
    return str(chat) if chat is not None and _SAYS.match(method.__api_method__) else ""
