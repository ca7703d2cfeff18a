"""What time erases, and what it leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select
from sqlalchemy.engine import Engine

from storage.retention import BATCH
from storage.stores import Stores
from storage.tables.citizens import wrong_receipts
from tests.builders import NOON, a_citizen, a_heard, said
from tests.fakes import StoppedClock
from tests.storage.tips_filed import a_change, a_filed_tip
from tips.retention import Retention, Swept
from tips.tip import Status, Tip


@dataclass
class House:
    stores: Stores
    tip: Tip
    clock: StoppedClock = field(default_factory=StoppedClock)

    def retention(self, **spans: Any) -> Retention:
        return Retention(self.stores.retention, self.clock, **spans)

    async def is_reachable(self) -> bool:
        now = self.clock.now()
        return await self.stores.citizens.thread(a_citizen(), self.tip.id, now) is not None

    async def is_answered(self) -> bool:
        return (await self.stores.citizens.recall(said("xin chào"), NOON)).answer is not None


@pytest.fixture
async def house(stores: Stores) -> House:
    tip = await a_filed_tip(stores)
    await stores.citizens.keep(a_heard())
    return House(stores, tip)


async def test_a_silent_draft_goes_after_a_day_and_the_tip_stays(house: House) -> None:
    retention = house.retention()
    house.clock.pass_time(hours=23)
    assert (await retention.sweep()).drafts == 0

    house.clock.pass_time(hours=1)

    assert (await retention.sweep()).drafts == 1
    assert await house.stores.tips.tip(house.tip.code, house.tip.route.desk) == house.tip


async def test_the_link_goes_thirty_days_after_closing_not_before(house: House) -> None:
    retention = house.retention()
    house.clock.pass_time(days=90)
    assert (await retention.sweep()).links == 0  # still open: the desk may have to ask

    now = house.clock.now()
    over = a_change(house.tip, status=Status.CLOSED, closed_at=now)
    await house.stores.tips.save(house.tip, over, now)
    house.clock.pass_time(days=29, hours=23)
    assert (await retention.sweep()).links == 0
    assert await house.is_reachable()
    house.clock.pass_time(hours=1)

    assert (await retention.sweep()).links == 1
    assert not await house.is_reachable()


async def test_a_sweep_takes_away_in_bites(house: House) -> None:
    """Each is a transaction, for which residents wait."""
    long_ago = [{"citizen_key": "k" * 64, "at": NOON} for _ in range(2 * BATCH + 1)]
    database = house.stores.database
    await database.write(lambda c: c.execute(insert(wrong_receipts), long_ago))
    house.clock.pass_time(days=400)

    with bites() as taken:
        await house.retention().sweep()

    assert sum(taken) >= len(long_ago)
    assert max(taken) <= BATCH
    assert await database.read(lambda c: c.scalar(select(func.count(wrong_receipts.c.id)))) == 0


@contextmanager
def bites() -> Iterator[list[int]]:
    """How many rows each statement took away."""
    taken: list[int] = []

    def count(_c: object, cursor: Any, statement: str, *_: object) -> None:
        if statement.startswith("DELETE"):
            taken.append(cursor.rowcount)

    event.listen(Engine, "after_cursor_execute", count)
    yield taken
    event.remove(Engine, "after_cursor_execute", count)


async def test_answers_are_kept_two_days_for_repeated_events(house: House) -> None:
    retention = house.retention()
    house.clock.pass_time(hours=47)
    await retention.sweep()
    assert await house.is_answered()

    house.clock.pass_time(hours=1)

    assert (await retention.sweep()).events == 2
    assert not await house.is_answered()


async def test_the_spans_are_settings(house: House) -> None:
    retention = house.retention(silence_hours=1, event_hours=1)
    house.clock.pass_time(hours=1)

    assert await retention.sweep() == Swept(drafts=1, links=0, events=2, media=0)
