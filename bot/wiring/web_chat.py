"""The web chat: the messenger that is always there, and needs no account."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter

from bot.services import Part
from bot.wiring.application import Application
from bot.wiring.pages import is_https
from broadcasts.lessons.library import lessons_of
from channels.post.postman import Postman
from channels.web.channel import WebChatChannel
from channels.web.lessons import WebLessons
from handlers.chat import door, months, page
from handlers.chat.door import WebChat
from handlers.chat.page import Advice
from messages.channel import Channel
from messages.lesson_line import LessonLine
from storage.chat.lesson_book import SqlLessonBook
from storage.tips.public_months import SqlMonthShelf
from tips.reports.public_month import PublicMonths

GUIDE = "huong_dan"


@asynccontextmanager
async def web_chat(application: Application) -> AsyncIterator["WebChatMessenger"]:
    yield WebChatMessenger(application)


@dataclass(frozen=True, slots=True)
class WebChatMessenger:
    application: Application

    @property
    def channels(self) -> Sequence[Channel]:
        return (WebChatChannel(self.application.stores.chatbook, self.application.bell),)

    @property
    def lessons(self) -> Sequence[LessonLine]:
        data_folder, application = self.application.data_folder, self.application
        book = SqlLessonBook(data_folder.database, data_folder.vault, application.clock)
        return (WebLessons(book, application.bell),)

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:  # noqa: ARG002
        application = self.application
        pages = page.router(application.clock, application.config.web.exit_url, _advice())
        return (door.router(self._parts()), pages, self._months()), ()  # most ask the first

    def _months(self) -> APIRouter:
        stores = self.application.stores
        shelf = SqlMonthShelf(stores.database)
        published = PublicMonths(stores.register, shelf, self.application.clock)
        return months.router(published, stores.desks)

    def _parts(self) -> WebChat:
        application = self.application
        return WebChat(
            application.reception,
            application.shelf,
            application.keeper,
            application.stores.pieces,
            application.bell,
            application.clock,
            application.chance,
            application.data_folder.vault,
            application.space,
            secure_cookie=is_https(application.config),
        )


def _advice() -> tuple[Advice, ...]:
    """Of the guides those that need nothing known of the desk."""
    guides = (one for one in lessons_of(GUIDE) if "{" not in one.body)
    return tuple(Advice(guide.title, guide.body) for guide in guides)
