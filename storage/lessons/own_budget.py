"""The budget of a line on SQLite, where one process speaks for all its bots.

A row written for each answer was a second commit, and a second wait for the disk, in every step of
a chat. Only a pause must outlive the process: turns that it gave away end with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import time

from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from broadcasts.delivery.ports import Slots
from storage.database.interface import Database
from storage.database.sqlite import SqliteDatabase
from storage.lessons.budget import BotTime, SqlBudget, grant


def budget_of(database: Database, rates: Mapping[str, float]) -> SqlBudget:
    kind = OwnBudget if isinstance(database, SqliteDatabase) else SqlBudget
    return kind(database, rates)


class OwnBudget(SqlBudget):
    def __init__(
        self, database: Database, rates: Mapping[str, float], now: Callable[[], float] = time
    ) -> None:
        super().__init__(database, rates, now)
        self._bots: dict[str, BotTime] = {}

    @override
    async def take(self, bot: str, lane: str, count: int) -> Slots:
        known = self._bots.get(bot) or await self._remembered(bot)
        granted = grant(self._now(), known, self._rates[bot], lane, count)
        self._bots[bot] = replace(known, taken_until=granted.taken_until)
        return granted.slots

    @override
    async def pause(self, bot: str, seconds: float) -> None:
        await super().pause(bot, seconds)
        known = self._bots.get(bot) or await self._remembered(bot)
        until = max(known.paused_until, self._now() + seconds)
        self._bots[bot] = replace(known, paused_until=until)

    async def _remembered(self, bot: str) -> BotTime:
        """A pause begun before the process was."""

        async def work(connection: AsyncConnection) -> BotTime:
            _, known = await self._known(connection, bot)
            return known

        known = await self._database.write(work)
        return self._bots.setdefault(bot, known)  # another may have taken meanwhile
