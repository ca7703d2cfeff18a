"""The desk's side of tips: the queue, one tip, and what officers change."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from communes.directory import Directory
from storage import audit
from storage.letter_rows import rearm_cards, write_to_citizen
from storage.ranking import cursor, moment, place_at, rank
from storage.sealing import Vault
from storage.statements import is_plain
from storage.tables import audit as audit_rows
from storage.tables import media, officers, tips
from storage.tip_rows import find_tip, tip_in, write_lines
from storage.work import Database
from tips.desk import DeskCode
from tips.errors import AlreadyDone, TipMoved
from tips.ports import Change, TipStore
from tips.tip import Code, Line, Status, Tip, TipSummary

GIST = 80
ORDER = (tips.c.queue_rank, tips.c.queue_at, tips.c.id)


class SqlTipStore(TipStore):
    """Without a directory the queue shows the citizen's words for a place, never its name."""

    def __init__(
        self, database: Database, vault: Vault, directory: Directory | None = None
    ) -> None:
        self._database = database
        self._vault = vault
        self._communes = directory.communes if directory else {}

    @override
    async def queue(
        self, desk: DeskCode, status: Status | None, after: str, limit: int
    ) -> tuple[TipSummary, ...]:
        wanted = (
            select(tips, officers.c.label.label("officer_label"))
            .outerjoin(officers, officers.c.id == tips.c.officer)
            .where(tips.c.desk == desk)
            .order_by(*ORDER)
            .limit(limit)
        )
        if status is not None:
            wanted = wanted.where(tips.c.status == status)
        if place := place_at(after):
            wanted = wanted.where(tuple_(*ORDER) > tuple_(*place))

        async def work(connection: AsyncConnection) -> tuple[TipSummary, ...]:
            return tuple(self._summary(row) for row in await connection.execute(wanted))

        return await self._database.read(work)

    @override
    async def tip(self, code: Code, desk: DeskCode) -> Tip | None:
        if not is_plain(code):
            return None
        where = (tips.c.code == code, tips.c.desk == desk)
        return await self._database.read(
            lambda connection: find_tip(connection, self._vault, *where)
        )

    @override
    async def save(self, tip: Tip, change: Change, at: datetime) -> Tip:
        return await self._database.write(
            lambda connection: self._save(connection, tip, change, at)
        )

    @override
    async def was_done(self, event_id: str) -> bool:
        return await self._database.read(lambda connection: self._was_done(connection, event_id))

    @override
    async def holds_media(self, code: Code, desk: DeskCode, media: str) -> bool:
        if not (is_plain(code) and is_plain(media)):
            return False
        return await self._database.read(lambda connection: _holds(connection, code, desk, media))

    async def _save(
        self, connection: AsyncConnection, tip: Tip, change: Change, at: datetime
    ) -> Tip:
        if await self._was_done(connection, change.event_id):
            raise AlreadyDone
        written = await connection.scalar(_changed(tip, change, at).returning(tips.c.line_count))
        if written is None:
            raise TipMoved
        first = written - len(change.lines) + 1
        lines = [
            Line(number, at, line.author, line.text, line.officer)
            for number, line in enumerate(change.lines, start=first)
        ]
        await write_lines(connection, self._vault, tip.id, lines)
        await audit.add(connection, self._vault, self._entry(tip, change, at))
        await rearm_cards(connection, tip.id, at)
        await write_to_citizen(
            connection, self._vault, (tip.id, at), change.to_citizen, asks=change.asks
        )
        saved = await find_tip(connection, self._vault, tips.c.id == tip.id)
        return saved or tip

    async def _was_done(self, connection: AsyncConnection, event_id: str) -> bool:
        marks = self._vault.marks("move", event_id)
        done = select(audit_rows.c.id).where(audit_rows.c.event_mark.in_(marks))
        return await connection.scalar(done) is not None

    def _entry(self, tip: Tip, change: Change, at: datetime) -> audit.Entry:
        mark = self._vault.mark("move", change.event_id)
        fact = " ".join(
            (change.status, change.urgency, change.holder or "-", change.closing_reason or "-")
        )
        return audit.Entry(tip.id, at, change.action, fact, change.officer, mark)

    def _summary(self, row: Row[Any]) -> TipSummary:
        tip = tip_in(self._vault, row)
        commune = self._communes.get(row.commune)
        return TipSummary(
            code=tip.code,
            kind=tip.report.kind,
            status=tip.status,
            urgency=tip.urgency,
            place=commune.full_name if commune else tip.report.place.words,
            gist=_gist(tip.report.story),
            filed_at=tip.filed_at,
            acknowledged_at=tip.acknowledged_at,
            closed_at=tip.closed_at,
            officer=tip.officer,
            officer_label=tip.officer_label,
            unread=tip.unread,
            version=tip.version,
            cursor=cursor((row.queue_rank, row.queue_at, row.id)),
        )


def _changed(tip: Tip, change: Change, at: datetime) -> Any:
    values: dict[str, Any] = {
        "officer": change.holder,
        "status": change.status,
        "urgency": change.urgency,
        "acknowledged_at": change.acknowledged_at,
        "closed_at": change.closed_at,
        "closing_reason": change.closing_reason,
        "version": tip.version + 1,
        "line_count": tips.c.line_count + len(change.lines),
        "queue_rank": rank(change.urgency, change.closed_at),
        "queue_at": moment(tip.filed_at, change.closed_at),
        "next_reminder_at": at,  # the sweep looks what this changes for the clock
    }
    if change.answers_citizen:
        values["unread"] = False
    if change.asks:
        values["asked"] = True
    # Only on top of the version the change was decided on.
    return update(tips).where(tips.c.id == tip.id, tips.c.version == tip.version).values(**values)


async def _holds(connection: AsyncConnection, code: Code, desk: DeskCode, name: str) -> bool:
    found = (
        select(media.c.id)
        .join(tips, tips.c.id == media.c.tip)
        .where(media.c.id == name, tips.c.code == code, tips.c.desk == desk)
    )
    return await connection.scalar(found) is not None


def _gist(story: str) -> str:
    words = " ".join(story.split())
    return words if len(words) <= GIST else words[: GIST - 1].rstrip() + "…"
