"""A bot of Zalo's Bot Platform: its way out, its door, and what runs beside it."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter

from bot.services import Part
from bot.wiring.application import Application
from bot.wiring.leased import Begin, Leased
from bot.wiring.zalo_inbox import Account, open_inbox
from channels.post.postman import Postman
from channels.turns import Turns
from channels.zalo.bot.calls import BotCalls
from channels.zalo.bot.channel import ZaloBotChannel
from channels.zalo.bot.lessons import ZaloBotLessons
from handlers.chat import file_page
from handlers.chat.file_page import FileDoor
from handlers.zalo.bot import webhook
from handlers.zalo.bot.polling import Polling
from handlers.zalo.inbox import Inbox
from handlers.zalo.offering import Offering
from messages.channel import Channel
from messages.channels import ZALO_BOT
from messages.lesson_line import LessonLine
from messages.quota import Quota
from storage.platforms.quota import SqlQuota


@asynccontextmanager
async def zalo_bot(application: Application) -> AsyncIterator["ZaloBotMessenger"]:
    settings = application.config.zalo_bot
    calls = BotCalls(settings.told_token, settings.api_base)
    limits = {ZALO_BOT.name: settings.messages_per_month}
    quota = SqlQuota(application.data_folder.database, application.clock, limits)
    try:
        yield ZaloBotMessenger(application, calls, quota)
    finally:
        await calls.caller.close()


@dataclass(frozen=True, slots=True)
class ZaloBotMessenger:
    application: Application
    calls: BotCalls
    quota: Quota

    @property
    def channels(self) -> Sequence[Channel]:
        turns = Turns(self.application.budget, ZALO_BOT.name)
        return (ZaloBotChannel(self.calls, turns, self.quota),)

    @property
    def lessons(self) -> Sequence[LessonLine]:
        return (ZaloBotLessons(self.calls, self.quota),)

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        settings = self.application.config.zalo_bot
        doors = (file_page.router(self._file_door(post)),) if settings.file_minutes else ()
        inbox = self._inbox(post)
        parts = [Part("zalo bot", inbox.run(), inbox.stop)]
        if settings.mode == "webhook":
            return (*doors, webhook.router(inbox, settings.told_secret)), parts
        if not self.application.role.works:
            return doors, parts
        polled = Leased("polling zalo bot", self.application.leases, self._polled(inbox))
        return doors, [*parts, polled.part()]

    def _polled(self, inbox: Inbox) -> Begin:
        def begin(_is_ours: Callable[[], bool]) -> Part:  # what comes twice is known by its row
            polling = Polling(self.calls, inbox)
            return Part("zalo bot polling", polling.run(), polling.stop)

        return begin

    def _inbox(self, post: Postman) -> Inbox:
        application, settings = self.application, self.application.config.zalo_bot
        links, lasts = application.stores.file_links, timedelta(minutes=settings.file_minutes)
        page = application.config.page(file_page.PAGE)
        offering = Offering(page, links, application.clock, application.chance, lasts)
        account = Account(ZALO_BOT.name, settings.media_hosts)
        return open_inbox(application, post, account, offering if lasts else None)

    def _file_door(self, post: Postman) -> FileDoor:
        application, stores = self.application, self.application.stores
        links, keeper = stores.file_links, application.keeper
        return FileDoor(links, application.reception, post, keeper, application.clock)
