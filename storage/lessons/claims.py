"""Which shard comes next, and everything that whoever takes it must know."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import Row, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.delivery.marks import Mark
from broadcasts.delivery.ports import Terms
from broadcasts.delivery.run import SENDING
from broadcasts.delivery.shard import Act, Mode, Shard
from broadcasts.lessons import content as contents
from storage.database.dialects import on_postgres
from storage.lessons.digest_picks import picked
from storage.lessons.history import had_enough
from storage.lessons.packing import unpack_ids, unpack_marks, unpack_messages
from storage.lessons.steps import is_open, may_send, stands_in
from storage.tables.lessons import (
    campaigns,
    occurrences,
    shard_messages,
    shard_people,
    shards,
)

earlier = shards.alias("earlier")
earlier_run = occurrences.alias("earlier_run")


def next_shard(terms: Terms, at: datetime, now: datetime) -> Select[Any]:
    """Urgent first, then the oldest occurrence's. `at`: the line's time; `now`: `clock_of`.

    What two lessons at once would bring to one person over the week's cap cannot happen: a later
    lesson waits for the earlier one's people.
    """
    free = or_(shards.c.lease_until.is_(None), shards.c.lease_until <= now)
    ranks = (0, 1) if terms.daytime else (0,)
    overlapping = (
        select(earlier.c.number)
        .join(earlier_run, earlier_run.c.id == earlier.c.occurrence)
        .where(
            is_open(earlier), earlier.c.rank == 1, earlier.c.channel == shards.c.channel,
            earlier.c.occurrence < shards.c.occurrence, earlier.c.not_before <= at,
            earlier.c.first_id <= shards.c.last_id, earlier.c.last_id >= shards.c.first_id,
            stands_in(SENDING, earlier_run),
        )
    )  # fmt: skip
    return (
        select(shards)
        .join(occurrences, occurrences.c.id == shards.c.occurrence)
        .where(
            is_open(),
            shards.c.channel.in_(list(terms.channels)),
            shards.c.rank.in_(ranks),
            shards.c.not_before <= at,
            free,
            may_send,
            or_(shards.c.rank == 0, ~exists(overlapping)),
        )
        .order_by(shards.c.rank, shards.c.occurrence, shards.c.number)
        .limit(1)
    )


async def in_hand(connection: AsyncConnection, row: Row[Any], at: datetime, per_week: int) -> Shard:
    run = (await connection.execute(_run_of(row.occurrence))).one()
    mine = (shard_people.c.occurrence == row.occurrence, shard_people.c.number == row.number)
    kept = (await connection.execute(select(shard_people).where(*mine))).one()
    ids = unpack_ids(kept.ids)
    marks = unpack_marks(row.marks)
    for index, mark in enumerate(marks):  # their quiet time may be over
        if mark == Mark.DEFERRED:
            marks[index] = Mark.PENDING
    tired: frozenset[int] = frozenset()
    if not run.urgent:
        enough = await had_enough(connection, row.channel, ids, at, per_week)
        tired = frozenset(np.flatnonzero(np.isin(ids, enough)).tolist())
    listed = ids.tolist()
    return Shard(
        occurrence=row.occurrence,
        number=row.number,
        channel=row.channel,
        fence=row.fence + 1,
        act=Act(run.act),
        mode=Mode(run.mode),
        urgent=run.urgent,
        campaign=run.campaign,
        desk=run.desk,
        lesson=run.lesson,
        content=contents.of_lesson(run.content, run.lesson),
        until=run.until,
        ids=listed,
        marks=marks,
        picked=picked(run, listed, kept.lessons),
        messages=await _messages(connection, run, listed) if run.act != Act.SEND else {},
        tired=tired,
    )


def _run_of(occurrence: int) -> Select[Any]:
    return (
        select(occurrences, campaigns.c.content, campaigns.c.desk, campaigns.c.lessons)
        .join(campaigns, campaigns.c.id == occurrences.c.campaign)
        .where(occurrences.c.id == occurrence)
    )


async def _messages(connection: AsyncConnection, run: Row[Any], ids: list[int]) -> dict[int, int]:
    """Where the message to correct is, for each of these people."""
    same = and_(
        shard_people.c.occurrence == shards.c.occurrence,
        shard_people.c.number == shards.c.number,
    )
    sources = await connection.execute(
        select(shards.c.number, shard_people.c.ids)
        .join(shard_people, same)
        .where(
            shards.c.occurrence == run.source,
            shards.c.first_id <= ids[-1],
            shards.c.last_id >= ids[0],
        )
    )
    index_of = {one: index for index, one in enumerate(ids)}
    found: dict[int, int] = {}
    for source in sources.all():
        their = unpack_ids(source.ids).tolist()
        for index, message in (await _pieces(connection, run.source, source.number)).items():
            if (place := index_of.get(their[index])) is not None:
                found[place] = message
    return found


async def _pieces(connection: AsyncConnection, occurrence: int, number: int) -> dict[int, int]:
    rows = await connection.scalars(
        select(shard_messages.c.packed)
        .where(shard_messages.c.occurrence == occurrence, shard_messages.c.number == number)
        .order_by(shard_messages.c.piece)
    )
    return dict(unpack_messages(rows.all()))


async def clock_of(connection: AsyncConnection) -> datetime:
    """PostgreSQL's own clock where several machines meet; on SQLite one process asks its own."""
    if on_postgres(connection):
        found = await connection.scalar(select(func.clock_timestamp()))
        if isinstance(found, datetime):
            return found
    return datetime.now(UTC)  # noqa: TID251 - leases live on the machine's own time
