"""Asks the Bot Platform for updates: for a trial, because Zalo may lose some and repeat others."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

from handlers.zalo.arrived import Receiving
from handlers.zalo.bot.reading import read_update

SHORTEST, LONGEST = 1.0, 60.0  # seconds between two calls; a replaying platform answers at once

T = TypeVar("T")

log = logging.getLogger(__name__)


class Updates(Protocol):
    async def next_update(self) -> Any:
        """One update, or None when nobody said anything for a while."""
        ...


class Polling:
    def __init__(self, updates: Updates, inbox: Receiving, shortest: float = SHORTEST) -> None:
        self._updates = updates
        self._inbox = inbox
        self._shortest = shortest
        self._pause = shortest
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        while not self._stopping.is_set():
            await self._unless_stopped(self._take_one())
            await self._unless_stopped(asyncio.sleep(self._pause))

    def stop(self) -> None:
        self._stopping.set()

    async def _take_one(self) -> None:
        try:
            arrived = read_update(await self._updates.next_update())
            if arrived:
                await self._inbox.receive([arrived])
        except Exception as problem:  # noqa: BLE001 -- the network, the platform, our database
            log.warning("updates not fetched", extra={"problem": type(problem).__name__})
            self._pause = min(max(self._pause, self._shortest) * 2, LONGEST)
        else:
            self._pause = self._shortest

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> None:
        call = asyncio.create_task(work)
        stop = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({call, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            call.cancel()
            stop.cancel()
