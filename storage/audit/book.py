"""Entries beside the moves: looks, exports and refusals, and the log as an auditor reads it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.auditing import AuditBook, LogEntry, Sighting
from storage.audit import anchors
from storage.audit import chain as audit
from storage.audit.chain import Break
from storage.database.dialects import one_at_a_time
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.sealing.vault import Vault
from storage.tables.audit import audit as entries
from storage.tables.desks import officers
from storage.tables.tips import tips
from storage.writing import Writing

NOBODY = "door"  # the chain of what was done by nobody known
FACT = 200
KNOWN = 10_000  # marks kept in memory: a look repeated within its window asks no database


class SqlAuditBook(AuditBook):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._noted: set[str] = set()

    @override
    async def note(self, sighting: Sighting) -> None:
        mark = self._mark(sighting)
        if mark in self._noted:
            return
        await self._database.write(lambda connection: self._note(connection, sighting, mark))
        if len(self._noted) >= KNOWN:
            self._noted.clear()
        self._noted.add(mark)

    @override
    async def entries(self, after: int, limit: int) -> tuple[LogEntry, ...]:
        return await self._read(_named().where(entries.c.id > after).order_by(entries.c.id), limit)

    @override
    async def latest(self, before: int, limit: int) -> tuple[LogEntry, ...]:
        wanted = _named().order_by(entries.c.id.desc())
        return await self._read(wanted.where(entries.c.id < before) if before else wanted, limit)

    async def _read(self, wanted: Select[Any], limit: int) -> tuple[LogEntry, ...]:
        rows = await read_rows(self._database, wanted.limit(limit))
        return tuple(_log_entry(row) for row in rows)

    async def anchor(self, at: datetime) -> anchors.Anchor | None:
        return await self._database.write(
            lambda connection: anchors.add(Writing(connection, self._vault, at))
        )

    async def anchored(self, after: int = 0) -> list[anchors.Anchor]:
        return await self._database.read(lambda connection: anchors.printed(connection, after))

    async def unanchored(self) -> anchors.Loose:
        return await self._database.read(anchors.loose)

    async def breaks(self) -> list[Break]:
        """Every broken link, the first in time first."""

        async def work(connection: AsyncConnection) -> list[Break]:
            found = [found async for found in audit.breaks(connection, self._vault)]
            found += [lost async for lost in anchors.breaks(connection, self._vault)]
            return sorted(set(found), key=lambda one: (one.at, one.subject, one.number))

        return await self._database.read(work)

    async def _note(self, connection: AsyncConnection, sighting: Sighting, mark: str) -> None:
        chain = sighting.officer or NOBODY
        await one_at_a_time(connection, chain)
        if await connection.scalar(select(entries.c.id).where(entries.c.event_mark == mark)):
            return
        entry = audit.Entry(chain, sighting.kind, sighting.what[:FACT], sighting.officer, mark)
        await audit.add(Writing(connection, self._vault, sighting.at), entry)

    def _mark(self, sighting: Sighting) -> str:
        window = str(int(sighting.at.timestamp()) // (sighting.kind.window_minutes * 60))
        return self._vault.mark(
            "sighting", sighting.officer or NOBODY, sighting.kind, sighting.what, window
        )


def _named() -> Select[Any]:
    return (
        select(entries, officers.c.label, officers.c.desk, tips.c.code)
        .outerjoin(officers, officers.c.id == entries.c.officer)
        .outerjoin(tips, tips.c.id == entries.c.subject)
    )


def _log_entry(row: Row[Any]) -> LogEntry:
    return LogEntry(
        id=row.id,
        at=row.at,
        action=row.action,
        officer=row.label or "",
        desk=row.desk or "",
        tip=row.code or "",
        fact=row.fact,
    )
