"""Two copies that would both do what only one may."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.services import Part
from bot.wiring.leased import Leased
from storage.database.interface import Database
from storage.platforms.leases import SqlLeases

PATIENCE = 20.0


@dataclass
class Work:
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self, is_ours: Callable[[], bool]) -> Part:
        assert is_ours()
        self.begun.set()
        return Part("work", self._until_over(), self.over.set)

    async def _until_over(self) -> None:
        await self.over.wait()


def copy_of(database: Database, holder: str, work: Work) -> Part:
    return Leased("polling", SqlLeases(database, holder * 32), work.begin).part()


async def test_one_copy_works_and_the_other_goes_on_when_it_stops(database: Database) -> None:
    first, second = Work(), Work()
    one = copy_of(database, "a", first)
    doing = asyncio.create_task(one.work)
    await asyncio.wait_for(first.begun.wait(), PATIENCE)
    other = copy_of(database, "b", second)
    waiting = asyncio.create_task(other.work)
    await asyncio.sleep(0.1)
    assert not second.begun.is_set()

    one.stop()
    await asyncio.wait_for(doing, PATIENCE)
    assert first.over.is_set()

    await asyncio.wait_for(second.begun.wait(), PATIENCE)
    other.stop()
    await asyncio.wait_for(waiting, PATIENCE)


async def test_work_whose_lease_was_lost_is_stopped(database: Database) -> None:
    work = Work()
    part = copy_of(database, "a", work)
    doing = asyncio.create_task(part.work)
    await asyncio.wait_for(work.begun.wait(), PATIENCE)

    await SqlLeases(database, "a" * 32).leave("polling")  # as if this copy had slept too long
    assert await SqlLeases(database, "b" * 32).take("polling", 60)

    await asyncio.wait_for(work.over.wait(), PATIENCE)
    part.stop()
    await asyncio.wait_for(doing, PATIENCE)
