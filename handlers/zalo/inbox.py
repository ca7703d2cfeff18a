"""Takes Zalo's events in: on disk first, then answered chat by chat, whoever of us is alive."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta

from channels.post.leases import held
from desks.ports import Clock
from handlers.web.throttle import Pace
from handlers.zalo.answering import Answering
from handlers.zalo.arrived import Arrived, What
from handlers.zalo.gathering import Gathering
from handlers.zalo.right_of_way import RightOfWay
from messages.arrival import Arrival, ArrivalStore
from messages.channel import Chain, Speaker
from messages.message import Outgoing
from wording.catalogue import text

LANES = 8  # chats answered at once; more would make deliveries wait for the processor
LEASE = timedelta(seconds=20)  # how long an arrival rests when the process dies with it
TRIES = 6
LOOK = 1.0  # seconds: what another process wrote down and then died with

log = logging.getLogger(__name__)


class Flood:
    """What one chat may send: an album at once, a story in pieces, but not a flood."""

    def __init__(self, clock: Clock) -> None:
        self._any = Pace(clock, burst=30, per_second=1)
        self._files = Pace(clock, burst=12, per_second=0.5)  # each is fetched and made anew

    def is_over(self, arrived: Arrived) -> bool:
        if arrived.what not in (What.HEARD, What.UNSUPPORTED, What.AT_DESK):
            return False
        too_many = self._any.wait(arrived.account or arrived.chat) > 0
        return too_many or (bool(arrived.files) and self._files.wait(arrived.chat) > 0)


@dataclass(eq=False)
class Inbox:
    """One for each account. `count` hears: taken, repeated, flood, answered, poison."""

    channel: str
    store: ArrivalStore
    answering: Answering
    postman: Speaker
    bell: Chain
    clock: Clock
    count: Callable[[str], None]
    muted: timedelta = timedelta()
    way: RightOfWay = field(default_factory=RightOfWay)
    _busy: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _stopping: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._flood = Flood(self.clock)
        self._gathering = Gathering(self._write)
        self._topic = f"arrivals:{self.channel}"

    async def receive(self, arrived: Sequence[Arrived]) -> None:
        """Returns when it is on disk, so that only then the platform is told "taken"."""
        told = [one for one in arrived if not self._flood.is_over(one)]
        self._count("flood", len(arrived) - len(told))
        if told:
            await self._gathering.put([one.as_arrival(self.channel, self.muted) for one in told])

    async def _write(self, arrivals: Sequence[Arrival]) -> None:
        self.way.came(len(arrivals))
        new = await self.store.put(arrivals, self.clock.now())
        self._count("taken", new)
        self._count("repeated", len(arrivals) - new)
        if new:
            self.bell.ring(self._topic)

    def _count(self, outcome: str, many: int) -> None:
        for _ in range(many):
            self.count(outcome)

    async def run(self) -> None:
        """Until `stop`; what is being answered then is finished first."""
        with self.bell.listening(self._topic) as ear:
            while not self._stopping:
                if not await self._take():
                    await ear.wait(LOOK)
        if self._busy:
            await asyncio.wait(self._busy)

    def stop(self) -> None:
        self._stopping = True
        self.bell.ring(self._topic)

    async def _take(self) -> int:
        free = LANES - len(self._busy)
        if free <= 0:
            return 0
        now = self.clock.now()
        try:
            arrivals = await self.store.due(self.channel, now, now + LEASE, free)
        except Exception as problem:  # noqa: BLE001 -- a database that is away must not end the loop
            log.warning("arrivals not read", extra={"problem": type(problem).__name__})
            return 0
        for arrival in arrivals:
            task = asyncio.create_task(self._answer(arrival))
            self._busy.add(task)
            task.add_done_callback(self._finished)
        return len(arrivals)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        self.bell.ring(self._topic)  # its chat's next words may be answered

    async def _answer(self, arrival: Arrival) -> None:
        try:
            async with self._held(arrival):
                await self.answering.answer(arrival)
        except Exception as problem:  # noqa: BLE001 -- whatever it is, it may not come for ever
            log.warning("arrival failed", extra={"problem": type(problem).__name__})
            await self._failed(arrival)
        else:
            await self.store.done(arrival)
            self.count("answered")

    def _held(self, arrival: Arrival) -> AbstractAsyncContextManager[None]:
        return held(lambda: self.store.hold(arrival, self.clock.now() + LEASE))

    async def _failed(self, arrival: Arrival) -> None:
        if arrival.attempt < TRIES:
            pause = timedelta(seconds=0.5 * 4.0**arrival.attempt)
            await self.store.postpone(arrival, self.clock.now() + pause)
            return
        log.error("arrival given up", extra={"outcome": "poison"})
        self.count("poison")
        await self.store.done(arrival)
        await self.postman.speak([Outgoing(arrival.sender, text("zalo.failed", "vi"))])
