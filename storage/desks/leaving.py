"""Seats that somebody left. The row stays, for the log and the threads that name it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Code, DeskCode, Officer, OfficerId
from storage.audit import chain as audit
from storage.database.dialects import one_at_a_time
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.desks.rows import gone, is_seated, officer_in
from storage.desks.seats import end_ways_in
from storage.sealing.vault import Vault
from storage.tables.clock import shifts
from storage.tables.desks import officers
from storage.tables.tips import tips
from storage.writing import Writing
from tips.triage.leaving import LeavingStore


class SqlLeavingStore(LeavingStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def seated(self, desk: DeskCode) -> tuple[Officer, ...]:
        here = select(officers).where(officers.c.desk == desk, is_seated())

        rows = await read_rows(self._database, here.order_by(officers.c.label))
        return tuple(officer_in(row) for row in rows)

    @override
    async def dismiss(
        self, desk: DeskCode, label: str, at: datetime, by: OfficerId | None = None
    ) -> Officer | None:
        seat = select(officers).where(officers.c.desk == desk, officers.c.label == label)

        async def work(connection: AsyncConnection) -> Officer | None:
            await one_at_a_time(connection, f"seats {desk}")
            row = (await connection.execute(seat)).first()
            if row is None:
                return None
            await self._shut(connection, officer := officer_in(row), at)
            if row.account_mark != gone(row.id):
                await one_at_a_time(connection, officer.id)
                entry = audit.Entry(officer.id, "leave", f"{desk} {officer.role}", by)
                await audit.add(Writing(connection, self._vault, at), entry)
            return officer

        return await self._database.write(work)

    @override
    async def held_by(self, officer: OfficerId) -> Sequence[tuple[Code, DeskCode]]:
        held = (
            select(tips.c.code, tips.c.desk)
            .where(tips.c.officer == officer, tips.c.closed_at.is_(None))
            .order_by(tips.c.filed_at, tips.c.id)
        )

        rows = await read_rows(self._database, held)
        return [(Code(code), DeskCode(desk)) for code, desk in rows]

    async def _shut(self, connection: AsyncConnection, officer: Officer, at: datetime) -> None:
        mine = officers.c.id == officer.id
        await connection.execute(update(officers).where(mine).values(account_mark=gone(officer.id)))
        await end_ways_in(connection, officer)
        own = shifts.c.officer == officer.id
        await connection.execute(delete(shifts).where(own, shifts.c.starts > at))
        running = update(shifts).where(own, shifts.c.starts <= at, shifts.c.ends > at)
        await connection.execute(running.values(ends=at))
