"""In which part of a desk's queue a tip stands, for the officer who looks. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from desks.desk import Code, OfficerId
from tips.tip import Lane

SOON = timedelta(minutes=30)  # a clock that runs out within it waits for its holder now
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a queue, and when. Nobody in particular: a report, a printed sheet."""

    officer: OfficerId | None = None
    at: datetime = LONG_AGO


NOBODY = Reader()


class Standing(Protocol):
    @property
    def officer(self) -> OfficerId | None: ...
    @property
    def unread(self) -> bool: ...
    @property
    def closed_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many tips of a desk wait, of all there are and not only of a page."""

    free: int = 0
    emergencies: int = 0  # of those that nobody has taken
    mine: int = 0  # with something new or due
    late: int = 0
    first: Code | None = None  # the emergency that waits longest


NOTHING_WAITS = Waiting()


def lane_of(tip: Standing, due_at: datetime | None, reader: Reader) -> Lane:
    """`due_at`: when the clock that runs for it runs out."""
    if tip.closed_at is not None:
        return Lane.OVER
    if tip.officer is None:
        return Lane.FREE
    calls = tip.unread or (due_at is not None and due_at <= reader.at + SOON)
    return Lane.MINE if calls and tip.officer == reader.officer else Lane.HELD
