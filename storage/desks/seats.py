"""The seats of a desk, as whoever lets people in sees them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, delete, func, insert, select, true
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import DeskCode, Officer, OfficerId
from desks.signin.ports import Invite, Seat, SeatStore
from storage.audit import chain as audit
from storage.database.dialects import is_plain, one_at_a_time
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.desks.notes import note
from storage.desks.rows import is_seated, officer_in
from storage.sealing.vault import Vault
from storage.tables.desks import code_apps, invites, link_codes, officers, passkeys, sessions
from storage.tables.tips import tips
from storage.writing import Writing

WAYS_IN = (sessions, link_codes, code_apps, passkeys)  # each with a column `officer`


class SqlSeatStore(SeatStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def seated(self, desk: DeskCode) -> tuple[Officer, ...]:
        if not is_plain(desk):
            return ()
        here = select(officers).where(officers.c.desk == desk, is_seated())
        rows = await read_rows(self._database, here.order_by(officers.c.label))
        return tuple(officer_in(row) for row in rows)

    @override
    async def seats(self, desk: DeskCode, at: datetime) -> Sequence[Seat]:
        here = select(
            officers,
            _count(sessions, sessions.c.until > at).label("devices"),
            select(func.max(sessions.c.seen_at))
            .where(sessions.c.officer == officers.c.id)
            .scalar_subquery()
            .label("seen"),
            _count(code_apps).label("code_apps"),
            _count(passkeys).label("passkeys"),
            _count(tips, tips.c.closed_at.is_(None)).label("held"),
        ).where(officers.c.desk == desk, is_seated())
        rows = await read_rows(self._database, here.order_by(officers.c.label))
        return [
            Seat(
                officer=officer_in(row),
                devices=row.devices,
                seen=row.seen,
                code_app=bool(row.code_apps),
                passkeys=row.passkeys,
                telegram=bool(row.account_mark),
                held=row.held,
            )
            for row in rows
        ]

    @override
    async def invite(self, invite: Invite, by: OfficerId | None, at: datetime) -> None:
        row = insert(invites).values(
            token_mark=self._vault.mark("invite", invite.token),
            desk=invite.desk,
            role=invite.role,
            label=invite.label,
            until=invite.until,
        )
        entry = audit.Entry(f"desk {invite.desk}", "invite", f"{invite.desk} {invite.role}", by)
        # A link that was given out before for the same seat is void: one seat, one open door.
        before = (invites.c.desk == invite.desk, invites.c.label == invite.label)

        async def work(connection: AsyncConnection) -> None:
            await one_at_a_time(connection, f"desk {invite.desk}")
            if invite.label:
                await connection.execute(delete(invites).where(*before))
            await connection.execute(row)
            await audit.add(Writing(connection, self._vault, at), entry)

        await self._database.write(work)

    @override
    async def shut(self, officer: Officer, by: OfficerId, at: datetime) -> None:
        async def work(connection: AsyncConnection) -> None:
            await end_ways_in(connection, officer)
            await note(Writing(connection, self._vault, at), officer, "start_over", by)

        await self._database.write(work)


async def end_ways_in(connection: AsyncConnection, officer: Officer) -> None:
    for table in WAYS_IN:
        await connection.execute(delete(table).where(table.c.officer == officer.id))
    invited = (invites.c.desk == officer.desk, invites.c.label == officer.label)
    await connection.execute(delete(invites).where(*invited))


def _count(table: Any, more: Any = None) -> ScalarSelect[int]:
    """Rows of a table that belong to the officer of the row."""
    mine = table.c.officer == officers.c.id
    wanted = select(func.count()).select_from(table).where(mine, true() if more is None else more)
    return wanted.correlate(officers).scalar_subquery()
