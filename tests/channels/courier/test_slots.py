"""A process sends at the moments it was given: never before, hardly after, and wastes none."""

import asyncio
import time

import pytest

from broadcasts.delivery.ports import Lane, Slots
from channels.courier.slots import LATE, SLICE, SlotPace


class ALoneBudget:
    """Gives every slot of `rate` to whoever asks, one slice after the other."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.given: list[float] = []  # the moments, as time.monotonic tells them
        self._until = 0.0

    async def take(self, bot: str, lane: str, count: int) -> Slots:
        now = time.monotonic()
        starts = max(now, self._until)
        if starts - now > 0.2:
            return Slots(0, starts - now - 0.2, 0.0)
        self.given += [starts + number / self.rate for number in range(count)]
        self._until = starts + count / self.rate
        return Slots(count, starts - now, 1 / self.rate)

    async def pause(self, bot: str, seconds: float) -> None: ...

    async def paused_for(self, bot: str) -> float:
        return 0.0


def a_pace(rate: float) -> tuple[SlotPace, ALoneBudget]:
    budget = ALoneBudget(rate)
    return SlotPace(budget, "telegram", Lane.LESSONS, rate, time.monotonic), budget


@pytest.mark.parametrize("rate", [30.0, 1000.0])
async def test_nothing_leaves_before_its_moment(rate: float) -> None:
    pace, budget = a_pace(rate)

    left = [await _turn(pace) for _ in range(int(rate * SLICE * 3))]

    pace.close()
    for at, moment in zip(left, budget.given, strict=False):  # it had come, and was nobody else's
        assert moment <= at + 0.002


async def test_a_moment_that_was_missed_is_not_made_up_for() -> None:
    pace, budget = a_pace(1000.0)
    await pace.turn()
    await asyncio.sleep(0.15)

    began = time.monotonic()
    for _ in range(80):
        await pace.turn()

    pace.close()
    assert time.monotonic() - began >= 0.08 - LATE - 0.005
    assert len(budget.given) > 81 + 100


async def _turn(pace: SlotPace) -> float:
    await pace.turn()
    return time.monotonic()


async def test_a_refusal_of_long_ago_does_not_hold_the_next_shard() -> None:
    pace, budget = a_pace(30.0)
    for _ in range(round(30 * SLICE)):
        await pace.turn()
    pace.close()
    refused = asyncio.get_running_loop().create_future()
    refused.set_result((0.0, Slots(0, 60.0, 0.0)))
    pace._coming = refused  # type: ignore[assignment]

    await asyncio.wait_for(pace.turn(), 30)

    pace.close()
    assert budget.given


async def test_what_was_granted_while_a_429_arrived_is_worth_nothing() -> None:
    pace, budget = a_pace(30.0)
    waiting = asyncio.create_task(pace.turn())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    pace.void()

    await asyncio.wait_for(waiting, 30)

    pace.close()
    assert len(budget.given) > round(30 * SLICE)  # another slice was asked for
