"""What people of some ids have heard lately, read from the shards that reached them: no row a
person is kept for it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.marks import Mark
from storage.packing import Ids, unpack_ids, unpack_marks
from storage.tables_lessons import occurrences, shard_people, shards

YEAR = timedelta(days=365)
WEEK = timedelta(days=7)
HEARD = (Mark.SENT, Mark.UNKNOWN, Mark.AGAIN)
STILL_COMING = (*HEARD, Mark.PENDING, Mark.DEFERRED)


async def already_told(connection: AsyncConnection, found: Row[Any], channel: str, ids: Ids) -> Ids:
    """Of these, who got the same lesson within a year, or is about to."""
    if not found.lesson or not ids.size:
        return np.zeros(0, np.int64)
    same = (
        occurrences.c.lesson == found.lesson,
        occurrences.c.id != found.id,
        occurrences.c.act == "send",
        occurrences.c.due_at > found.due_at - YEAR,
    )
    told: list[Ids] = []
    for row in await _shards(connection, channel, ids, same):
        counted = HEARD if row.state in ("done", "cancelled") else STILL_COMING
        told.append(_people(row, counted))
    return np.intersect1d(ids, np.concatenate(told)) if told else np.zeros(0, np.int64)


async def had_enough(
    connection: AsyncConnection, channel: str, ids: Ids, at: datetime, per_week: int
) -> Ids:
    """Of these, who got `per_week` lessons in seven days; alerts are not counted."""
    lately = (
        occurrences.c.urgent.is_(False),
        occurrences.c.act == "send",
        occurrences.c.began_at > at - WEEK,
    )
    heard = [_people(row, HEARD) for row in await _shards(connection, channel, ids, lately)]
    if not heard:
        return np.zeros(0, np.int64)
    who, times = np.unique(np.concatenate(heard), return_counts=True)
    return np.intersect1d(ids, who[times >= per_week])


async def _shards(
    connection: AsyncConnection, channel: str, ids: Ids, which: Sequence[ColumnElement[bool]]
) -> list[Any]:
    """Shards of those occurrences that hold anybody of this range of ids."""
    rows = await connection.execute(
        select(occurrences.c.state, shards.c.marks, shard_people.c.ids)
        .join(shards, shards.c.occurrence == occurrences.c.id)
        .join(
            shard_people,
            (shard_people.c.occurrence == shards.c.occurrence)
            & (shard_people.c.number == shards.c.number),
        )
        .where(
            *which,
            shards.c.channel == channel,
            shards.c.first_id <= int(ids[-1]),
            shards.c.last_id >= int(ids[0]),
        )
    )
    return list(rows.all())


def _people(row: Any, marks: Sequence[Mark]) -> Ids:
    bytes_ = np.frombuffer(bytes(unpack_marks(row.marks)), np.uint8)
    return unpack_ids(row.ids)[np.isin(bytes_, marks)]
