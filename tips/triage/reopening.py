"""When a resident may take a tip back, or say "this is not solved" of a closed one. Pure."""

from datetime import datetime, timedelta
from typing import Protocol

from tips.tip import Status, Tip

WITHIN = timedelta(days=30)  # of the closing: as long as the way to the resident is kept
MOST = 2  # what is closed a third time needs a new tip, or a complaint


class Closed(Protocol):
    @property
    def status(self) -> Status: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def reopened(self) -> int: ...


def is_untaken(tip: Tip) -> bool:
    """Nobody at the desk has looked after it: its resident may take it back."""
    touched = tip.officer or tip.acknowledged_at or tip.closed_at or tip.lead or tip.joined
    return not touched


def may_reopen(tip: Closed, at: datetime) -> bool:
    if tip.status != Status.CLOSED or tip.closed_at is None:
        return False
    return tip.reopened < MOST and at - tip.closed_at <= WITHIN
