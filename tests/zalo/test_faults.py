"""Deliveries that come twice, an hour late, in another order or never: each word is answered once,
in the order it was said.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import APIRouter
from sqlalchemy import func, select

from bot.clock import SystemClock
from channels.post.bell import ProcessBell
from desks.ports import Clock
from handlers.keeping import FileKeeper
from handlers.web.app import create_app
from handlers.zalo.answering import Answering
from handlers.zalo.bot import webhook as bot_webhook
from handlers.zalo.fetching import Fetcher
from handlers.zalo.files import FileRoom
from handlers.zalo.inbox import Inbox
from handlers.zalo.oa import webhook as oa_webhook
from handlers.zalo.oa.signature import Signature
from messages.contact import Reach, Windows
from messages.message import Address, ChatLine, Incoming, Outgoing
from storage.stores import Stores
from storage.tables.arrivals import arrivals
from tests.zalo.deliveries import Delivery
from tests.zalo.fake_bot import FakeZaloBot
from tests.zalo.fake_oa import APP_ID, OA_ID, OA_SECRET, FakeZaloOa
from tests.zalo.house import SECRET, oa_settings
from tests.zalo.quiet import sometime

PATHS = {"zalo_bot": "/zalo/bot", "zalo_oa": "/zalo/oa"}
MINUTE = 60.0
pytestmark = pytest.mark.either_database


@dataclass
class Desk:
    """Hears everything, answers nothing, and keeps what else was spoken."""

    heard: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    free: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.free.set()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """With the first word: what comes meanwhile waits."""
        self.free.clear()
        yield
        self.free.set()

    async def hear(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        await self.free.wait()
        self.heard.append(incoming.text)
        return ()

    async def speak(self, messages: Iterable[Outgoing]) -> None:
        self.spoken += [one.text for one in messages]


@dataclass
class Line:
    channel: str
    stores: Stores
    zalo: Any
    desk: Desk
    http: httpx.AsyncClient
    lan: Any

    def said(self, words: str, minutes_ago: float) -> Delivery:
        """Not delivered yet."""
        self.zalo.behind = minutes_ago * MINUTE
        self.lan.say(words)
        delivery: Delivery = self.zalo.deliveries.waiting.pop()
        return delivery

    async def brings(self, *deliveries: Delivery) -> None:
        await self.deliver(*deliveries)
        await self.until_quiet()

    async def deliver(self, *deliveries: Delivery) -> None:
        for one in deliveries:
            answer = await self.http.post(one.url, content=one.body, headers=dict(one.headers))
            assert answer.status_code == 200

    async def until_quiet(self) -> None:
        waiting = select(func.count()).select_from(arrivals).where(arrivals.c.lane != "")

        async def is_quiet() -> bool:
            return not await self.stores.database.read(lambda c: c.scalar(waiting))

        await sometime(is_quiet)


@pytest.fixture(params=list(PATHS))
async def line(request: pytest.FixtureRequest, stores: Stores) -> AsyncIterator[Line]:
    channel = str(request.param)
    zalo: Any = FakeZaloBot() if channel == "zalo_bot" else FakeZaloOa()
    is_bot = isinstance(zalo, FakeZaloBot)
    zalo.webhook = {"url": PATHS[channel], "secret": SECRET} if is_bot else PATHS[channel]
    desk = Desk()
    async with working(channel, stores, desk) as door:
        app = create_app((door,), public_url="http://tin")
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://tin") as http:
            lan = zalo.person() if is_bot else zalo.resident()
            yield Line(channel, stores, zalo, desk, http, lan)


async def is_wanted(sender: Address) -> bool:
    return bool(sender)


@asynccontextmanager
async def working(
    channel: str, stores: Stores, desk: Any, clock: Clock | None = None
) -> AsyncIterator[APIRouter]:
    clock = clock or SystemClock()
    files = FileRoom(FileKeeper(stores.media, clock, is_wanted), Fetcher(()))
    answering = Answering(desk, desk, files, stores.contacts, clock)
    inbox = Inbox(channel, stores.arrivals, answering, desk, ProcessBell(), clock, lambda _: None)
    running = asyncio.create_task(inbox.run())
    if channel == "zalo_bot":
        yield bot_webhook.router(inbox, SECRET)
    else:
        yield oa_webhook.router(inbox, Signature(APP_ID, OA_SECRET), OA_ID)
    inbox.stop()
    await running


async def test_each_word_is_heard_once_however_it_is_delivered(line: Line) -> None:
    told = [line.said(words, ago) for words, ago in (("có cháy", 62), ("ở chợ", 61), ("to", 60))]
    never = line.said("ba xe máy", 1)
    again = line.said("ba xe máy", 0)

    await line.brings(told[0], told[0])  # twice at once
    await line.brings(told[2], told[1], told[2])  # in another order, and an hour late
    await line.brings(*told, again, *told)  # once more when all is over; one came never

    assert never.body != again.body
    assert sorted(line.desk.heard) == sorted(["có cháy", "ở chợ", "to", "ba xe máy"])
    assert (line.desk.heard[0], line.desk.heard[-1]) == ("có cháy", "ba xe máy")


async def test_what_waits_is_heard_in_the_order_it_was_said(line: Line) -> None:
    words = ["ở chợ", "tối qua", "ba xe máy", "biển số lạ"]
    told = [line.said(one, 30 - number) for number, one in enumerate(words)]
    with line.desk.busy():
        await line.deliver(line.said("có cháy", 31), *reversed(told))
    await line.until_quiet()

    assert line.desk.heard == ["có cháy", *words]


async def test_a_number_that_comes_an_hour_late_picks_nothing_from_a_later_menu(
    line: Line,
) -> None:
    late, story = line.said("số 2", 60), line.said("họ bán ma túy", 61)
    await line.brings(line.said("tôi muốn xóa", 1))

    await line.brings(late, story)

    assert line.desk.heard == ["tôi muốn xóa", "họ bán ma túy"]
    [said] = line.desk.spoken
    assert "“số 2” bạn nhắn lúc" in said


async def test_a_late_delivery_opens_no_window_and_closes_none(line: Line) -> None:
    windows, now = oa_settings("http://zalo").windows, SystemClock().now()
    assert isinstance(windows, Windows)
    await line.brings(line.said("chuyện tuần trước", 7 * 24 * 60 + 1))
    lan = Address(line.channel, line.lan.id)
    assert windows.reach(await line.stores.contacts.find(lan), now) is Reach.CLOSED

    await line.brings(line.said("hôm nay", 1), line.said("hôm qua", 24 * 60))

    contact = await line.stores.contacts.find(lan)
    assert contact is not None
    assert windows.reach(contact, now) is Reach.FREE
    assert (now - contact.heard_at).total_seconds() < 5 * MINUTE
