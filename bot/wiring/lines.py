"""Telegram, when there is a token: importing its library takes seconds nobody else should wait."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from fastapi import APIRouter

from bot.services import Part
from bot.wiring.house import House
from channels.post.postman import Postman
from channels.telegram.fast_import import import_aiogram
from messages.channel import Channel
from messages.lesson_line import LessonLine


class Line(Protocol):
    @property
    def channels(self) -> Sequence[Channel]: ...

    @property
    def lessons(self) -> Sequence[LessonLine]:
        """Ways to bring one lesson to very many."""
        ...

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        """The doors that the web server opens for it, and what runs beside it."""
        ...


class NoLine:
    channels: Sequence[Channel] = ()
    lessons: Sequence[LessonLine] = ()

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:  # noqa: ARG002
        return (), ()


@asynccontextmanager
async def telegram_line(house: House) -> AsyncIterator[Line]:
    if not house.config.bot_token():
        yield NoLine()
        return
    import_aiogram()
    from bot.wiring.telegram import telegram_bots

    async with telegram_bots(house) as bots:
        yield bots
