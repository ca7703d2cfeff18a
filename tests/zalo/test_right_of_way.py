"""A burst of events is written down together, and conversations give way to it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from handlers.zalo.gathering import Gathering
from handlers.zalo.right_of_way import BURST, GivingWay, RightOfWay
from messages.arrival import Arrival
from messages.message import Address, ChatLine, Incoming
from tests.builders import NOON

LAN = Address("zalo_bot", "5c0d1e2f3a4b59687706")


class DiskFull(Exception):
    pass


@dataclass
class Disk:
    commits: list[list[str]] = field(default_factory=list)
    bad: str = ""

    async def write(self, arrivals: Sequence[Arrival]) -> None:
        await asyncio.sleep(0.001)
        told = [one.event_id for one in arrivals]
        if self.bad in told:
            raise DiskFull
        self.commits.append(told)


def said(event_id: str) -> Sequence[Arrival]:
    return [Arrival(LAN, event_id, {}, NOON)]


async def test_who_comes_during_a_commit_shares_the_next() -> None:
    disk = Disk()
    gathering = Gathering(disk.write)
    first = asyncio.create_task(gathering.put(said("first")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    await asyncio.gather(*(gathering.put(said(str(number))) for number in range(50)), first)

    assert disk.commits == [["first"], [str(number) for number in range(50)]]


async def test_what_cannot_be_written_takes_nothing_else_with_it() -> None:
    disk = Disk(bad="1")
    gathering = Gathering(disk.write)

    told = await asyncio.gather(
        *(gathering.put(said(str(number))) for number in range(3)), return_exceptions=True
    )

    assert [type(one) for one in told] == [type(None), DiskFull, type(None)]
    assert sorted(disk.commits) == [["0"], ["2"]]


@dataclass
class Slow:
    """Events go on coming while it thinks."""

    way: RightOfWay
    events: int
    together: int = 0
    most: int = 0

    async def hear(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        self.together += 1
        self.most = max(self.most, self.together)
        await asyncio.sleep(0.02)
        self.way.came(self.events)
        self.together -= 1
        return ()

    async def leave(self, citizen: Address) -> None: ...


@pytest.mark.parametrize(("events", "rests"), [(BURST - 1, False), (BURST, True)])
async def test_in_a_burst_conversations_take_half_the_time(events: int, rests: bool) -> None:
    way = RightOfWay()
    slow = Slow(way, events)
    hearing = GivingWay(slow, way)
    begun = time.monotonic()

    said = (Incoming(LAN, str(number), text="xin chào") for number in range(6))
    await asyncio.gather(*map(hearing.hear, said))

    assert slow.most <= 2
    # Three turns of two, each with its rest or without.
    assert (time.monotonic() - begun >= 6 * 0.02) or not rests
