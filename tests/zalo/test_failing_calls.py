"""One call of the database after the other fails, once each, while a resident on Zalo tells."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from typing_extensions import override

from bot.clock import SystemClock
from desks.ports import Clock
from handlers.web.app import create_app
from messages.message import ChatLine, Incoming
from storage.stores import Stores
from storage.tables.arrivals import arrivals
from tests.journeys.failing import Failing
from tests.trials import lasting
from tests.zalo.deliveries import Delivery
from tests.zalo.fake_bot import FakeZaloBot
from tests.zalo.fake_oa import FakeZaloOa
from tests.zalo.house import SECRET
from tests.zalo.quiet import sometime
from tests.zalo.test_faults import PATHS, Desk, working

CALLS = lasting(8, 30)
pytestmark = pytest.mark.either_database


class HurriedClock(Clock):
    """What rests until later need not be waited for."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    @override
    def now(self) -> datetime:
        return SystemClock().now() + self.ahead


@dataclass
class KeepingDesk(Desk):
    """As the conversation does: the same event again changes nothing."""

    kept: dict[str, str] = field(default_factory=dict)

    @override
    async def hear(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        self.kept.setdefault(incoming.event_id, incoming.text)
        return ()


@pytest.mark.parametrize("channel", list(PATHS))
async def test_whatever_call_fails_no_word_is_lost_or_kept_twice(
    channel: str, stores: Stores
) -> None:
    zalo: Any = FakeZaloBot() if channel == "zalo_bot" else FakeZaloOa()
    is_bot = isinstance(zalo, FakeZaloBot)
    zalo.webhook = {"url": PATHS[channel], "secret": SECRET} if is_bot else PATHS[channel]
    lan = zalo.person() if is_bot else zalo.resident()
    desk, clock, failing = KeepingDesk(), HurriedClock(), Failing("ở chợ")
    look = stores.database.read  # as it is: the test's own looks do not fail
    waiting = select(func.count()).select_from(arrivals).where(arrivals.c.lane != "")

    async def is_quiet() -> bool:
        clock.ahead += timedelta(seconds=5)
        return not await look(lambda c: c.scalar(waiting))

    told = [f"lời thứ {number}" for number in range(1, CALLS + 1)]
    async with working(channel, stores, desk, clock) as door:
        failing.lay_around(stores.database, "read", "write")
        app = httpx.ASGITransport(create_app((door,)), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=app, base_url="http://tin") as http:
            for number, words in enumerate(told, start=1):
                lan.say(words)
                failing.arm(number)
                await _insist(http, zalo.deliveries.waiting.pop())
                await sometime(is_quiet)
                failing.arm(0)

    assert failing.happened > CALLS / 2
    assert list(desk.kept.values()) == told


async def _insist(http: httpx.AsyncClient, one: Delivery) -> None:
    """As the platform does: until it is told that it was taken."""
    for _ in range(9):
        answer = await http.post(one.url, content=one.body, headers=dict(one.headers))
        if answer.status_code == 200:
            return
    raise AssertionError("never taken")
