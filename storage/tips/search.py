"""Tips of a desk with everything that was said in them, page by page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from communes.directory import Directory
from desks.desk import DeskCode
from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.tables.desks import officers
from storage.tables.tips import tip_lines, tips
from storage.tips import queue_order
from storage.tips.rows import TipRows
from storage.tips.store import summary_of
from tips.triage.lanes import NOBODY
from tips.triage.search import Candidate, Facts, SearchStore


class SqlSearchStore(SearchStore):
    def __init__(
        self, database: Database, vault: Vault, rows: TipRows, directory: Directory | None = None
    ) -> None:
        self._database = database
        self._vault = vault
        self._rows = rows
        self._communes = directory.communes if directory else {}

    @override
    async def candidates(
        self, desk: DeskCode, facts: Facts, after: str, limit: int
    ) -> Sequence[Candidate]:
        async def work(connection: AsyncConnection) -> Sequence[Candidate]:
            rows = (await connection.execute(_wanted(desk, facts, after).limit(limit))).all()
            said = await self._said(connection, [row.id for row in rows])
            return [self._candidate(row, said.get(row.id, ())) for row in rows]

        return await self._database.read(work)

    def _candidate(self, row: Row[Any], said: Sequence[str]) -> Candidate:
        tip = self._rows.read(row)
        report = tip.report
        summary = summary_of(tip, row, self._communes)
        commune = self._communes.get(row.commune)
        where = (report.place.words, commune.full_name if commune else "")
        told = (report.story, report.when, *where)
        answers = tuple(answer for _, answer in report.answers)
        return Candidate(summary, (*told, *answers, *said))

    async def _said(
        self, connection: AsyncConnection, ids: Sequence[str]
    ) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for row in await connection.execute(select(tip_lines).where(tip_lines.c.tip.in_(ids))):
            words = self._vault.open("tip_lines", f"{row.tip}/{row.number}", row.sealed)
            found[row.tip].append(words["text"])
        return found


def _wanted(desk: DeskCode, facts: Facts, after: str) -> Select[Any]:
    lane = queue_order.lane(NOBODY).label("lane")
    labelled = select(tips, officers.c.label.label("officer_label"), lane)
    wanted = labelled.outerjoin(officers, officers.c.id == tips.c.officer)
    wanted = wanted.where(*queue_order.queued(desk)).order_by(*queue_order.WITHIN)
    if facts.kind is not None:
        wanted = wanted.where(tips.c.kind == facts.kind)
    if facts.outcome is not None:
        wanted = wanted.where(tips.c.closing_reason == facts.outcome)
    if facts.since is not None:
        wanted = wanted.where(tips.c.filed_at >= facts.since)
    if facts.until is not None:
        wanted = wanted.where(tips.c.filed_at < facts.until)
    place = queue_order.place_at(after)
    return wanted.where(tuple_(*queue_order.WITHIN) > tuple_(*place[1:])) if place else wanted
