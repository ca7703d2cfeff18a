"""The desk's side of tips: the queue, one tip, and what officers change."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Subquery, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from communes.directory import Commune, CommuneCode, Directory
from desks.desk import Code, DeskCode, OfficerId
from storage.database.dialects import is_plain
from storage.database.interface import Database
from storage.database.reading import read_row
from storage.sealing.vault import Vault
from storage.tables.citizens import media
from storage.tables.desks import officers
from storage.tables.tips import tips
from storage.tip_keys.rows import OWN_KEY
from storage.tips import queue_order
from storage.tips.changing import Changes
from storage.tips.rows import TipRows, leads
from storage.writing import Writing
from tips.moves.change import Change
from tips.reading.where import where_to_go
from tips.tip import Lane, Status, Tip, TipSummary
from tips.triage.lanes import NOBODY, Reader, Waiting
from tips.triage.ports import TipStore
from wording.clean import gist

GIST = 80


class SqlTipStore(TipStore):
    """Without a directory the queue shows the citizen's words for a place, never its name."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        rows: TipRows,
        directory: Directory | None = None,
    ) -> None:
        self._database = database
        self._vault = vault
        self._rows = rows
        self._changes = Changes(vault, rows)
        self._communes = directory.communes if directory else {}

    @override
    async def queue(
        self,
        desk: DeskCode,
        status: Status | None,
        after: str,
        limit: int,
        reader: Reader = NOBODY,
    ) -> tuple[TipSummary, ...]:
        parts = queue_order.pages(desk, status, reader, after)
        rows = await self._database.read(lambda c: _rows_of(c, parts, _with_holder, limit))
        return tuple(summary_of(self._rows.read(row), row, self._communes) for row in rows)

    @override
    async def versions(self, desk: DeskCode, limit: int) -> Mapping[Code, int]:
        parts = queue_order.pages(desk, None, NOBODY, "")
        rows = await self._database.read(lambda c: _rows_of(c, parts, _versions, limit))
        return {Code(row.code): row.version for row in rows}

    @override
    async def waiting(self, desk: DeskCode, reader: Reader) -> Waiting:
        row = await read_row(self._database, queue_order.counts(desk, reader))
        return queue_order.waiting(row)

    @override
    async def tip(self, code: Code, desk: DeskCode) -> Tip | None:
        if not is_plain(code):
            return None
        where = (tips.c.code == code, tips.c.desk == desk)
        return await self._database.read(lambda connection: self._rows.find(connection, *where))

    @override
    async def save(self, tip: Tip, change: Change, at: datetime) -> Tip:
        return await self._database.write(
            lambda connection: self._save(connection, tip, change, at)
        )

    @override
    async def mark_read(self, tip: Tip, holder: OfficerId) -> None:
        seen = (tips.c.id == tip.id, tips.c.version == tip.version, tips.c.officer == holder)
        read = update(tips).where(*seen).values(unread=False)
        await self._database.write(lambda connection: connection.execute(read))

    @override
    async def was_done(self, event_id: str) -> bool:
        return await self._database.read(lambda c: self._changes.was_done(c, event_id))

    @override
    async def holds_media(self, code: Code, desk: DeskCode, media: str) -> bool:
        if not (is_plain(code) and is_plain(media)):
            return False
        return await self._database.read(lambda connection: _holds(connection, code, desk, media))

    async def _save(
        self, connection: AsyncConnection, tip: Tip, change: Change, at: datetime
    ) -> Tip:
        lines = await self._changes.write(Writing(connection, self._vault, at), tip, change)
        return await self._rows.changed(connection, tip, change, lines)


def summary_of(tip: Tip, row: Row[Any], communes: Mapping[CommuneCode, Commune]) -> TipSummary:
    commune = communes.get(row.commune)
    return TipSummary(
        code=tip.code,
        kind=tip.report.kind,
        status=tip.status,
        urgency=tip.urgency,
        place=where_to_go(tip.report.place, commune.full_name if commune else "", tip.route.desk),
        gist=gist(tip.report.story, GIST),
        filed_at=tip.filed_at,
        acknowledged_at=tip.acknowledged_at,
        classified_at=tip.classified_at,
        closed_at=tip.closed_at,
        officer=tip.officer,
        officer_label=tip.officer_label,
        unread=tip.unread,
        version=tip.version,
        cursor=queue_order.cursor((row.lane, row.queue_rank, row.queue_at, row.id)),
        lane=Lane(row.lane),
        extensions=tip.extensions,
        terms=tip.terms,
        since=tip.since,
    )


async def _rows_of(
    connection: AsyncConnection,
    parts: Sequence[Select[Any]],
    of: Callable[[Subquery], Select[Any]],
    limit: int,
) -> list[Row[Any]]:
    """Of the next part only what the one before it leaves room for."""
    rows: list[Row[Any]] = []
    for part in parts:
        if len(rows) < limit:
            rows += await connection.execute(of(part.limit(limit - len(rows)).subquery()))
    return rows


def _versions(first: Subquery) -> Select[Any]:
    read = select(tips.c.code, tips.c.version).join(first, first.c.id == tips.c.id)
    return read.order_by(first.c.lane, *queue_order.WITHIN)


def _with_holder(first: Subquery) -> Select[Any]:
    return (
        select(tips, officers.c.label.label("officer_label"), first.c.lane, OWN_KEY)
        .join(first, first.c.id == tips.c.id)
        .outerjoin(officers, officers.c.id == tips.c.officer)
        .order_by(first.c.lane, *queue_order.WITHIN)
    )


async def _holds(connection: AsyncConnection, code: Code, desk: DeskCode, name: str) -> bool:
    """Of the tip, or of one that was merged into it."""
    found = (
        select(media.c.id)
        .join(tips, tips.c.id == media.c.tip)
        .outerjoin(leads, leads.c.id == tips.c.lead)
        .where(media.c.id == name, tips.c.desk == desk)
        .where(or_(tips.c.code == code, leads.c.code == code))
    )
    return await connection.scalar(found) is not None
