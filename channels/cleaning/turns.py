"""Whose file is cleaned next: theirs who took least of the cleaning room lately.

First come, first served let four pictures of one sender block everybody's for two minutes.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from channels.cleaning.places import Fate, Taken, judge, next_look

FORGOTTEN_BY_HALF = 60.0  # seconds
REMEMBERED = 10_000

Owner = tuple[str, ...]  # a chat, and the network it comes from: each is counted
Made = TypeVar("Made")


@dataclass(eq=False, slots=True)
class _Turn:
    owner: Owner
    is_long: bool = False
    came: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    began: float = 0.0
    patience: asyncio.Timeout | None = None  # where it can be stopped and begun again
    yields: bool = False


class Turns:
    def __init__(self, at_once: int, now: Callable[[], float]) -> None:
        self._at_once = at_once
        # One place stays for others, always: a long file is not waited for.
        self._most_of_one = max(1, at_once - 1)
        self._most_long = at_once - 1
        self._now = now
        self._waiting: list[_Turn] = []
        self._running: list[_Turn] = []
        self._spent: dict[str, tuple[float, float]] = {}  # seconds, and when they were counted
        self._look: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def taken(self, owner: Owner) -> AsyncIterator[None]:
        """For what cannot be stopped once it has begun."""
        async with self._taken(_Turn(owner)):
            yield

    async def give(self, owner: Owner, work: Callable[[], Awaitable[Made]]) -> Made:
        """`work` may be stopped for a lighter sender, and is begun again then."""
        first = _Turn(owner)
        try:
            return await self._work(first, work)
        except TimeoutError:
            if not first.yields:
                raise
        return await self._work(_Turn(owner, is_long=True), work)

    async def _work(self, turn: _Turn, work: Callable[[], Awaitable[Made]]) -> Made:
        async with self._taken(turn), asyncio.timeout(None) as turn.patience:
            self.look()
            return await work()

    @asynccontextmanager
    async def _taken(self, turn: _Turn) -> AsyncIterator[None]:
        await self._wait(turn)
        try:
            yield
        finally:
            self._leave(turn)

    async def _wait(self, turn: _Turn) -> None:
        self._waiting.append(turn)
        self._call_next()
        try:
            await turn.came
        except asyncio.CancelledError:
            if turn in self._waiting:
                self._waiting.remove(turn)
            elif turn.came.done() and not turn.came.cancelled():
                self._leave(turn)  # called in the very moment they left
            raise

    def _leave(self, turn: _Turn) -> None:
        self._running.remove(turn)
        for name in turn.owner:
            self._remember(name, self._now() - turn.began)
        self._call_next()

    def _call_next(self) -> None:
        while len(self._running) < self._at_once and (able := self._able()):
            first = min(able, key=self._weight)
            self._waiting.remove(first)
            self._running.append(first)
            first.began = self._now()
            first.came.set_result(None)
        self.look()

    def look(self) -> None:
        """Whether somebody has to make way; and again when the next may have to."""
        if self._look:
            self._look.cancel()
            self._look = None
        while (able := self._able()) and self._is_full():
            lightest = min(map(self._weight, able))
            judged = judge(self._places(), lightest, self._most_long)
            if judged is None:
                self._look_later()
                return
            self._carry_out(*judged)

    def _is_full(self) -> bool:
        """And nobody is leaving."""
        return len(self._running) == self._at_once and not any(t.yields for t in self._running)

    def _look_later(self) -> None:
        if (seconds := next_look(self._places())) is not None:
            self._look = asyncio.get_running_loop().call_later(seconds, self.look)

    def _carry_out(self, number: int, fate: Fate) -> None:
        turn = self._running[number]
        if fate is Fate.GOES_ON:
            turn.is_long = True
        elif turn.patience:
            turn.yields = True
            turn.patience.reschedule(asyncio.get_running_loop().time())

    def _places(self) -> list[Taken]:
        now = self._now()
        return [
            Taken(
                seconds := now - one.began,
                self._weight(one) + seconds * len(one.owner),
                one.is_long,
                one.patience is not None,
            )
            for one in self._running
        ]

    def _able(self) -> list[_Turn]:
        """Not those that have left in this very moment."""
        return [one for one in self._waiting if self._may(one) and not one.came.cancelled()]

    def _may(self, turn: _Turn) -> bool:
        if turn.is_long and sum(one.is_long for one in self._running) >= self._most_long:
            return False
        return all(self._places_of(name) < self._most_of_one for name in turn.owner)

    def _places_of(self, name: str) -> int:
        return sum(name in one.owner for one in self._running)

    def _weight(self, turn: _Turn) -> float:
        return sum(map(self._lately, turn.owner))

    def _lately(self, name: str) -> float:
        seconds, at = self._spent.get(name, (0.0, 0.0))
        return seconds * math.exp2((at - self._now()) / FORGOTTEN_BY_HALF)

    def _remember(self, name: str, seconds: float) -> None:
        lately = self._lately(name) + seconds
        self._spent.pop(name, None)  # to the end: whoever was here longest ago is forgotten first
        self._spent[name] = (lately, self._now())
        if len(self._spent) > REMEMBERED:
            del self._spent[next(iter(self._spent))]
