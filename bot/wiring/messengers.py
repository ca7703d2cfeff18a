"""The messengers of this program, one part each: ways out, doors in, and what runs beside them.

To add one, see messages/channels.py; its part is written beside these and named in `MESSENGERS`.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from fastapi import APIRouter

from bot.services import Part
from bot.wiring.application import Application
from bot.wiring.web_chat import web_chat
from channels.post.postman import Postman
from channels.telegram.fast_import import import_aiogram
from messages.channel import Channel
from messages.lesson_line import LessonLine


class Messenger(Protocol):
    @property
    def channels(self) -> Sequence[Channel]: ...

    @property
    def lessons(self) -> Sequence[LessonLine]:
        """Ways to bring one lesson to very many."""
        ...

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        """The doors that the web server opens for it, and what runs beside it."""
        ...


class NotConfigured:
    channels: Sequence[Channel] = ()
    lessons: Sequence[LessonLine] = ()

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:  # noqa: ARG002
        return (), ()


@asynccontextmanager
async def telegram(application: Application) -> AsyncIterator[Messenger]:
    """When there is a token: importing its library takes seconds nobody else should wait."""
    if not application.config.bot_token():
        yield NotConfigured()
        return
    import_aiogram()
    from bot.wiring.telegram import telegram_bots

    async with telegram_bots(application) as bots:
        yield bots


@asynccontextmanager
async def zalo_bot(application: Application) -> AsyncIterator[Messenger]:
    if not application.config.zalo_bot.is_on:
        yield NotConfigured()
        return
    from bot.wiring.zalo_bot import zalo_bot as opened

    async with opened(application) as messenger:
        yield messenger


@asynccontextmanager
async def zalo_oa(application: Application) -> AsyncIterator[Messenger]:
    if not application.config.zalo_oa.is_on:
        yield NotConfigured()
        return
    from bot.wiring.zalo_oa import zalo_oa as opened

    async with opened(application) as messenger:
        yield messenger


Opening = Callable[[Application], AbstractAsyncContextManager[Messenger]]

MESSENGERS: tuple[Opening, ...] = (web_chat, telegram, zalo_bot, zalo_oa)


@dataclass(frozen=True, slots=True)
class Messengers:
    """All of them as one."""

    each: Sequence[Messenger]

    @property
    def channels(self) -> Sequence[Channel]:
        return [channel for one in self.each for channel in one.channels]

    @property
    def lessons(self) -> Sequence[LessonLine]:
        return [line for one in self.each for line in one.lessons]

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        opened = [one.open(post) for one in self.each]
        return [d for doors, _ in opened for d in doors], [p for _, parts in opened for p in parts]


@asynccontextmanager
async def open_messengers(
    application: Application, openings: Sequence[Opening] = MESSENGERS
) -> AsyncIterator[Messengers]:
    async with AsyncExitStack() as open_ones:
        yield Messengers(
            [await open_ones.enter_async_context(opens(application)) for opens in openings]
        )
