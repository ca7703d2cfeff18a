"""The registers of communes: what is counted stands beside, everything else is sealed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from outreach.errors import EntryChanged, UnknownEntry
from outreach.registers.entry import NewEntry, RegisterEntry, Values
from outreach.registers.keeping import Changed, RegisterStore, Standings
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.tables.outreach import register_entries

_ROW = register_entries.c


class SqlRegisterStore(RegisterStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def entries(self, desk: str, register: str) -> tuple[RegisterEntry, ...]:
        mine = (_ROW.desk == desk, _ROW.register == register)
        wanted = select(register_entries).where(*mine).order_by(_ROW.id.desc())

        async def work(connection: AsyncConnection) -> tuple[RegisterEntry, ...]:
            return tuple(self._entry(row) for row in await connection.execute(wanted))

        return await self._database.read(work)

    @override
    async def add(self, desk: str, new: NewEntry, officer: str, day: date) -> RegisterEntry:
        row = {
            "desk": desk, "register": new.register, "entry": new.entry, "archived": False,
            "version": 1,
        }  # fmt: skip

        async def work(connection: AsyncConnection) -> RegisterEntry:
            written = row | self._values(new, officer, day)
            await insert_unless_there(connection, register_entries, written)
            mine = (_ROW.entry == new.entry, _ROW.desk == desk)
            kept = (await connection.execute(select(register_entries).where(*mine))).first()
            if kept is None:
                raise UnknownEntry  # another desk's
            return self._entry(kept)

        return await self._database.write(work)

    @override
    async def change(self, desk: str, changed: Changed, officer: str, day: date) -> RegisterEntry:
        mine = (
            _ROW.id == changed.id,
            _ROW.desk == desk,
            _ROW.register == changed.register,
        )

        async def work(connection: AsyncConnection) -> RegisterEntry:
            row = (await connection.execute(select(register_entries).where(*mine))).first()
            if row is None:
                raise UnknownEntry
            became = self._changed(row, changed, officer, day)
            same = (*mine, _ROW.version == changed.version)
            done = await connection.execute(update(register_entries).where(*same).values(became))
            if done.rowcount != 1:
                raise EntryChanged
            [kept] = await connection.execute(select(register_entries).where(*mine))
            return self._entry(kept)

        return await self._database.write(work)

    @override
    async def standings(self, desks: frozenset[str] | None, year: int) -> Sequence[Standings]:
        named = (_ROW.register, _ROW.standing)
        wanted = select(*named, func.count()).where(~_ROW.archived, _ROW.year.in_((0, year)))
        if desks is not None:
            wanted = wanted.where(_ROW.desk.in_(sorted(desks)))

        async def work(connection: AsyncConnection) -> Sequence[Standings]:
            return [Standings(*row) for row in await connection.execute(wanted.group_by(*named))]

        return await self._database.read(work)

    def _changed(
        self, row: Row[Any], changed: Changed, officer: str, day: date
    ) -> dict[str, object]:
        became = {"version": changed.version + 1, "archived": changed.is_archived}
        if changed.values is None:
            return became | {"officer": officer, "day": day.isoformat()}
        return became | self._values(
            NewEntry(row.entry, row.register, changed.values), officer, day
        )

    def _values(self, new: NewEntry, officer: str, day: date) -> dict[str, object]:
        sealed = self._vault.seal("register_entries", new.entry, new.values)
        return {
            "standing": new.standing, "year": new.year, "sealed": sealed, "officer": officer,
            "day": day.isoformat(),
        }  # fmt: skip

    def _entry(self, row: Row[Any]) -> RegisterEntry:
        values: Values = self._vault.open("register_entries", row.entry, row.sealed)
        return RegisterEntry(
            row.entry, row.register, values, row.id, row.version,
            date.fromisoformat(row.day), row.archived,
        )  # fmt: skip
