"""How much one bot may still say: one row, whatever the number of processes.

`taken_until` is the moment up to which the bot's time is given away (GCRA). Lessons may only take
time that begins soon, so that an answer to a citizen, which takes the next free moment whatever
is waiting, never stands behind more than that.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from broadcasts.delivery.ports import Budget, Lane, Slots
from storage.database.clock import seconds_now
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.tables.lessons import budgets

# How far ahead each lane may take the bot's time, in seconds.
REACH: Mapping[str, float] = {Lane.ANSWERS: 60.0, Lane.URGENT: 0.3, Lane.LESSONS: 0.2}
SPARE, MOST_SPARED = 0.5, 0.02  # messages a second, and at most that share of them
CLOCK_SET_BACK = 120.0  # further ahead than anybody takes: the clock was changed, not the budget


@dataclass(frozen=True, slots=True)
class BotTime:
    """Of one bot, in seconds since 1970."""

    taken_until: float = 0.0
    paused_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Grant:
    """The decision: what to write, and what to tell whoever asked."""

    taken_until: float
    slots: Slots


def grant(now: float, known: BotTime, rate: float, lane: str, count: int) -> Grant:
    """`now` in seconds since 1970, `rate` in messages a second."""
    taken, paused = known.taken_until, known.paused_until
    if taken > now + CLOCK_SET_BACK:
        taken = now
    starts = max(now, taken)
    if paused > now:
        return Grant(taken, Slots(0, min(paused - now, 60.0), 0.0))
    if starts - now > REACH[lane]:
        return Grant(taken, Slots(0, starts - now - REACH[lane] + 0.001, 0.0))
    each = 1 / kept(rate)
    return Grant(starts + count * each, Slots(count, starts - now, each))


def kept(rate: float) -> float:
    """A little less than the limit: of two processes one hears of its slots some milliseconds later
    than the other, and at 30 a second two such messages make a second of 32 (measured).
    """
    return rate - min(SPARE, rate * MOST_SPARED)


class SqlBudget(Budget):
    """`rates`: messages a second by bot. `now` is for SQLite; PostgreSQL's own clock rules there,
    so that two machines whose clocks differ keep one limit.
    """

    def __init__(
        self,
        database: Database,
        rates: Mapping[str, float],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._rates = rates
        self._now = now

    @override
    async def take(self, bot: str, lane: str, count: int) -> Slots:
        async def work(connection: AsyncConnection) -> Slots:
            now, known = await self._known(connection, bot)
            granted = grant(now, known, self._rates[bot], lane, count)
            if granted.slots.count:
                await self._write(connection, bot, taken_until=granted.taken_until)
            return granted.slots

        return await self._database.write(work)

    @override
    async def pause(self, bot: str, seconds: float) -> None:
        async def work(connection: AsyncConnection) -> None:
            now, known = await self._known(connection, bot)
            until = max(known.paused_until, now + seconds)
            await self._write(connection, bot, paused_until=until)

        await self._database.write(work)

    async def paused_for(self, bot: str) -> float:
        """Seconds until the platform lets this bot speak again, 0 when it may."""

        async def work(connection: AsyncConnection) -> float:
            until = await connection.scalar(
                select(budgets.c.paused_until).where(budgets.c.bot == bot)
            )
            return max(0.0, (until or 0.0) - await seconds_now(connection, self._now))

        return await self._database.read(work)

    async def _known(self, connection: AsyncConnection, bot: str) -> tuple[float, BotTime]:
        one = select(budgets.c.taken_until, budgets.c.paused_until).where(budgets.c.bot == bot)
        row = (await connection.execute(one.with_for_update())).first()
        if row is None:
            new = {"bot": bot, "taken_until": 0.0, "paused_until": 0.0}
            await insert_unless_there(connection, budgets, new)
            row = (await connection.execute(one.with_for_update())).one()
        return await seconds_now(connection, self._now), BotTime(row.taken_until, row.paused_until)

    async def _write(self, connection: AsyncConnection, bot: str, **values: float) -> None:
        await connection.execute(update(budgets).where(budgets.c.bot == bot).values(**values))
