"""Whether a desk's group hears: what the last letter to it met."""

from datetime import datetime

from sqlalchemy import and_, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import GroupTrouble
from messages.desk_groups import DESK_CHANNELS
from messages.message import Address
from storage.letters import PARKED, WAITING, group_lane
from storage.tables.desks import desks
from storage.tables.letters import letters


def group_at(place: Address) -> str:
    """The group of a letter to a desk; empty for a resident's."""
    return place.recipient.partition("/")[0] if place.channel in DESK_CHANNELS else ""


async def note_trouble(connection: AsyncConnection, group: str, trouble: GroupTrouble) -> None:
    await connection.execute(
        update(desks).where(desks.c.telegram_group == group).values(trouble=trouble)
    )


async def note_heard(connection: AsyncConnection, group: str, *, opened_topic: bool) -> None:
    """A letter arrived. That topics may be opened again only an opened one shows."""
    other = desks.c.trouble != GroupTrouble.NO_TOPICS
    over = desks.c.trouble.is_not(None) if opened_topic else other
    mine = and_(desks.c.telegram_group == group, over)
    await connection.execute(update(desks).where(mine).values(trouble=None))


async def wake_group(connection: AsyncConnection, group: str, at: datetime) -> None:
    """It hears again: what was parked for it, or waits for rights, comes at once."""
    held = or_(letters.c.state == PARKED, letters.c.reason.in_(tuple(GroupTrouble)))
    await connection.execute(
        update(letters)
        .where(letters.c.lane == group_lane(group), letters.c.state.in_((PARKED, WAITING)), held)
        .values(state=WAITING, due_at=at, attempt=0, reason="")
    )
    await connection.execute(
        update(desks).where(desks.c.telegram_group == group).values(trouble=None)
    )
