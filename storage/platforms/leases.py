"""Who does what only one copy may do at a time. Whoever dies holds it until its time is over."""

import time
from collections.abc import Callable

from sqlalchemy import delete, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.clock import seconds_now
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.tables.copies import leases


class SqlLeases:
    """`holder` names this process, and no other one ever."""

    def __init__(
        self, database: Database, holder: str, now: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._holder = holder
        self._now = now

    async def take(self, name: str, seconds: float) -> bool:
        """Take it, or go on holding it, for so many seconds. False: somebody else has it."""

        async def work(connection: AsyncConnection) -> bool:
            now = await seconds_now(connection, self._now)
            mine = {"holder": self._holder, "until": now + seconds}
            if await insert_unless_there(connection, leases, {"name": name, **mine}):
                return True
            free = or_(leases.c.holder == self._holder, leases.c.until <= now)
            taken = update(leases).where(leases.c.name == name, free).values(**mine)
            return (await connection.execute(taken)).rowcount == 1

        return await self._database.write(work)

    async def leave(self, name: str) -> None:
        mine = (leases.c.name == name, leases.c.holder == self._holder)
        gone = delete(leases).where(*mine)
        await self._database.write(lambda connection: connection.execute(gone))
