"""Where a tip stands in its desk's queue: open before closed, urgent before calm, the one that
waited longest first; among closed ones the newest first.
"""

import re
from datetime import datetime

from tips.tip import Urgency

RANKS = {Urgency.CRITICAL: 0, Urgency.HIGH: 1, Urgency.NORMAL: 2}
CLOSED = 3
CURSOR = re.compile(r"([0-3])\.(-?[0-9]{1,17})\.([0-9a-f]{32})")

Place = tuple[int, int, str]  # columns queue_rank, queue_at and id


def rank(urgency: Urgency, closed_at: datetime | None) -> int:
    return CLOSED if closed_at else RANKS[urgency]


def moment(filed_at: datetime, closed_at: datetime | None) -> int:
    return -_microseconds(closed_at) if closed_at else _microseconds(filed_at)


def cursor(place: Place) -> str:
    return ".".join(str(part) for part in place)


def place_at(cursor: str) -> Place | None:
    """None for a cursor that is not ours: reading starts at the top."""
    ours = CURSOR.fullmatch(cursor)
    return (int(ours[1]), int(ours[2]), ours[3]) if ours else None


def _microseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)
