"""What a move of a campaign does to its occurrences, within the same transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.audience import audience as audiences
from broadcasts.audience.audience import Audience
from broadcasts.campaigns.campaign import UNDER_WAY, UNFINISHED, Kind, Run
from broadcasts.campaigns.ports import Told
from broadcasts.delivery.canary import refusal
from broadcasts.delivery.marks import Ledger, Mark, ledger_of
from broadcasts.delivery.shard import Act
from broadcasts.errors import StillUnderWay
from broadcasts.lessons.content import of_lesson
from storage.lessons.packing import pack_marks, unpack_marks
from storage.tables.lessons import campaigns, occurrences, shards

STOPPED = (Run.SKIPPED, Run.CANCELLED, Run.PAUSED, Run.HELD)
SENDING = (Run.CANARY, Run.OPEN)


async def park(connection: AsyncConnection, campaign: str) -> None:
    """What was under way stops; `reason` keeps where it was."""
    was = occurrences.c.state + " " + occurrences.c.reason
    mine = (occurrences.c.campaign == campaign, occurrences.c.state.in_(UNDER_WAY))
    await connection.execute(update(occurrences).where(*mine).values(reason=was, state=Run.PAUSED))


async def put_back(connection: AsyncConnection, campaign: str, at: datetime) -> None:
    """Each goes on from where it was parked."""
    parked = (occurrences.c.campaign == campaign, occurrences.c.state == Run.PAUSED)
    for row in (await connection.execute(select(occurrences).where(*parked))).all():
        state, _, reason = row.reason.partition(" ")
        values: dict[str, Any] = {"state": state, "reason": reason}
        if state in SENDING and await _is_through(connection, row):
            values = {"state": Run.DONE, "reason": "", "ended_at": at}
        elif state == Run.CANARY and (tried := await _tried(connection, row.id)) is not None:
            reason = refusal(tried)
            values = {"state": Run.HELD if reason else Run.OPEN, "reason": reason}
        await connection.execute(
            update(occurrences).where(occurrences.c.id == row.id).values(**values)
        )


async def end(connection: AsyncConnection, campaign: str, at: datetime) -> None:
    mine = (occurrences.c.campaign == campaign, occurrences.c.state.in_(UNFINISHED))
    cancelled = {"state": Run.CANCELLED, "ended_at": at}
    await connection.execute(update(occurrences).where(*mine).values(**cancelled))


async def release(connection: AsyncConnection, campaign: str) -> None:
    held = (occurrences.c.campaign == campaign, occurrences.c.state == Run.HELD)
    await connection.execute(update(occurrences).where(*held).values(state=Run.OPEN, reason=""))


async def reopen(connection: AsyncConnection, occurrence: int, at: datetime) -> None:
    """Somebody is to be tried again after all."""
    again = {"state": Run.OPEN, "until": at + timedelta(days=1), "ended_at": None}
    over = (occurrences.c.id == occurrence, occurrences.c.state == Run.DONE)
    await connection.execute(update(occurrences).where(*over).values(**again))


async def told_in(
    connection: AsyncConnection, after: datetime, until: datetime
) -> tuple[Told, ...]:
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
            occurrences.c.state.not_in(STOPPED),
            ~mended,
            campaigns.c.kind == Kind.LESSON,
        )
        .order_by(occurrences.c.due_at, occurrences.c.id)
    )
    return tuple(
        Told(
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
    first = (shards.c.occurrence == occurrence, shards.c.number == 0, shards.c.state == "done")
    marks = await connection.scalar(select(shards.c.marks).where(*first))
    return None if marks is None else ledger_of(bytes(unpack_marks(marks)))


async def _is_through(connection: AsyncConnection, row: Row[Any]) -> bool:
    """The pause came while the last of them were being saved."""
    waiting = exists().where(shards.c.occurrence == row.id, shards.c.state == "open")
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
