"""Outcomes nobody knows: a person decides whether they count as sent or are tried again."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.campaign_errors import StillUnderWay
from broadcasts.marks import Mark
from storage.occurrence_rows import reopen
from storage.packing import pack_marks, unpack_marks
from storage.tables_lessons import occurrences, shards


async def resolve_unknown(
    connection: AsyncConnection, campaign: str, at: datetime, *, again: bool
) -> int:
    """How many they were. StillUnderWay while a courier holds one of the shards."""
    mine = (
        select(shards)
        .join(occurrences, occurrences.c.id == shards.c.occurrence)
        .where(occurrences.c.campaign == campaign, shards.c.unknown > 0)
    )
    rows = (await connection.execute(mine)).all()
    for row in rows:
        await _resolve(connection, row, at, again=again)
    for occurrence in {row.occurrence for row in rows} if again else ():
        await reopen(connection, occurrence, at)
    return sum(row.unknown for row in rows)


async def _resolve(
    connection: AsyncConnection, row: Row[Any], at: datetime, *, again: bool
) -> None:
    becomes = Mark.PENDING if again else Mark.SENT
    marks = unpack_marks(row.marks).replace(bytes([Mark.UNKNOWN]), bytes([becomes]))
    values: dict[str, Any] = {"marks": pack_marks(marks), "unknown": 0, "fence": row.fence + 1}
    if again:
        values |= {"state": "open", "not_before": at}
    else:
        values["sent"] = row.sent + row.unknown
    free = (
        shards.c.occurrence == row.occurrence,
        shards.c.number == row.number,
        shards.c.fence == row.fence,
        shards.c.lease_until.is_(None),
    )
    changed = await connection.execute(update(shards).where(*free).values(**values))
    if changed.rowcount != 1:
        raise StillUnderWay
