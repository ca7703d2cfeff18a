"""Questions an operator asks of the database. Numbers and codes only."""

from collections.abc import Mapping

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.letter_rows import WAITING
from storage.migrations import revision_of
from storage.tables import counters, letters, tips
from storage.work import Database


class Health:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def ping(self) -> None:
        """Raises whatever is wrong with the database."""
        await self._database.read(lambda connection: connection.scalar(select(1)))

    async def revision(self) -> str:
        return await self._database.read(lambda connection: connection.run_sync(revision_of))

    async def letters_waiting(self) -> int:
        waiting = select(func.count()).where(letters.c.state == WAITING)
        return await self._database.read(lambda c: c.scalar(waiting)) or 0

    async def letters_by_state(self) -> Mapping[str, int]:
        return await self._counted(select(letters.c.state, func.count()).group_by(letters.c.state))

    async def tips_by_status(self) -> Mapping[str, int]:
        return await self._counted(select(tips.c.status, func.count()).group_by(tips.c.status))

    async def out_of_scope(self) -> Mapping[str, int]:
        """Since the beginning, by "out_of_scope.<reason>"."""
        return await self._counted(
            select(counters.c.name, func.sum(counters.c.count)).group_by(counters.c.name)
        )

    async def _counted(self, question: Select[str, int]) -> Mapping[str, int]:
        async def work(connection: AsyncConnection) -> Mapping[str, int]:
            return {name: int(count) for name, count in await connection.execute(question)}

        return await self._database.read(work)
