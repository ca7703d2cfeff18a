"""Where a tip stands in its desk's queue: lane by lane, urgent before calm, the one that waited
longest first; among closed ones the newest first.
"""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, tuple_

from desks.desk import Code, DeskCode
from storage.tables.tips import tips
from tips.tip import Lane, Status, Urgency
from tips.triage.lanes import SOON, Reader, Waiting

RANKS = {Urgency.CRITICAL: 0, Urgency.HIGH: 1, Urgency.NORMAL: 2}
CLOSED = 3
CURSOR = re.compile(r"([0-3])\.([0-3])\.(-?[0-9]{1,17})\.([0-9a-f]{32})")
WITHIN = (tips.c.queue_rank, tips.c.queue_at, tips.c.id)

Place = tuple[int, int, int, str]  # the lane, and columns queue_rank, queue_at and id


def rank(urgency: Urgency, closed_at: datetime | None) -> int:
    return CLOSED if closed_at else RANKS[urgency]


def moment(filed_at: datetime, closed_at: datetime | None) -> int:
    return -_microseconds(closed_at) if closed_at else _microseconds(filed_at)


def cursor(place: Place) -> str:
    return ".".join(str(part) for part in place)


def place_at(cursor: str) -> Place | None:
    """None for a cursor that is not ours: reading starts at the top."""
    ours = CURSOR.fullmatch(cursor)
    return (int(ours[1]), int(ours[2]), int(ours[3]), ours[4]) if ours else None


def lane(reader: Reader) -> ColumnElement[int]:
    """`tips.triage.lanes.lane_of` as a column."""
    calls = tips.c.unread | (tips.c.due_at <= reader.at + SOON)
    return case(
        (tips.c.queue_rank == CLOSED, Lane.OVER.value),
        (tips.c.officer.is_(None), Lane.FREE.value),
        ((tips.c.officer == reader.officer) & calls, Lane.MINE.value),
        else_=Lane.HELD.value,
    )


def pages(
    desk: DeskCode, status: Status | None, reader: Reader, after: str
) -> tuple[Select[Any], ...]:
    """Ids and lanes, in order; nothing sealed is carried along while they are sorted. First the
    open ones, by the reader's own lanes, then the many closed ones, which lie in order.
    """
    place = place_at(after)
    here = lane(reader).label("lane")
    still_open = select(tips.c.id, here).where(tips.c.queue_rank < CLOSED).order_by(here, *WITHIN)
    over = select(tips.c.id, literal(Lane.OVER.value).label("lane")).order_by(*WITHIN)
    over = over.where(tips.c.queue_rank == CLOSED)
    parts: tuple[Select[Any], ...] = (still_open, over)
    if place and place[0] == Lane.OVER:
        parts = (over.where(tuple_(*WITHIN) > tuple_(*place[1:])),)
    elif place:
        parts = (still_open.where(tuple_(lane(reader), *WITHIN) > tuple_(*place)), over)
    wanted = (*queued(desk), *(() if status is None else (tips.c.status == status,)))
    return tuple(part.where(*wanted) for part in parts)


def counts(desk: DeskCode, reader: Reader) -> Select[int, int, int, int, str]:
    """One row: what waits of all that is open."""
    here = lane(reader)
    free = here == Lane.FREE.value
    emergency = free & (tips.c.queue_rank == RANKS[Urgency.CRITICAL])
    counted = select(
        func.count().filter(free).label("free"),
        func.count().filter(emergency).label("emergencies"),
        func.count().filter(here == Lane.MINE.value).label("mine"),
        func.count().filter(tips.c.due_at < reader.at).label("late"),
        _first_emergency(desk).label("first"),
    )
    return counted.where(*queued(desk), tips.c.queue_rank < CLOSED)


def waiting(row: Any) -> Waiting:
    first = Code(row.first) if row.first else None
    return Waiting(row.free, row.emergencies, row.mine, row.late, first)


def _first_emergency(desk: DeskCode) -> ColumnElement[str]:
    most = tips.c.queue_rank == RANKS[Urgency.CRITICAL]
    found = select(tips.c.code).where(*queued(desk), most, tips.c.officer.is_(None))
    return found.order_by(*WITHIN).limit(1).scalar_subquery()


def queued(desk: DeskCode) -> tuple[ColumnElement[bool], ...]:
    """Merged tips stand in no queue: their lead does."""
    return tips.c.desk == desk, tips.c.lead.is_(None)


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
