"""Who is told, fixed shard by shard: ids only, in steps that each hold the database for a moment.

A step reads without a lock and commits only if nobody else moved the cursor, so that a crash or a
second process neither loses anybody nor counts them twice.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from broadcasts.audience import audience as audiences
from broadcasts.campaigns.campaign import Kind
from broadcasts.delivery import run
from broadcasts.delivery.marks import Mark
from broadcasts.delivery.ports import Freezer
from broadcasts.delivery.shard import CANARY_SIZE, SIZE, Act
from storage.database.interface import Database
from storage.lessons.digest_picks import picks_for
from storage.lessons.frozen import Frozen, hash_of
from storage.lessons.history import Before, already_told
from storage.lessons.packing import (
    Ids,
    pack_ids,
    pack_marks,
    pack_picks,
    unpack_ids,
    unpack_marks,
)
from storage.lessons.steps import stands_in
from storage.subscribers.audiences import within, within_any
from storage.tables.lessons import campaigns, occurrences, shard_people, shards, subscribers

SHARDS_A_STEP = 8
CHANNEL_BITS = 48  # the cursor: which channel, then the last id frozen there
GOT_IT = (Mark.SENT, Mark.UNKNOWN)


class SqlFreezer(Freezer):
    """`channels` in the order they are frozen in; the same for every process."""

    def __init__(self, database: Database, channels: Sequence[str]) -> None:
        self._database = database
        self._channels = tuple(channels)

    @override
    async def step(self, at: datetime) -> bool:
        found = await self._database.read(lambda c: _next(c, at))
        if found is None:
            return False
        if found.act != Act.SEND:
            frozen = await self._database.read(lambda c: _of_source(c, found))
        else:
            frozen = await self._read(found)
        await self._database.write(lambda c: _keep(c, found, frozen))
        return True

    async def _read(self, found: Row[Any]) -> Frozen:
        place, after = divmod(found.cursor, 1 << CHANNEL_BITS)
        if place >= len(self._channels):
            return Frozen()
        channel = self._channels[place]
        wanted = _matching(found, channel, after)
        rows = await self._database.read(lambda c: _ids(c, wanted))
        if len(rows) == SIZE * SHARDS_A_STEP:
            cursor = (place << CHANNEL_BITS) + int(rows[-1])
        else:
            last = place + 1 == len(self._channels)
            cursor = None if last else (place + 1) << CHANNEL_BITS
        if found.kind == Kind.DIGEST and audiences.load_parts(found.parts):
            picks = await self._database.read(lambda c: picks_for(c, found, channel, rows))
            some = picks.any(axis=1)
            return Frozen(rows[some], cursor, channel, picks[some])
        before = Before.of(found, found.lesson)
        told = await self._database.read(lambda c: already_told(c, before, channel, rows))
        return Frozen(np.setdiff1d(rows, told, assume_unique=True), cursor, channel)


async def _next(connection: AsyncConnection, at: datetime) -> Row[Any] | None:
    freezing = (
        select(
            occurrences,
            campaigns.c.kind,
            campaigns.c.audience,
            campaigns.c.parts,
            campaigns.c.lessons,
        )
        .join(campaigns, campaigns.c.id == occurrences.c.campaign)
        .where(stands_in(run.TO_FREEZE), occurrences.c.due_at <= at)
        .order_by(occurrences.c.urgent.desc(), occurrences.c.due_at, occurrences.c.id)
        .limit(1)
    )
    return (await connection.execute(freezing)).first()


async def _ids(connection: AsyncConnection, wanted: Select[Any]) -> Ids:
    rows = (await connection.execute(wanted)).scalars().all()
    return np.array(rows, dtype=np.int64)


def _matching(found: Row[Any], channel: str, after: int) -> Select[Any]:
    parts = audiences.load_parts(found.parts)
    every = [one for part in parts.values() for one in part]
    some = every if found.kind == Kind.DIGEST else parts.get(found.lesson, ())
    wanted = select(subscribers.c.id).where(
        subscribers.c.id > after,
        subscribers.c.channel == channel,
        *within(audiences.loads(found.audience)),
        within_any(some),
    )
    return wanted.order_by(subscribers.c.id).limit(SIZE * SHARDS_A_STEP)


async def _of_source(connection: AsyncConnection, found: Row[Any]) -> Frozen:
    """One shard of the message to correct: exactly those who got it, or may have."""
    row = (
        await connection.execute(
            select(shards, shard_people.c.ids)
            .join(
                shard_people,
                (shard_people.c.occurrence == shards.c.occurrence)
                & (shard_people.c.number == shards.c.number),
            )
            .where(shards.c.occurrence == found.source, shards.c.number >= found.cursor)
            .order_by(shards.c.number)
            .limit(1)
        )
    ).first()
    if row is None:
        return Frozen()
    marks = np.frombuffer(bytes(unpack_marks(row.marks)), np.uint8)
    ids = unpack_ids(row.ids)[np.isin(marks, [*GOT_IT, Mark.AGAIN])]
    return Frozen(ids, row.number + 1, row.channel)


async def _keep(connection: AsyncConnection, found: Row[Any], frozen: Frozen) -> None:
    cut = frozen.cut(canary=found.shard_count == 0)
    values = {
        "cursor": -1 if frozen.cursor is None else frozen.cursor,
        "shard_count": found.shard_count + len(cut),
        "frozen": found.frozen + len(frozen.ids),
        "hash": hash_of(found.hash, cut),
    }
    if frozen.cursor is None:
        values["state"] = (await _when_frozen(connection, found, cut)).ends
    mine = (occurrences.c.id == found.id, stands_in(run.TO_FREEZE))
    moved = await connection.execute(
        update(occurrences).where(*mine, occurrences.c.cursor == found.cursor).values(**values)
    )
    if moved.rowcount == 0:
        return  # another process took this step
    if cut:
        await _add_shards(connection, found, cut)


async def _when_frozen(
    connection: AsyncConnection, found: Row[Any], cut: Sequence[Frozen]
) -> run.Step:
    first = len(cut[0].ids) if cut and not found.shard_count else 0
    size = first or await connection.scalar(
        select(shards.c.size).where(shards.c.occurrence == found.id, shards.c.number == run.FIRST)
    )
    return run.frozen(found.shard_count + len(cut), has_canary=size == CANARY_SIZE)


async def _add_shards(connection: AsyncConnection, found: Row[Any], cut: Sequence[Frozen]) -> None:
    zero = dict.fromkeys(
        ("sent", "blocked", "failed", "unknown", "opted_out", "deferred", "maybe_twice", "fence"), 0
    )
    rows, people = [], []
    for number, part in enumerate(cut, found.shard_count):
        rows.append({
            **zero,
            "occurrence": found.id,
            "number": number,
            "channel": part.channel,
            "rank": 0 if found.urgent else 1,
            "size": len(part.ids),
            "first_id": int(part.ids[0]),
            "last_id": int(part.ids[-1]),
            "state": run.ShardState.OPEN,
            "not_before": found.due_at,
            "marks": pack_marks(bytes(len(part.ids))),
            "owner": "",
        })  # fmt: skip
        picks = None if part.picks is None else pack_picks(part.picks)
        people.append(
            {
                "occurrence": found.id,
                "number": number,
                "ids": pack_ids(part.ids),
                "lessons": picks,
            }
        )
    await connection.execute(insert(shards), rows)
    await connection.execute(insert(shard_people), people)
