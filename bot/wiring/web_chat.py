"""The web chat: the messenger that is always there, and needs no account."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter

from bot.services import Part
from bot.wiring.house import House, is_https
from channels.post.postman import Postman
from channels.web.channel import WebChatChannel
from channels.web.lessons import WebLessons
from handlers.chat import door, page
from handlers.chat.door import WebChat
from messages.channel import Channel
from messages.lesson_line import LessonLine
from storage.chat.lesson_book import SqlLessonBook


@asynccontextmanager
async def web_chat(house: House) -> AsyncIterator["WebChatMessenger"]:
    yield WebChatMessenger(house)


@dataclass(frozen=True, slots=True)
class WebChatMessenger:
    house: House

    @property
    def channels(self) -> Sequence[Channel]:
        return (WebChatChannel(self.house.stores.chatbook, self.house.bell),)

    @property
    def lessons(self) -> Sequence[LessonLine]:
        data_folder, house = self.house.data_folder, self.house
        book = SqlLessonBook(data_folder.database, data_folder.vault, house.clock)
        return (WebLessons(book, house.bell),)

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:  # noqa: ARG002
        return (page.router(self.house.clock), door.router(self._parts())), ()

    def _parts(self) -> WebChat:
        house = self.house
        return WebChat(
            house.reception,
            house.stores.media,
            house.bell,
            house.clock,
            house.chance,
            secure_cookie=is_https(house.config),
        )
