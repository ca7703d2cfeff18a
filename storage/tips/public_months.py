"""The months that were published: each once."""

import json
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import DeskCode
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.tables.published import public_months
from tips.reports.public_month import MonthShelf, PublicMonth


class SqlMonthShelf(MonthShelf):
    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def kept(self, desk: DeskCode, month: date) -> PublicMonth | None:
        return await self._database.read(lambda connection: _find(connection, desk, month))

    @override
    async def keep(self, one: PublicMonth) -> PublicMonth:
        counts = json.dumps({"kinds": dict(one.kinds), "outcomes": dict(one.outcomes)})
        row = {"desk": one.desk, "month": one.month.isoformat(), "counts": counts}

        async def work(connection: AsyncConnection) -> PublicMonth:
            await insert_unless_there(connection, public_months, row)
            return await _find(connection, one.desk, one.month) or one

        return await self._database.write(work)


async def _find(connection: AsyncConnection, desk: DeskCode, month: date) -> PublicMonth | None:
    mine = (public_months.c.desk == desk, public_months.c.month == month.isoformat())
    written = await connection.scalar(select(public_months.c.counts).where(*mine))
    return PublicMonth(desk, month, **json.loads(written)) if written else None
