"""How much an account said this month: a counter a month, shared by every process."""

import logging
from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.ports import Clock
from messages.quota import Level, Quota, month_of
from storage.database.dialects import insert_or_add
from storage.database.interface import Database
from storage.tables.citizens import counters

log = logging.getLogger(__name__)


class SqlQuota(Quota):
    """`limits`: messages a month by account; an account without one is counted all the same."""

    def __init__(self, database: Database, clock: Clock, limits: Mapping[str, int]) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits

    @override
    async def count(self, name: str) -> None:
        key = {"name": f"sent {name}", "day": month_of(self._clock.now())}

        async def work(connection: AsyncConnection) -> int:
            await insert_or_add(connection, counters, key, "count")
            return await connection.scalar(_counted(key)) or 0

        try:
            used = await self._database.write(work)
        except Exception as problem:  # noqa: BLE001 -- what was said is said: it may not go out twice
            log.warning("message not counted", extra={"problem": type(problem).__name__})
            return
        if (limit := self._limits.get(name)) and (mark := Level(used, limit).crossed(used - 1)):
            log.warning("month's messages", extra={"channel": name, "percent": mark})

    @override
    async def used(self, name: str) -> int:
        key = {"name": f"sent {name}", "day": month_of(self._clock.now())}
        return await self._database.read(lambda connection: connection.scalar(_counted(key))) or 0


def _counted(key: Mapping[str, str]) -> Select[tuple[int]]:
    return select(counters.c.count).where(*(counters.c[name] == key[name] for name in key))
