"""When a resident may say "this is not solved" of a closed tip. Pure."""

from datetime import datetime, timedelta
from typing import Protocol

from tips.tip import Status

WITHIN = timedelta(days=30)  # of the closing: as long as the way to the resident is kept
MOST = 2  # what is closed a third time needs a new tip, or a complaint


class Closed(Protocol):
    @property
    def status(self) -> Status: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def reopened(self) -> int: ...


def may_reopen(tip: Closed, at: datetime) -> bool:
    if tip.status != Status.CLOSED or tip.closed_at is None:
        return False
    return tip.reopened < MOST and at - tip.closed_at <= WITHIN
