"""Reads what a desk's register is made of, a page at a time."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Row, case, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Code, DeskCode, Role
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.sealing.vault import Vault
from storage.tables.audit import audit
from storage.tables.desks import officers
from storage.tables.moves import traces
from storage.tables.tips import tips
from storage.tips.rows import TipRows
from storage.tips.traces import find_trace
from tips.reports.figures import Counted
from tips.reports.periods import Window
from tips.reports.register import Entry, Passed
from tips.reports.reports import RegisterBook
from tips.tip import KindId, Status, Tip, Urgency

KEYS = 500  # read at once: some 2 ms
PAGE = 10  # tips unsealed at once, whatever the window: some 5 ms in which nobody is heard
COUNTED = (
    "code", "desk", "kind", "commune", "channel", "status", "urgency", "filed_at",
    "acknowledged_at", "classified_at", "closed_at", "closing_reason", "since", "extensions",
    "lead",
)  # fmt: skip
RECEIVING = ("claim", "file")  # a resident files without an officer


class SqlRegisterBook(RegisterBook):
    def __init__(self, database: Database, vault: Vault, rows: TipRows) -> None:
        self._database = database
        self._vault = vault
        self._rows = rows

    @override
    async def commanders(self, desk: DeskCode) -> Collection[str]:
        wanted = select(officers.c.label).where(
            officers.c.desk == desk, officers.c.role == Role.COMMANDER
        )

        async def work(connection: AsyncConnection) -> Collection[str]:
            return set(await connection.scalars(wanted))

        return await self._database.read(work)

    @override
    async def entries(self, desk: DeskCode, window: Window) -> AsyncIterator[Entry]:
        keys = await self._database.read(partial(_keys, desk=desk, window=window))
        for start in range(0, len(keys), PAGE):
            page = keys[start : start + PAGE]
            for entry in await self._database.read(partial(self._page, page=page)):
                yield entry

    @override
    async def counted(self, desks: Sequence[DeskCode], window: Window) -> Sequence[Counted]:
        wanted = select(*(tips.c[name] for name in COUNTED)).where(
            tips.c.desk.in_(desks), tips.c.filed_at >= window.start, tips.c.filed_at < window.end
        )
        return [self._count(row) for row in await read_rows(self._database, wanted)]

    def _count(self, row: Row[Any]) -> Counted:
        return Counted(
            code=Code(row.code),
            desk=DeskCode(row.desk),
            kind=KindId(row.kind),
            commune=row.commune or "",
            channel=row.channel,
            status=Status(row.status),
            urgency=Urgency(row.urgency),
            filed_at=row.filed_at,
            acknowledged_at=row.acknowledged_at,
            classified_at=row.classified_at,
            closed_at=row.closed_at,
            closing_reason=row.closing_reason,
            since=row.since,
            extensions=row.extensions,
            merged=row.lead is not None,
            terms=self._rows.terms,
        )

    async def _page(
        self, connection: AsyncConnection, page: Sequence[tuple[str, str]]
    ) -> list[Entry]:
        received = await _receivers(connection, [tip for tip, _ in page])
        here = await self._rows.find_all(connection, [tip for tip, trace in page if not trace])
        found = []
        for tip, trace in page:
            entry = await self._left(connection, trace) if trace else _kept(here.get(tip))
            found += [replace(entry, received_by=received.get(tip, ""))] if entry else []
        return found

    async def _left(self, connection: AsyncConnection, trace: str) -> Entry | None:
        gone = await find_trace(connection, self._vault, trace)
        if gone is None:
            return None
        return Entry(gone.tip, passed=Passed(gone.to_name, gone.at, gone.reason))


def _kept(tip: Tip | None) -> Entry | None:
    return Entry(tip) if tip else None


async def _keys(
    connection: AsyncConnection, desk: DeskCode, window: Window
) -> list[tuple[str, str]]:
    """Of each tip that is here, or was here and left: its id, and that of its last trace. Sorted
    by the database: to read 10,000 of them with their moments held everybody up for 80 ms.
    """
    left = select(traces.c.tip).where(traces.c.desk == desk)
    last_trace = (
        select(traces.c.id)
        .where(traces.c.tip == tips.c.id, traces.c.desk == desk)
        .order_by(traces.c.at.desc(), traces.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    wanted = (
        select(tips.c.id, case((tips.c.desk == desk, ""), else_=last_trace))
        .where(tips.c.filed_at >= window.start, tips.c.filed_at < window.end)
        .where(or_(tips.c.desk == desk, tips.c.id.in_(left)))
        .order_by(tips.c.filed_at, tips.c.id)
    )
    found: list[tuple[str, str]] = []
    async with connection.stream(wanted) as rows:
        async for part in rows.partitions(KEYS):
            found += [(tip, trace) for tip, trace in part]
            await asyncio.sleep(0)
    return found


async def _receivers(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, str]:
    """Who claimed each tip first, or took it down by phone or at the counter."""
    claims = (
        select(audit.c.subject, officers.c.label)
        .join(officers, officers.c.id == audit.c.officer)
        .where(audit.c.subject.in_(ids), audit.c.action.in_(RECEIVING))
        .order_by(audit.c.id.desc())
    )
    return {row.subject: row.label for row in await connection.execute(claims)}
