"""The Telegram bots of one line: one for both sides, or one for citizens and one for desks."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError
from aiogram.utils.token import TokenValidationError
from fastapi import APIRouter

from bot.config import Config
from bot.problem import Problem
from bot.stopping import Part
from bot.wiring import House, dispatch_of, finding_of
from channels.channel import Channel
from channels.cleaning import clean
from channels.pacing import Pace, PacedChannel
from channels.postman import Postman
from channels.telegram import TelegramChannel
from channels.telegram_session import open_bot
from handlers import telegram_dispatch, telegram_webhook
from handlers.telegram_desk import Desk, Moving
from handlers.telegram_feed import Feed
from handlers.telegram_files import FileRoom
from handlers.telegram_polling import Polling
from tips.duplicates import Duplicates

ANNOUNCE_PAUSE = 30.0  # seconds

log = logging.getLogger(__name__)


@asynccontextmanager
async def telegram_bots(house: House) -> AsyncIterator["Bots"]:
    config = house.config.telegram
    async with AsyncExitStack() as open_bots:
        citizens = _opened(house.config, "telegram.token", house.config.bot_token())
        open_bots.push_async_callback(citizens.session.close)
        desks = citizens
        if config.desk_token:
            token = config.desk_token.get_secret_value()
            desks = _opened(house.config, "telegram.desk_token", token)
            open_bots.push_async_callback(desks.session.close)
        yield Bots(house, citizens, desks)


def _opened(config: Config, field: str, token: str) -> Bot:
    try:
        return open_bot(token, config.telegram.api_base)
    except TokenValidationError:
        raise Problem("telegram_refused_token", field=field) from None


@dataclass(frozen=True, slots=True)
class Bots:
    house: House
    citizens: Bot
    desks: Bot

    @property
    def channels(self) -> Sequence[Channel]:
        """Telegram counts by token: two channels of one bot share their pace."""
        shelf = self.house.stores.media
        pace = Pace(time.monotonic)
        desk_pace = pace if self.desks is self.citizens else Pace(time.monotonic)
        return (
            PacedChannel(TelegramChannel(self.citizens, shelf), pace),
            PacedChannel(TelegramChannel(self.desks, shelf, name="telegram_desk"), desk_pace),
        )

    def open(self, post: Postman) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        feeds = [
            Feed(bot, dispatcher, post, self.house.world.clock, channel, self._count)
            for channel, bot, dispatcher in self._dispatchers(post)
        ]
        if self.house.config.telegram.mode == "polling":
            polls = [Polling(feed) for feed in feeds]
            return (), [
                Part(f"telegram {number}", poll.run(), poll.stop)
                for number, poll in enumerate(polls)
            ]
        return self._by_webhook(feeds)

    def _count(self, outcome: str) -> None:
        self.house.world.metrics.updates.labels(outcome).inc()

    def _dispatchers(self, post: Postman) -> Sequence[tuple[str, Bot, Dispatcher]]:
        house = self.house
        clock, directory = house.world.clock, house.world.atlas.directory
        files = FileRoom(house.stores.media, clean, clock)
        moving = Moving(dispatch_of(house), finding_of(house), Duplicates(house.stores.nearby))
        desk = Desk(house.access, house.triage, moving, post, directory, clock, house.audit)
        if self.desks is self.citizens:
            both = telegram_dispatch.for_all(house.intake, post, files, desk)
            return [("telegram", self.citizens, both)]
        return [
            (
                "telegram",
                self.citizens,
                telegram_dispatch.for_citizens(house.intake, post, files),
            ),
            ("telegram_desk", self.desks, telegram_dispatch.for_desks(desk)),
        ]

    def _by_webhook(self, feeds: Sequence[Feed]) -> tuple[Sequence[APIRouter], Sequence[Part]]:
        config = self.house.config.telegram
        secret = config.webhook_secret.get_secret_value() if config.webhook_secret else ""
        addresses = webhook_addresses(config.webhook_url)
        doors, parts = [], []
        for feed, address in zip(feeds, addresses, strict=False):
            doors.append(telegram_webhook.router(feed, secret, urlsplit(address).path))
            announcing = Announcing(feed.bot, address, secret)
            parts.append(Part("telegram webhook", announcing.run(), announcing.stop))
        return doors, parts


def webhook_addresses(told: str) -> tuple[str, str]:
    """Of the citizens' bot and of the desks' bot; what names no path gets ours."""
    whole = told.rstrip("/")
    if not urlsplit(whole).path:
        whole += telegram_webhook.PATH
    return whole, f"{whole}/desk"


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
