"""Desks and officers out of their rows, and the group that watches over a desk."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import Desk, DeskCode, GroupTrouble, Officer, OfficerId, Role
from storage.desks.hearing import wake_group
from storage.letters import DELIVERED, GIVEN_UP, arm_card, group_lane
from storage.tables.desks import desks, officers
from storage.tables.letters import letters
from storage.tables.tips import tips

_GONE = "gone "  # no account's mark looks like this: nobody comes in by it any more


def desk_in(row: Row[Any]) -> Desk:
    trouble = GroupTrouble(row.trouble) if row.trouble else None
    return Desk(DeskCode(row.code), row.name, row.is_open, row.telegram_group or "", trouble)


def officer_in(row: Row[Any]) -> Officer:
    others = tuple(map(OfficerId, (row.other_seats or "").split()))
    return Officer(OfficerId(row.id), DeskCode(row.desk), Role(row.role), row.label, others)


def gone(officer: str) -> str:
    """In place of the mark of their account: they left the desk."""
    return f"{_GONE}{officer}"


def is_seated() -> ColumnElement[bool]:
    return or_(officers.c.account_mark.is_(None), officers.c.account_mark.not_like(f"{_GONE}%"))


async def give_group(
    connection: AsyncConnection, desk: str, group: str, at: datetime | None = None
) -> None:
    """A group serves one desk. What waited for this desk's old group goes to the new one as
    fresh cards; what another desk wanted to say in this group is not said here any more.
    """
    before = await connection.scalar(select(desks.c.telegram_group).where(desks.c.code == desk))
    if before == group:
        if at is not None:
            await wake_group(connection, group, at)
        return
    for left in (before, group):
        if left:
            await _silence(connection, left)
    await connection.execute(
        update(desks).where(desks.c.telegram_group == group).values(telegram_group=None)
    )
    mine = update(desks).where(desks.c.code == desk)
    await connection.execute(mine.values(telegram_group=group, trouble=None))
    waiting = (
        select(tips.c.id, tips.c.filed_at)
        .where(tips.c.desk == desk, tips.c.closed_at.is_(None))
        .order_by(tips.c.filed_at, tips.c.id)
    )
    for row in list(await connection.execute(waiting)):
        await arm_card(connection, row.id, group, at or row.filed_at)


async def _silence(connection: AsyncConnection, group: str) -> None:
    await connection.execute(
        update(letters)
        .where(letters.c.lane == group_lane(group), letters.c.state != DELIVERED)
        .values(state=GIVEN_UP, reason="group_moved", leased_until=None)
    )
