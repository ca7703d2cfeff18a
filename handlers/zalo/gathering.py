"""Writes down together what arrives at about the same time: one commit for all who wait for it.

A burst brings two hundred events a second. Each on its own took ten statements and a commit; the
platform, which waits two seconds, waited for six.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from messages.arrival import Arrival

PAUSE = 0.02  # seconds from one commit to the next: whoever comes within them shares it

Write = Callable[[Sequence[Arrival]], Awaitable[None]]
Waiting = list[tuple[Sequence[Arrival], "asyncio.Future[None]"]]


class Gathering:
    def __init__(self, write: Write) -> None:
        self._write = write
        self._waiting: Waiting = []
        self._writing: asyncio.Task[None] | None = None

    async def put(self, arrivals: Sequence[Arrival]) -> None:
        """Returns when they are on disk; raises what kept them from it."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrivals, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_on())
        await done

    async def _write_on(self) -> None:
        try:
            while self._waiting:
                together, self._waiting = self._waiting, []
                await self._settle(together)
                await asyncio.sleep(PAUSE)
        finally:
            self._writing = None

    async def _settle(self, together: Waiting) -> None:
        try:
            await self._write([one for arrivals, _ in together for one in arrivals])
        except Exception as problem:  # noqa: BLE001 -- it belongs to those who wait
            await self._settle_each(together, problem)
        else:
            for _, done in together:
                if not done.done():
                    done.set_result(None)

    async def _settle_each(self, together: Waiting, problem: Exception) -> None:
        """What cannot be written must not take its neighbours with it: each once more, alone."""
        if len(together) > 1:
            await asyncio.gather(*(self._settle([one]) for one in together))
        elif not together[0][1].done():
            together[0][1].set_exception(problem)
