"""Two copies of the program that speak in one group."""

import asyncio
from dataclasses import dataclass

import pytest

from storage.database.interface import Database
from storage.platforms.group_pace import SqlGroupPace

BOT, GROUP = "telegram", "-1001"


@dataclass
class Watch:
    now: float = 5_000.0

    def __call__(self) -> float:
        return self.now


async def test_together_they_say_no_more_than_one_may(database: Database) -> None:
    copies = [SqlGroupPace(database, 20, 60) for _ in range(2)]

    waits = await asyncio.gather(*(copies[n % 2].start(BOT, GROUP) for n in range(24)))

    assert sum(wait == 0 for wait in waits) == 20
    assert all(0 < wait <= 60 for wait in waits if wait)
    assert await copies[0].start(BOT, "-1002") == 0
    assert await copies[0].start("telegram-desk", GROUP) == 0


@pytest.mark.parametrize("kind", ["sqlite"])  # a server goes by its own clock
async def test_there_is_room_again_when_the_first_is_a_minute_old(database: Database) -> None:
    watch = Watch()
    pace = SqlGroupPace(database, 2, 60, watch)
    assert await pace.start(BOT, GROUP) == 0
    watch.now += 10
    assert await pace.start(BOT, GROUP) == 0

    assert await pace.start(BOT, GROUP) == 50
    watch.now += 50.001
    assert await pace.start(BOT, GROUP) == 0
    assert await pace.start(BOT, GROUP) == pytest.approx(10, abs=0.01)


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_clock_set_back_silences_nobody(database: Database) -> None:
    watch = Watch()
    pace = SqlGroupPace(database, 1, 60, watch)
    assert await pace.start(BOT, GROUP) == 0
    watch.now -= 3_600

    assert await pace.start(BOT, GROUP) == 0
