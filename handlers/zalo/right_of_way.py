"""The door goes first: while events come in a burst, conversations think with what it leaves them.

All share one core. Whoever told us something and is not acknowledged within two seconds may never
be told to us again; whoever waits for an answer waits a little longer, and gets it.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from typing_extensions import override

from handlers.reception import Listener
from messages.message import Address, ChatLine, Incoming

AT_ONCE = 2  # conversations that think: one reckons while the other's words reach the disk
BURST = 4  # events in one commit
RECENT = 0.1  # seconds
LONGEST_REST = 0.5  # seconds: the share of the conversations is never nothing


class Hearing(Listener, Protocol):
    async def leave(self, citizen: Address) -> None: ...


class RightOfWay:
    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._burst_at = float("-inf")

    def came(self, events: int) -> None:
        """So many at once."""
        if events >= BURST:
            self._burst_at = time.monotonic()

    @asynccontextmanager
    async def thinking(self) -> AsyncIterator[None]:
        """In a burst whoever thought rests as long afterwards: half of the time is the door's."""
        async with self._places:
            begun = time.monotonic()
            yield
            ended = time.monotonic()
            if ended - self._burst_at < RECENT:
                await asyncio.sleep(min(ended - begun, LONGEST_REST))


class GivingWay(Hearing):
    """The conversation, which lets the door go first."""

    def __init__(self, hearing: Hearing, way: RightOfWay) -> None:
        self._hearing = hearing
        self._way = way

    @override
    async def hear(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        async with self._way.thinking():
            return await self._hearing.hear(incoming)

    @override
    async def leave(self, citizen: Address) -> None:
        await self._hearing.leave(citizen)
