"""The moments at which one process may send: slices of the bot's budget, asked for ahead."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from broadcasts.delivery.ports import Budget, Slots

SLICE = 0.25  # seconds of the bot's time taken at once
LATE = 0.03  # a moment missed by more is lost: catching up would break somebody's limit
LONG_PAUSE = 5.0
TICK = 0.01  # closer moments wait for each other: to wake up costs more than to send


class Paused(Exception):
    """The platform wants silence for so long that the shard should be let go of."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:g} s")
        self.seconds = seconds


@dataclass(eq=False)
class SlotPace:
    budget: Budget
    bot: str
    lane: str
    rate: float
    now: Callable[[], float]  # monotonic seconds
    _slots: Slots = field(default=Slots(0, 0.0, 0.0), init=False)
    _starts: float = field(default=0.0, init=False)
    _used: int = field(default=0, init=False)
    _epoch: int = field(default=0, init=False)  # of grants: a 429 ends one
    _coming: asyncio.Task[tuple[float, Slots]] | None = field(default=None, init=False)

    async def turn(self) -> None:
        """Returns when one message may leave."""
        while True:
            if self._used >= self._slots.count:
                await self._next_slice()
                continue
            at = self._starts + self._used * self._slots.interval
            self._used += 1
            self._ask_ahead()
            late = self.now() - at
            if late > LATE:
                continue
            epoch = self._epoch
            if late < 0:
                await asyncio.sleep(max(0.0, TICK - self._slots.interval) - late)
            if epoch == self._epoch:
                return

    def void(self) -> None:
        """A 429: what was granted is worth nothing any more."""
        self._slots = Slots(0, 0.0, 0.0)
        self._used = 0
        self._epoch += 1
        self.close()

    def close(self) -> None:
        if self._coming is not None:
            self._coming.cancel()
            self._coming = None

    def _ask_ahead(self) -> None:
        if self._coming is None and self._used * 2 >= self._slots.count:
            self._coming = asyncio.create_task(self._take())

    async def _next_slice(self) -> None:
        coming = self._ahead() or asyncio.create_task(self._take())
        self._coming = None
        epoch = self._epoch
        asked, slots = await coming
        if epoch != self._epoch:  # a 429 came meanwhile
            return
        if slots.count:
            self._slots, self._used, self._starts = slots, 0, asked + slots.wait
        elif slots.wait > LONG_PAUSE:
            raise Paused(slots.wait)
        else:
            await asyncio.sleep(slots.wait)

    def _ahead(self) -> asyncio.Task[tuple[float, Slots]] | None:
        """What was asked for ahead, unless that was a refusal or failure of long ago."""
        coming = self._coming
        if coming is None or not coming.done():
            return coming
        useless = coming.cancelled() or coming.exception() or not coming.result()[1].count
        return None if useless else coming

    async def _take(self) -> tuple[float, Slots]:
        count = max(1, round(self.rate * SLICE))
        slots = await self.budget.take(self.bot, self.lane, count)
        return self.now(), slots
