"""When nobody may be disturbed. Vietnam has one time zone and no summer time."""

from datetime import datetime, timedelta

from broadcasts.audience.subscriber import Quiet
from wording.moments import VIETNAM

NIGHT = Quiet(21 * 60, 6 * 60 + 30)


def minute_of_day(at: datetime) -> int:
    local = at.astimezone(VIETNAM)
    return local.hour * 60 + local.minute


def is_quiet(at: datetime, quiet: Quiet | None) -> bool:
    return quiet is not None and quiet.holds(minute_of_day(at))


def when_over(at: datetime, quiet: Quiet) -> datetime:
    """The moment `quiet` ends, for a moment inside it."""
    left = quiet.minutes_left(minute_of_day(at))
    return at.replace(second=0, microsecond=0) + timedelta(minutes=left)
