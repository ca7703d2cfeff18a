"""The Telegram bots of one line: one for both sides, or one for citizens and one for desks."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError
from aiogram.utils.token import TokenValidationError
from fastapi import APIRouter

from bot.problem import Problem
from bot.services import Part
from bot.telling import digest
from bot.wiring.application import Application, finding_of, moves_of, reaching_of
from bot.wiring.leased import Begin, Leased
from channels.post.postman import Postman
from channels.telegram.brake import Brake
from channels.telegram.channel import TelegramChannel
from channels.telegram.group_queue import GroupQueue
from channels.telegram.lessons import TelegramLessons
from channels.telegram.pacing import GROUP, Pace, PacedChannel
from channels.telegram.session import open_bot
from handlers.telegram import dispatcher as telegram_dispatch
from handlers.telegram import webhook as telegram_webhook
from handlers.telegram.feed import Feed
from handlers.telegram.files import FileRoom
from handlers.telegram.officers.desk import Desk
from handlers.telegram.polling import Polling
from messages.channel import Channel
from messages.channels import TELEGRAM, TELEGRAM_DESK
from messages.lesson_line import LessonLine
from storage.platforms.group_pace import SqlGroupPace
from tips.triage.duplicates import Duplicates

MOST_LESSONS_AT_ONCE = 50  # connections; above 100 a second more, for round trips of 0.3 s
ANNOUNCE_PAUSE = 30.0  # seconds
COUNTED_LATER = 1.5  # seconds: when we write a message down and when Telegram counts it

log = logging.getLogger(__name__)


@asynccontextmanager
async def telegram_bots(application: Application) -> AsyncIterator["Bots"]:
    config = application.config.telegram
    async with AsyncExitStack() as open_bots:
        citizens, pace = _opened(application, "telegram.token", application.config.bot_token())
        open_bots.push_async_callback(citizens.session.close)
        desks, desk_pace = citizens, pace  # Telegram counts by token
        if config.desk_token:
            token = config.desk_token.get_secret_value()
            desks, desk_pace = _opened(
                application, "telegram.desk_token", token, TELEGRAM_DESK.name
            )
            open_bots.push_async_callback(desks.session.close)
        lessons = _lessons(application)
        open_bots.push_async_callback(lessons.close)
        yield Bots(application, citizens, desks, pace, desk_pace, (lessons,))


def _opened(
    application: Application, field: str, token: str, name: str = TELEGRAM.name
) -> tuple[Bot, Pace]:
    try:
        bot = open_bot(token, application.config.telegram.api_base)
    except TokenValidationError:
        raise Problem("telegram_refused_token", field=field) from None
    pace = Pace(time.monotonic)
    bot.session.middleware(Brake(pace, application.budget, name, group_pace(application)))
    return bot, pace


def group_pace(application: Application) -> SqlGroupPace | None:
    """None on a SQLite file, where one process speaks and its memory is enough."""
    if application.config.database_url.startswith("sqlite"):
        return None
    seconds = GROUP.seconds + COUNTED_LATER
    return SqlGroupPace(application.data_folder.database, GROUP.messages, seconds)


def _lessons(application: Application) -> TelegramLessons:
    config, uploads = application.config, application.stores.uploads
    return TelegramLessons(
        config.bot_token(),
        config.telegram.api_base,
        uploads,
        digest,
        connections=max(MOST_LESSONS_AT_ONCE, int(config.lessons.telegram_rate * 0.5)),
        paid=config.lessons.paid,
    )


@dataclass(frozen=True, slots=True)
class Bots:
    application: Application
    citizens: Bot
    desks: Bot
    pace: Pace
    desk_pace: Pace
    lessons: Sequence[LessonLine]

    @property
    def channels(self) -> Sequence[Channel]:
        shelf = self.application.stores.media
        return (
            PacedChannel(TelegramChannel(self.citizens, shelf), self.pace),
            PacedChannel(
                TelegramChannel(self.desks, shelf, name=TELEGRAM_DESK.name), self.desk_pace
            ),
        )

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        group_queue = GroupQueue(self.desk_pace)
        feeds = [
            Feed(bot, dispatcher, post, self.application.clock, channel, self._count)
            for channel, bot, dispatcher in self._dispatchers(post, group_queue)
        ]
        by_webhook = self.application.config.telegram.mode == "webhook"
        doors, parts = self._by_webhook(feeds) if by_webhook else self._by_polling(feeds)
        return doors, [*parts, Part("telegram group queue", group_queue.run(), group_queue.stop)]

    def _count(self, outcome: str) -> None:
        self.application.metrics.updates.labels(outcome).inc()

    def _dispatchers(
        self, post: Postman, group_queue: GroupQueue
    ) -> Sequence[tuple[str, Bot, Dispatcher]]:
        application = self.application
        files = FileRoom(application.keeper)
        desk = self._desk(post, group_queue)
        if self.desks is self.citizens:
            both = telegram_dispatch.for_all(application.reception, post, files, desk)
            return [(TELEGRAM.name, self.citizens, both)]
        return [
            (
                TELEGRAM.name,
                self.citizens,
                telegram_dispatch.for_citizens(application.reception, post, files),
            ),
            (TELEGRAM_DESK.name, self.desks, telegram_dispatch.for_desks(desk)),
        ]

    def _desk(self, post: Postman, group_queue: GroupQueue) -> Desk:
        application = self.application
        return Desk(
            access=application.access,
            triage=application.triage,
            moves=moves_of(application),
            finding=finding_of(application),
            duplicates=Duplicates(application.stores.nearby),
            postman=post,
            directory=application.directory,
            clock=application.clock,
            audit=application.audit,
            group_queue=group_queue,
            reaching=reaching_of(application),
        )

    def _by_webhook(self, feeds: Sequence[Feed]) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        config = self.application.config.telegram
        secret = config.webhook_secret.get_secret_value() if config.webhook_secret else ""
        addresses = webhook_addresses(config.webhook_url)
        doors, parts = [], []
        for feed, address in zip(feeds, addresses, strict=False):
            doors.append(telegram_webhook.router(feed, secret, urlsplit(address).path))
            announcing = Announcing(feed.bot, address, secret)
            parts.append(Part("telegram webhook", announcing.run(), announcing.stop))
        return doors, parts

    def _by_polling(self, feeds: Sequence[Feed]) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        if not self.application.role.works:
            return (), ()
        leases = self.application.leases
        polls = [Leased(f"polling {feed.channel}", leases, polled(feed)) for feed in feeds]
        return (), [poll.part() for poll in polls]


def polled(feed: Feed) -> Begin:
    def begin(is_ours: Callable[[], bool]) -> Part:
        polling = Polling(feed, is_ours)
        return Part("polling", polling.run(), polling.stop)

    return begin


class Announcing:
    """Tells Telegram where to deliver, however long Telegram cannot be reached."""

    def __init__(self, bot: Bot, address: str, secret: str) -> None:
        self._bot = bot
        self._address = address
        self._secret = secret
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        while not self._stopping.is_set():
            try:
                await telegram_webhook.announce(self._bot, self._address, self._secret)
            except AiogramError as problem:
                log.warning("webhook not set", extra={"problem": type(problem).__name__})
                await self._pause(ANNOUNCE_PAUSE)
            else:
                await self._stopping.wait()

    def stop(self) -> None:
        self._stopping.set()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


PATH = "/telegram/webhook"


def webhook_addresses(told: str) -> tuple[str, str]:
    """Of the citizens' bot and of the desks' bot; what names no path gets ours."""
    whole = told.rstrip("/")
    if not urlsplit(whole).path:
        whole += PATH
    return whole, f"{whole}/desk"
