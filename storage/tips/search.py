"""Tips of a desk with everything that was said in them, page by page.

What was unsealed stays known in memory while somebody searches, folded for comparing and under the
version it was read at; half an hour after the last question nothing of it is left.
"""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from communes.directory import Directory
from desks.desk import Code, DeskCode
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.sealing.shapes import report_in
from storage.sealing.vault import Vault
from storage.tables.desks import officers
from storage.tables.tips import tip_lines, tips
from storage.tips import queue_order
from storage.tips.rows import TipRows
from storage.tips.store import summary_of
from tips.tip import Lane, TipSummary
from tips.triage.lanes import NOBODY
from tips.triage.search import Candidate, Candidates, Facts, Said, SearchStore

KEPT = 30 * 60  # seconds
MOST = 200_000  # tips: about 150 MB

Known = OrderedDict[str, tuple[int, Said]]  # by id: the version, and what was said in it


class SqlSearchStore(SearchStore):
    def __init__(
        self, database: Database, vault: Vault, rows: TipRows, directory: Directory | None = None
    ) -> None:
        self._database = database
        self._vault = vault
        self._rows = rows
        self._communes = directory.communes if directory else {}
        self._known: Known = OrderedDict()
        self._forgetting: asyncio.TimerHandle | None = None

    @override
    async def candidates(
        self, desk: DeskCode, facts: Facts, after: str, limit: int, unseal: int
    ) -> Candidates:
        self._forget_later()
        rows = await read_rows(self._database, _wanted(desk, facts, after).limit(limit))
        unknown = [row.id for row in rows if not self._is_known(row)]
        if len(unknown) > unseal:
            rows = rows[: next(at for at, row in enumerate(rows) if row.id == unknown[unseal])]
        await self._unseal(unknown[:unseal])
        # One that was erased in between is not there any more.
        found = [self._candidate(row) for row in rows if row.id in self._known]
        more = len(rows) == limit or len(unknown) > unseal
        return Candidates(
            found, min(len(unknown), unseal), _cursor(rows[-1]) if more and rows else ""
        )

    @override
    async def summaries(self, desk: DeskCode, codes: Sequence[Code]) -> tuple[TipSummary, ...]:
        lane = queue_order.lane(NOBODY).label("lane")
        labelled = select(tips, officers.c.label.label("officer_label"), lane)
        wanted = labelled.outerjoin(officers, officers.c.id == tips.c.officer)
        rows = await read_rows(
            self._database, wanted.where(tips.c.desk == desk, tips.c.code.in_(codes))
        )
        read = {row.code: summary_of(self._rows.read(row), row, self._communes) for row in rows}
        return tuple(read[code] for code in codes if code in read)

    def _is_known(self, row: Row[Any]) -> bool:
        return row.id in self._known and self._known[row.id][0] == row.version

    def _candidate(self, row: Row[Any]) -> Candidate:
        return Candidate(Code(row.code), _cursor(row), self._known[row.id][1])

    async def _unseal(self, ids: Sequence[str]) -> None:
        async def work(connection: AsyncConnection) -> list[tuple[str, int, Said]]:
            found = (await connection.execute(select(tips).where(tips.c.id.in_(ids)))).all()
            lines = await self._lines(connection, ids)
            return [(row.id, row.version, self._said(row, lines.get(row.id, ()))) for row in found]

        for tip, version, said in await self._database.read(work) if ids else ():
            self._known[tip] = (version, said)
            self._known.move_to_end(tip)
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def _said(self, row: Row[Any], lines: Sequence[str]) -> Said:
        report = report_in(self._vault.open("tips", row.id, row.sealed)["report"])
        commune = self._communes.get(row.commune)
        where = (report.place.words, commune.full_name if commune else "")
        answers = (answer for _, answer in report.answers)
        return Said.of((report.story, report.when, *where, *answers, *lines))

    async def _lines(
        self, connection: AsyncConnection, ids: Sequence[str]
    ) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for row in await connection.execute(select(tip_lines).where(tip_lines.c.tip.in_(ids))):
            words = self._vault.open("tip_lines", f"{row.tip}/{row.number}", row.sealed)
            found[row.tip].append(words["text"])
        return found

    def _forget_later(self) -> None:
        if self._forgetting is not None:
            self._forgetting.cancel()
        self._forgetting = asyncio.get_running_loop().call_later(KEPT, self._known.clear)


def _cursor(row: Row[Any]) -> str:
    return queue_order.cursor((Lane.OVER.value, row.queue_rank, row.queue_at, row.id))


def _wanted(desk: DeskCode, facts: Facts, after: str) -> Select[Any]:
    """Nothing sealed: most of them are known."""
    wanted = select(tips.c.code, tips.c.version, *queue_order.WITHIN)
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
