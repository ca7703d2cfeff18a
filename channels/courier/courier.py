"""Brings lessons to whoever asked for them, shard by shard, at the platform's own limit.

Every process may run one: the database decides who holds which shard.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from broadcasts.audience.night import NIGHT, is_quiet
from broadcasts.audience.subscriber import Person, Quiet
from broadcasts.delivery.ports import TOPIC, Budget, DeliveryStore, Freezer, Lane, Terms
from broadcasts.delivery.shard import Shard
from channels.courier.shard_run import LEASE, Parts, Round
from channels.courier.slots import SlotPace
from desks.ports import Clock
from messages.channel import Chain
from messages.lesson_line import LessonLine, LessonMessage

IDLE = 1.0  # seconds between two looks
AFTER_FAILURE = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Orders:
    """`rates`: messages a second by channel, which is what the budget calls a bot."""

    owner: str
    rates: Mapping[str, float]
    per_week: int = 3
    night: Quiet = NIGHT
    lease: float = LEASE  # seconds a shard is its process's, unless it saves


@dataclass(eq=False)
class Courier:
    lines: Mapping[str, LessonLine]
    store: DeliveryStore
    freezer: Freezer
    budget: Budget
    compose: Callable[[Shard, Person], LessonMessage]
    clock: Clock
    alarm: Chain
    orders: Orders
    count: Callable[[str, str], None] = lambda _outcome, _channel: None
    _stopping: bool = field(default=False, init=False)
    _paces: dict[tuple[str, str], SlotPace] = field(default_factory=dict, init=False)

    async def run(self) -> None:
        """Until `stop`; what is on its way then is finished and saved first."""
        serving = [self._forever(self._freeze_some)]
        serving += [self._forever(self._round_of(channel)) for channel in self.lines]
        try:
            await asyncio.gather(*serving)
        finally:
            for pace in self._paces.values():
                pace.close()

    def stop(self) -> None:
        self._stopping = True
        self.alarm.ring(TOPIC)

    async def _forever(self, step: Callable[[], Awaitable[bool]]) -> None:
        with self.alarm.listening(TOPIC) as ear:
            while not self._stopping:
                try:
                    busy = await step()
                except Exception as problem:  # noqa: BLE001 - a database away for a moment
                    log.error("lessons stopped", extra={"problem": type(problem).__name__})  # noqa: TRY400
                    await asyncio.sleep(AFTER_FAILURE)
                    continue
                if busy:
                    self.alarm.ring(TOPIC)  # what was frozen may be sent, what is tried let go on
                else:
                    await ear.wait(IDLE)

    async def _freeze_some(self) -> bool:
        return await self.freezer.step(self.clock.now())

    def _round_of(self, channel: str) -> Callable[[], Awaitable[bool]]:
        async def carry_one() -> bool:
            return await self.carry(channel)

        return carry_one

    async def carry(self, channel: str) -> bool:
        """One shard, as far as it may go now; False when there is none."""
        at = self.clock.now()
        daytime = not is_quiet(at, self.orders.night)
        orders = self.orders
        terms = Terms(orders.owner, (channel,), orders.lease, daytime, orders.per_week)
        shard = await self.store.claim(terms, at)
        if shard is None:
            return False
        await Round(shard, self._parts(shard), lambda: self._stopping).carry()
        return True

    def _parts(self, shard: Shard) -> Parts:
        pace = self._pace(shard.channel, Lane.URGENT if shard.urgent else Lane.LESSONS)
        line = self.lines[shard.channel]
        parts = Parts(self.store, line, pace, self.compose, self.clock, self.orders.night)
        return replace(parts, lease=self.orders.lease, count=self.count)

    def _pace(self, channel: str, lane: str) -> SlotPace:
        """One for all shards: what the last one did not use is the next one's."""
        if (channel, lane) not in self._paces:
            rate = self.orders.rates[channel]
            self._paces[channel, lane] = SlotPace(self.budget, channel, lane, rate, time.monotonic)
        return self._paces[channel, lane]
