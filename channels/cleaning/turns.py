"""Whose file is cleaned next: theirs who took least of the cleaning room lately.

First come, first served let four pictures of one sender block everybody's for two minutes.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

FORGOTTEN_BY_HALF = 60.0  # seconds
REMEMBERED = 10_000

Owner = tuple[str, ...]  # a chat, and the network it comes from: each is counted


@dataclass(eq=False, slots=True)
class _Waiting:
    owner: Owner
    turn: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Turns:
    def __init__(self, at_once: int, now: Callable[[], float]) -> None:
        self._free = at_once
        # One place stays for others, always: a long file is not waited for.
        self._most_of_one = max(1, at_once - 1)
        self._now = now
        self._waiting: list[_Waiting] = []
        self._running: dict[str, int] = {}
        self._spent: dict[str, tuple[float, float]] = {}  # seconds, and when they were counted

    @asynccontextmanager
    async def taken(self, owner: Owner) -> AsyncIterator[None]:
        await self._wait(owner)
        began = self._now()
        try:
            yield
        finally:
            self._leave(owner, self._now() - began)

    async def _wait(self, owner: Owner) -> None:
        waiting = _Waiting(owner)
        self._waiting.append(waiting)
        self._call_next()
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            elif waiting.turn.done() and not waiting.turn.cancelled():
                self._leave(owner, 0)  # called in the very moment they left
            raise

    def _leave(self, owner: Owner, seconds: float) -> None:
        self._free += 1
        for name in owner:
            self._running[name] -= 1
            if not self._running[name]:
                del self._running[name]
            self._remember(name, seconds)
        self._call_next()

    def _call_next(self) -> None:
        while self._free and (able := [one for one in self._waiting if self._may(one.owner)]):
            first = min(able, key=lambda one: sum(map(self._lately, one.owner)))
            self._waiting.remove(first)
            self._free -= 1
            for name in first.owner:
                self._running[name] = self._running.get(name, 0) + 1
            first.turn.set_result(None)

    def _may(self, owner: Owner) -> bool:
        return all(self._running.get(name, 0) < self._most_of_one for name in owner)

    def _lately(self, name: str) -> float:
        seconds, at = self._spent.get(name, (0.0, 0.0))
        return seconds * math.exp2((at - self._now()) / FORGOTTEN_BY_HALF)

    def _remember(self, name: str, seconds: float) -> None:
        lately = self._lately(name) + seconds
        self._spent.pop(name, None)  # to the end: whoever was here longest ago is forgotten first
        self._spent[name] = (lately, self._now())
        if len(self._spent) > REMEMBERED:
            del self._spent[next(iter(self._spent))]
