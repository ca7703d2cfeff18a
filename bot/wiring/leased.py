"""Work that one copy does for all, such as asking a platform what arrived: who holds its row."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress

from bot.services import Part
from storage.platforms.leases import SqlLeases

LASTS = 10.0  # seconds until another copy goes on with what a dead one did
RENEWED_EVERY = 2.5
SAFE = 2.0  # seconds before its end the work stops: a slow answer must not make two of us
ASK_EVERY = 1.0

Begin = Callable[[Callable[[], bool]], Part]

log = logging.getLogger(__name__)


class Leased:
    def __init__(self, name: str, leases: SqlLeases, begin: Begin) -> None:
        """`begin`: the work, told how to ask whether it is still this copy's."""
        self._name = name
        self._leases = leases
        self._begin = begin
        self._until = 0.0  # by this machine's monotonic clock
        self._stopping = asyncio.Event()

    def part(self) -> Part:
        return Part(self._name, self._run(), self._stopping.set)

    def holds(self) -> bool:
        return time.monotonic() < self._until

    async def _run(self) -> None:
        while not self._stopping.is_set():
            await self._take()
            if self.holds():
                await self._work()
            await self._pause(ASK_EVERY)

    async def _work(self) -> None:
        part = self._begin(self.holds)
        doing = asyncio.create_task(part.work, name=part.name)
        try:
            while self.holds() and not self._stopping.is_set() and not doing.done():
                await self._pause(RENEWED_EVERY)
                await self._take()
        finally:
            part.stop()
            await doing
            await self._leave()

    async def _take(self) -> None:
        asked = time.monotonic()
        try:
            async with asyncio.timeout(RENEWED_EVERY):
                taken = await self._leases.take(self._name, LASTS)
        except Exception as problem:  # noqa: BLE001 - a database away for a moment: held while it lasts
            log.warning("lease not asked for", extra={"problem": type(problem).__name__})
        else:
            self._until = asked + LASTS - SAFE if taken else 0.0

    async def _leave(self) -> None:
        self._until = 0.0
        with suppress(Exception):  # then it ends by itself
            async with asyncio.timeout(RENEWED_EVERY):
                await self._leases.leave(self._name)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
