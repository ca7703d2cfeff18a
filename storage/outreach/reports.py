"""Which owed reports a desk has sent."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from outreach.reporting import SentReports
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.tables.outreach import reports_sent


class SqlSentReports(SentReports):
    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def sent(self, desk: str) -> Mapping[str, date]:
        wanted = select(reports_sent.c.name, reports_sent.c.day).where(reports_sent.c.desk == desk)

        async def work(connection: AsyncConnection) -> Mapping[str, date]:
            rows = await connection.execute(wanted)
            return {name: date.fromisoformat(day) for name, day in rows}

        return await self._database.read(work)

    @override
    async def mark_sent(self, desk: str, name: str, officer: str, day: date) -> None:
        row = {"desk": desk, "name": name, "officer": officer, "day": day.isoformat()}
        await self._database.write(lambda c: insert_unless_there(c, reports_sent, row))
