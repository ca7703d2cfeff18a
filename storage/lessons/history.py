"""What people of some ids have heard lately, read from the shards that reached them: no row a
person is kept for it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.campaigns.campaign import OWN_WORDS, Kind
from broadcasts.delivery.marks import Mark
from broadcasts.delivery.run import OVER
from broadcasts.delivery.shard import Act
from storage.lessons.packing import Ids, unpack_ids, unpack_marks, unpack_picks
from storage.tables.lessons import campaigns, occurrences, shard_people, shards

# "Within a year", so that what belongs to a day of the year comes each year: the same Sunday is 364
# days away, the same day before Tết as few as 354.
YEAR = timedelta(days=350)
WEEK = timedelta(days=7)
HEARD = (Mark.SENT, Mark.UNKNOWN, Mark.AGAIN)
STILL_COMING = (*HEARD, Mark.PENDING, Mark.DEFERRED)


@dataclass(frozen=True, slots=True)
class Before:
    """What is about to be told, and by which run, which does not count itself."""

    lesson: str
    run: int
    at: datetime

    @classmethod
    def of(cls, occurrence: Row[Any], lesson: str) -> "Before":
        return cls(lesson, occurrence.id, occurrence.due_at)


async def already_told(connection: AsyncConnection, before: Before, channel: str, ids: Ids) -> Ids:
    """Of these, who got the same lesson within a year, or is about to: alone or in a digest."""
    if not before.lesson or not ids.size:
        return np.zeros(0, np.int64)
    alone = occurrences.c.lesson == before.lesson
    in_digest = and_(
        occurrences.c.lesson == OWN_WORDS,  # the index knows it
        campaigns.c.kind == Kind.DIGEST,
        campaigns.c.lessons.contains(f'"{before.lesson}"', autoescape=True),
    )
    lately = (
        occurrences.c.id != before.run,
        occurrences.c.act == Act.SEND,
        occurrences.c.due_at > before.at - YEAR,
    )
    told: list[Ids] = []
    for way in (alone, in_digest):  # apart: each finds its own index
        for row in await _shards(connection, channel, ids, (way, *lately)):
            counted = HEARD if row.state in OVER else STILL_COMING
            told.append(_people(row, counted, before.lesson))
    return np.intersect1d(ids, np.concatenate(told)) if told else np.zeros(0, np.int64)


async def had_enough(
    connection: AsyncConnection, channel: str, ids: Ids, at: datetime, per_week: int
) -> Ids:
    """Of these, who got `per_week` lessons in seven days; alerts are not counted."""
    lately = (
        occurrences.c.urgent.is_(False),
        occurrences.c.act == Act.SEND,
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
        select(
            occurrences.c.state,
            campaigns.c.lessons.label("listed"),
            shards.c.marks,
            shard_people.c.ids,
            shard_people.c.lessons,
        )
        .join(shards, shards.c.occurrence == occurrences.c.id)
        .join(campaigns, campaigns.c.id == occurrences.c.campaign)
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


def _people(row: Any, marks: Sequence[Mark], lesson: str = "") -> Ids:
    counted = np.isin(np.frombuffer(bytes(unpack_marks(row.marks)), np.uint8), marks)
    if lesson and row.lessons is not None:
        listed = json.loads(row.listed)
        column = listed.index(lesson) if lesson in listed else len(listed)
        counted &= unpack_picks(row.lessons, len(listed))[:, column : column + 1].any(axis=1)
    return unpack_ids(row.ids)[counted]
