"""Tips of a desk with everything that was said in them, page by page.

What was unsealed stays known in memory while somebody searches, folded for comparing and under the
version it was read at; half an hour after the last question nothing of it is left.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, String, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from communes.directory import Directory
from desks.desk import Code, DeskCode
from storage.database.interface import Database
from storage.database.reading import read_row, read_rows
from storage.sealing.shapes import texts_in
from storage.sealing.vault import Vault
from storage.tables.desks import officers
from storage.tables.tips import tip_lines, tips
from storage.tip_keys.rows import OWN_KEY, key_in, open_report
from storage.tips import queue_order
from storage.tips.rows import TipRows
from storage.tips.store import summary_of
from tips.tip import Lane, TipSummary
from tips.triage.lanes import NOBODY
from tips.triage.search import Bounds, Facts, Said, SearchStore, Sifted

KEPT = 30 * 60  # seconds
MOST = 200_000  # tips: about 150 MB

Stamp = str  # where a tip stands in the queue, which it is, and at which version
Known = tuple[Said, Code]  # what was said in a tip, and what it is called

_BETWEEN = " "
_PLACE = tips.c.queue_rank.cast(String) + "." + tips.c.queue_at.cast(String)
_STAMP = _PLACE + "." + tips.c.id + "." + tips.c.version.cast(String)
_SEALED = select(tips.c.id, tips.c.code, tips.c.commune, tips.c.line_count, tips.c.sealed, OWN_KEY)


class SqlSearchStore(SearchStore):
    def __init__(
        self, database: Database, vault: Vault, rows: TipRows, directory: Directory | None = None
    ) -> None:
        self._database = database
        self._vault = vault
        self._rows = rows
        self._communes = directory.communes if directory else {}
        self._known: dict[Stamp, Known] = {}
        self._stamps: dict[str, Stamp] = {}  # of each tip that is known, the one it was read at
        self._forgetting: asyncio.TimerHandle | None = None

    @override
    async def sift(
        self, desk: DeskCode, facts: Facts, after: str, fits: Callable[[Said], bool], bounds: Bounds
    ) -> Sifted:
        self._forget_later()
        stamps = page = await self._listed(desk, facts, after, bounds.looked)
        unknown = [stamp for stamp in stamps if stamp not in self._known]
        if len(unknown) > bounds.unsealed:
            stamps = stamps[: stamps.index(unknown[bounds.unsealed])]
        unseal = unknown[: bounds.unsealed]
        await self._unseal(unseal)
        codes, looked = self._fitting(stamps, fits, bounds.found)
        is_end = looked == len(page) < bounds.looked
        return Sifted(codes, looked, len(unseal), "" if is_end else _cursor(page[looked - 1]))

    @override
    async def summaries(self, desk: DeskCode, codes: Sequence[Code]) -> tuple[TipSummary, ...]:
        lane = queue_order.lane(NOBODY).label("lane")
        labelled = select(tips, officers.c.label.label("officer_label"), lane, OWN_KEY)
        wanted = labelled.outerjoin(officers, officers.c.id == tips.c.officer)
        rows = await read_rows(
            self._database, wanted.where(tips.c.desk == desk, tips.c.code.in_(codes))
        )
        read = {row.code: summary_of(self._rows.read(row), row, self._communes) for row in rows}
        return tuple(read[code] for code in codes if code in read)

    async def _listed(self, desk: DeskCode, facts: Facts, after: str, most: int) -> Sequence[Stamp]:
        """As one text of the database: a row for each would cost most of the answer's time."""
        page = _stamped(desk, facts, after).limit(most).subquery()
        row = await read_row(self._database, select(func.aggregate_strings(page.c.stamp, _BETWEEN)))
        return row[0].split(_BETWEEN) if row and row[0] else ()

    def _fitting(
        self, stamps: Sequence[Stamp], fits: Callable[[Said], bool], most: int
    ) -> tuple[Sequence[Code], int]:
        """Codes, and how many tips it took."""
        recall, found = self._known.get, list[Code]()
        for number, stamp in enumerate(stamps, 1):
            known = recall(stamp)  # one that was erased in between is not there any more
            if known and fits(known[0]):
                found.append(known[1])
                if len(found) == most:
                    return found, number
        return found, len(stamps)

    async def _unseal(self, stamps: Sequence[Stamp]) -> None:
        wanted = {_id_in(stamp): stamp for stamp in stamps}

        async def work(connection: AsyncConnection) -> list[tuple[str, Known]]:
            found = (await connection.execute(_SEALED.where(tips.c.id.in_(wanted)))).all()
            grown = [row for row in found if row.line_count]
            lines = await self._lines(connection, grown) if grown else {}
            return [(row.id, self._read(row, lines.get(row.id, ()))) for row in found]

        for tip, known in await self._database.read(work) if wanted else ():
            self._known.pop(self._stamps.get(tip, ""), None)
            self._known[wanted[tip]] = known
            self._stamps[tip] = wanted[tip]
        while len(self._known) > MOST:
            oldest = next(iter(self._known))
            del self._known[oldest], self._stamps[_id_in(oldest)]

    def _read(self, row: Any, lines: Sequence[str]) -> Known:
        texts = texts_in(open_report(self._vault, row)["report"])
        commune = self._communes.get(row.commune)
        where = (commune.full_name,) if commune else ()
        code = Code(row.code)
        return Said.of(code, (*texts, *where, *lines)), code

    async def _lines(
        self, connection: AsyncConnection, grown: Sequence[Any]
    ) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        wanted = select(tip_lines.c.tip, tip_lines.c.number, tip_lines.c.sealed)
        keys = {row.id: key_in(self._vault, row.id, row.own_key) for row in grown}
        for row in await connection.execute(wanted.where(tip_lines.c.tip.in_(keys))):
            name, own = f"{row.tip}/{row.number}", keys[row.tip]
            words = self._vault.open("tip_lines", name, row.sealed, own)
            found[row.tip].append(words["text"])
        return found

    def _forget_later(self) -> None:
        if self._forgetting is not None:
            self._forgetting.cancel()
        self._forgetting = asyncio.get_running_loop().call_later(KEPT, self._forget)

    def _forget(self) -> None:
        self._known.clear()
        self._stamps.clear()


def _cursor(stamp: Stamp) -> str:
    return f"{Lane.OVER.value}.{stamp.rpartition('.')[0]}"


def _id_in(stamp: Stamp) -> str:
    return stamp.split(".")[2]


def _stamped(desk: DeskCode, facts: Facts, after: str) -> Select[str]:
    """Nothing sealed, and all of it in the queue's index: most of them are known."""
    wanted = select(_STAMP.label("stamp"))
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
