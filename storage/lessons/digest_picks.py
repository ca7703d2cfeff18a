"""Which lessons of a digest each of its readers gets: those meant for them and not heard lately.

Kept beside the frozen ids, so that a lesson heard in a digest counts as heard for a year.
"""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.audience.audience import load_parts, loads
from broadcasts.delivery.shard import Picked
from broadcasts.lessons.content import all_of
from storage.lessons.history import Before, already_told
from storage.lessons.packing import Ids, Picks, unpack_picks
from storage.subscribers.audiences import within, within_any
from storage.tables.lessons import subscribers


async def picks_for(connection: AsyncConnection, found: Row[Any], channel: str, ids: Ids) -> Picks:
    """`found`: the digest's occurrence with its campaign's parts; one row for each of `ids`."""
    parts, lessons = load_parts(found.parts), json.loads(found.lessons)
    picks = np.zeros((len(ids), len(lessons)), np.bool_)
    if not ids.size:
        return picks
    meant = [within_any(parts[lesson]).label(f"lesson_{n}") for n, lesson in enumerate(lessons)]
    people = subscribers.c
    wanted = select(people.id, *meant).where(
        people.channel == channel,
        people.id >= int(ids[0]),
        people.id <= int(ids[-1]),
        *within(loads(found.audience)),
        within_any(one for part in parts.values() for one in part),
    )
    rows = np.array([tuple(row) for row in await connection.execute(wanted)], np.int64)
    rows = rows.reshape(-1, len(lessons) + 1)
    rows = rows[np.isin(rows[:, 0], ids)]
    picks[np.searchsorted(ids, rows[:, 0])] = rows[:, 1:]
    for column, lesson in enumerate(lessons):
        heard = await already_told(connection, Before.of(found, lesson), channel, ids)
        picks[np.isin(ids, heard), column] = False
    return picks


def picked(run: Row[Any], ids: Sequence[int], packed: bytes | None) -> Picked:
    """For whoever carries a shard; nothing when it is no digest."""
    if packed is None:
        return Picked()
    lessons = json.loads(run.lessons)
    rows = unpack_picks(packed, len(lessons))
    theirs = [tuple(lessons[place] for place in np.flatnonzero(row)) for row in rows]
    return Picked(all_of(run.content), dict(zip(ids, theirs, strict=True)))
