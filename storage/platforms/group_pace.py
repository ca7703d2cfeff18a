"""How often a bot speaks in one group: the platform counts all copies of the program together."""

import time
from collections.abc import Callable

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.clock import seconds_now
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.tables.copies import group_calls


class SqlGroupPace:
    """Never more than `messages` within any `seconds`."""

    def __init__(
        self,
        database: Database,
        messages: int,
        seconds: float,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._messages = messages
        self._seconds = seconds
        self._now = now

    async def start(self, bot: str, group: str) -> float:
        """Zero: one more was counted. Otherwise the seconds until there is room."""
        name = f"{bot} {group}"

        async def work(connection: AsyncConnection) -> float:
            before = await _moments(connection, name)
            now = await seconds_now(connection, self._now)
            # Later than now: the clock was set back.
            recent = [at for at in before if now - self._seconds < at <= now]
            if len(recent) >= self._messages:
                return recent[-self._messages] + self._seconds - now
            told = " ".join(f"{at:.3f}" for at in (*recent, now))
            mine = group_calls.c.name == name
            await connection.execute(update(group_calls).where(mine).values(moments=told))
            return 0.0

        return await self._database.write(work)


async def _moments(connection: AsyncConnection, name: str) -> list[float]:
    """Others wait until this transaction ends."""
    wanted = select(group_calls.c.moments).where(group_calls.c.name == name).with_for_update()
    told = await connection.scalar(wanted)
    if told is None:
        await insert_unless_there(connection, group_calls, {"name": name, "moments": ""})
        told = await connection.scalar(wanted)
    return [float(at) for at in (told or "").split()]
