"""Who is on duty when, and the notes shifts leave."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import DeskCode, Officer, OfficerId
from desks.permissions import TAKING
from desks.roster import Note, RosterStore, Shift
from storage.database.dialects import is_plain, one_at_a_time
from storage.database.interface import Database
from storage.database.reading import read_row, read_rows
from storage.desks.rows import is_seated, officer_in
from storage.sealing.vault import Vault
from storage.tables.clock import shifts
from storage.tables.desks import officers


class SqlRosterStore(RosterStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def shifts(self, desk: DeskCode, since: datetime, until: datetime) -> tuple[Shift, ...]:
        wanted = (
            _shifts()
            .where(shifts.c.desk == desk, shifts.c.ends > since, shifts.c.starts <= until)
            .order_by(shifts.c.starts, officers.c.label)
        )

        rows = await read_rows(self._database, wanted)
        return tuple(_shift(row) for row in rows)

    @override
    async def officers(self, desk: DeskCode) -> tuple[Officer, ...]:
        seated = select(officers).where(officers.c.desk == desk, is_seated())
        wanted = seated.order_by(officers.c.label)

        rows = await read_rows(self._database, wanted)
        return tuple(officer_in(row) for row in rows)

    @override
    async def set_shift(self, shift: Shift) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            await one_at_a_time(connection, f"shift {shift.officer}")
            overlaps = select(shifts.c.id).where(
                shifts.c.officer == shift.officer,
                shifts.c.starts < shift.ends,
                shifts.c.ends > shift.starts,
            )
            if await connection.scalar(overlaps.limit(1)) is not None:
                return False
            row = {"id": shift.id, "desk": shift.desk, "officer": shift.officer}
            hours = {"starts": shift.starts, "ends": shift.ends}
            await connection.execute(insert(shifts).values(**row, **hours))
            return True

        return await self._database.write(work)

    @override
    async def remove_shift(self, desk: DeskCode, shift: str) -> bool:
        if not is_plain(shift):
            return False
        gone = delete(shifts).where(shifts.c.id == shift, shifts.c.desk == desk)

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(gone)).rowcount == 1

        return await self._database.write(work)

    @override
    async def leave_note(self, shift: Shift, text: str, at: datetime) -> None:
        sealed = self._vault.seal("shifts", shift.id, {"text": text})
        left = update(shifts).where(shifts.c.id == shift.id).values(noted_at=at, sealed=sealed)
        await self._database.write(lambda connection: connection.execute(left))

    @override
    async def newest_note(self, desk: DeskCode, since: datetime) -> Note | None:
        wanted = (
            _shifts()
            .where(shifts.c.desk == desk, shifts.c.noted_at > since)
            .order_by(shifts.c.noted_at.desc())
            .limit(1)
        )

        row = await read_row(self._database, wanted)
        if row is None:
            return None
        said = self._vault.open("shifts", row.id, row.sealed)
        return Note(_shift(row), said["text"], row.noted_at)


def _shifts() -> Select[Any]:
    """Of those who may take tips: nobody else is on duty."""
    seated = select(shifts, officers.c.label).join(officers, officers.c.id == shifts.c.officer)
    return seated.where(officers.c.role.in_(TAKING))


def _shift(row: Row[Any]) -> Shift:
    return Shift(
        row.id, DeskCode(row.desk), OfficerId(row.officer), row.label, row.starts, row.ends
    )
