"""What a move of a campaign does to its occurrences, within the same transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.audience import audience as audiences
from broadcasts.audience.audience import Audience
from broadcasts.campaigns.campaign import Kind
from broadcasts.campaigns.ports import SentLesson
from broadcasts.delivery import run
from broadcasts.delivery.marks import Ledger, Mark, ledger_of
from broadcasts.delivery.shard import Act
from broadcasts.errors import StillUnderWay
from broadcasts.lessons.content import of_lesson
from storage.lessons.packing import pack_marks, unpack_marks
from storage.lessons.steps import is_open, milestone_of, parked, stands_in, taken
from storage.tables.lessons import campaigns, occurrences, shards


async def park(connection: AsyncConnection, campaign: str) -> None:
    """What was under way stops; `reason` keeps where it was."""
    await connection.execute(parked(occurrences.c.campaign == campaign))


async def put_back(connection: AsyncConnection, campaign: str, at: datetime) -> None:
    """Each goes on from where it was parked."""
    mine = (occurrences.c.campaign == campaign, stands_in(run.PARKED))
    for row in (await connection.execute(select(occurrences).where(*mine))).all():
        is_through, first = await _is_through(connection, row), await _tried(connection, row.id)
        stands = run.put_back(milestone_of(row), is_through=is_through, first=first)
        values: dict[str, Any] = {"state": stands.state, "reason": stands.reason}
        if stands.state in run.OVER:
            values["ended_at"] = at
        await connection.execute(
            update(occurrences).where(occurrences.c.id == row.id).values(**values)
        )


async def end(connection: AsyncConnection, campaign: str, at: datetime) -> None:
    await connection.execute(taken(run.CANCEL, occurrences.c.campaign == campaign, ended_at=at))


async def release(connection: AsyncConnection, campaign: str) -> None:
    await connection.execute(taken(run.RELEASE, occurrences.c.campaign == campaign))


async def reopen(connection: AsyncConnection, occurrence: int, at: datetime) -> None:
    """Somebody is to be tried again after all."""
    again = {"until": at + timedelta(days=1), "ended_at": None}
    await connection.execute(taken(run.REOPEN, occurrences.c.id == occurrence, **again))


async def list_sent(
    connection: AsyncConnection, after: datetime, until: datetime
) -> tuple[SentLesson, ...]:
    later = campaigns.alias("later")  # a correction or recall of it
    mended = exists().where(later.c.source == occurrences.c.id, later.c.approved_at.is_not(None))
    wanted = (
        select(
            occurrences.c.lesson,
            campaigns.c.desk,
            campaigns.c.audience,
            campaigns.c.parts,
            campaigns.c.content,
            campaigns.c.approved_at,
        )
        .join(campaigns, campaigns.c.id == occurrences.c.campaign)
        .where(
            occurrences.c.due_at > after,
            occurrences.c.due_at <= until,
            occurrences.c.act == Act.SEND,
            occurrences.c.urgent.is_(False),
            stands_in(run.GOES_OUT),
            ~mended,
            campaigns.c.kind == Kind.LESSON,
        )
        .order_by(occurrences.c.due_at, occurrences.c.id)
    )
    return tuple(
        SentLesson(
            row.lesson,
            row.desk,
            audience,
            of_lesson(row.content, row.lesson),
            row.approved_at,
        )
        for row in await connection.execute(wanted)
        for audience in _meant_for(row)
    )


def _meant_for(row: Any) -> Iterable[Audience]:
    parts = audiences.load_parts(row.parts)
    return parts.get(row.lesson, (audiences.loads(row.audience),))


async def _tried(connection: AsyncConnection, occurrence: int) -> Ledger | None:
    """The first shard's ledger if the pause came while the last of it were being saved."""
    first = (shards.c.occurrence == occurrence, shards.c.number == run.FIRST, ~is_open())
    marks = await connection.scalar(select(shards.c.marks).where(*first))
    return None if marks is None else ledger_of(bytes(unpack_marks(marks)))


async def _is_through(connection: AsyncConnection, row: Row[Any]) -> bool:
    """The pause came while the last of them were being saved."""
    waiting = exists().where(shards.c.occurrence == row.id, is_open())
    return row.shard_count > 0 and not await connection.scalar(select(waiting))


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
        values |= {"state": run.ShardState.OPEN, "not_before": at}
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
