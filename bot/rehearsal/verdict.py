"""Lays what the ledger says beside what the platform saw, person by person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.delivery.marks import Ledger, Mark, ledger_of, together
from storage.database.interface import Database
from storage.lessons.packing import unpack_ids, unpack_marks
from storage.tables.lessons import occurrences, shard_people, shards

COUNTED = ("sent", "blocked", "failed", "unknown", "opted_out", "deferred")
ARRIVED_UNANSWERED = ("silent, arrived", "broken, arrived", "reset, arrived")


@dataclass(frozen=True, slots=True)
class Verdict:
    frozen: int
    ledger: Ledger
    reached: int  # people, whatever the ledger says of them
    lost: int  # called sent, or still waiting, and nothing came
    unknown_missed: int  # called unknown, and nothing came
    duplicates: int
    excused: int  # repeats after an answer that never came: counted as maybe_twice
    maybe_twice: int
    worst_person: int  # messages the most pestered person got

    @property
    def unexcused(self) -> int:
        """Repeats that only a crash explains."""
        return max(0, self.duplicates - self.excused)


async def examine(
    database: Database, occurrence: int, counts: NDArray[np.uint16], requests: Mapping[str, int]
) -> Verdict:
    """`counts`: messages by chat, the first subscriber's first; `requests` as the report has."""
    rows = await database.read(lambda c: _rows(c, occurrence))
    frozen = await database.read(lambda c: _frozen(c, occurrence))
    marks, got = _people(rows, counts)
    duplicates = int(np.maximum(got.astype(int) - 1, 0).sum())
    maybe_twice = sum(row.maybe_twice for row in rows)
    unanswered = sum(requests.get(name, 0) for name in ARRIVED_UNANSWERED)
    promised = np.isin(marks, [Mark.SENT, Mark.PENDING, Mark.AGAIN])
    return Verdict(
        frozen=frozen,
        ledger=together(ledger_of(bytes(unpack_marks(row.marks))) for row in rows),
        reached=int(np.count_nonzero(got)),
        lost=int(np.count_nonzero(promised & (got == 0))),
        unknown_missed=int(np.count_nonzero((marks == Mark.UNKNOWN) & (got == 0))),
        duplicates=duplicates,
        excused=min(maybe_twice, unanswered),
        maybe_twice=maybe_twice,
        worst_person=int(got.max(initial=0)),
    )


async def imbalances(database: Database, occurrence: int) -> list[str]:
    """Where the ledger does not add up at this moment; empty as it must always be."""
    return await database.read(lambda c: _imbalances(c, occurrence))


async def _imbalances(connection: AsyncConnection, occurrence: int) -> list[str]:
    rows = await _rows(connection, occurrence)
    found = [f"shard {row.number}" for row in rows if not _adds_up(row)]
    if sum(row.size for row in rows) != await _frozen(connection, occurrence):
        found.append("frozen")
    return found


def _adds_up(row: Row[Any]) -> bool:
    counted = ledger_of(bytes(unpack_marks(row.marks)))
    told = {name: getattr(row, name) for name in COUNTED}
    same = all(getattr(counted, name) == count for name, count in told.items())
    return same and counted.total == row.size == len(unpack_ids(row.ids))


def _people(
    rows: list[Row[Any]], counts: NDArray[np.uint16]
) -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """Each frozen person's mark, and how many messages they got."""
    if not rows:
        return np.zeros(0, np.uint8), np.zeros(0, np.uint16)
    ids = np.concatenate([unpack_ids(row.ids) for row in rows])
    marks = np.concatenate(
        [np.frombuffer(bytes(unpack_marks(row.marks)), np.uint8) for row in rows]
    )
    return marks, counts[ids - 1]


async def _rows(connection: AsyncConnection, occurrence: int) -> list[Row[Any]]:
    same = (shard_people.c.occurrence == shards.c.occurrence) & (
        shard_people.c.number == shards.c.number
    )
    wanted = select(shards, shard_people.c.ids).join(shard_people, same)
    mine = wanted.where(shards.c.occurrence == occurrence).order_by(shards.c.number)
    return list(await connection.execute(mine))


async def _frozen(connection: AsyncConnection, occurrence: int) -> int:
    wanted = select(occurrences.c.frozen).where(occurrences.c.id == occurrence)
    return int(await connection.scalar(wanted) or 0)
