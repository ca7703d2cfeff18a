"""Holds back whatever a bot wants to say over its token's limits, whoever wants to say it."""

import asyncio
import re
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.methods import Response, TelegramMethod
from typing_extensions import override

from channels.channel import TryLater
from channels.pacing import LONGEST_WAIT, Pace

# A topic's opening is a message of its own; what is edited counts as if it were sent anew.
_SAYS = re.compile(r"(send(?!ChatAction)|edit|stop|copy|forward|createForumTopic|setGameScore)")

Result = TypeVar("Result")


class Brake(BaseRequestMiddleware):
    """In the bot's session: no call of this bot gets past it."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

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
            return await make_request(bot, method)
        finally:
            self._pace.end(chat)


def chat_told(method: TelegramMethod[Any]) -> str:
    """The chat that gets a message by this; none for what shows nothing there."""
    chat = getattr(method, "chat_id", None)
    return str(chat) if chat is not None and _SAYS.match(method.__api_method__) else ""
