"""A month of the Vietnamese calendar as two moments."""

import re
from datetime import date, datetime, time, timedelta

from wording.moments import VIETNAM

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
ONE = timedelta(microseconds=1)


def month_of(told: str, now: datetime) -> tuple[datetime, datetime]:
    """Just before its first moment, and its last. This month when none is told."""
    found = MONTH.fullmatch(told or f"{now.astimezone(VIETNAM):%Y-%m}")
    if found is None:
        raise ValueError(told)
    first = date(int(found[1]), int(found[2]), 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return _midnight(first) - ONE, _midnight(following) - ONE


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
