"""When in the year a lesson is of use."""

import re
from collections.abc import Iterable
from datetime import date

Span = tuple[tuple[int, int], tuple[int, int]]  # month and day, both ends included
_SPAN = re.compile(r"(\d\d)-(\d\d)\.\.(\d\d)-(\d\d)")


def span_of(told: str) -> Span:
    """From the first of December to the end of February is "12-01..02-29"."""
    found = _SPAN.fullmatch(told)
    if found is None:
        raise ValueError(told)
    first_month, first_day, last_month, last_day = map(int, found.groups())
    for month, day in ((first_month, first_day), (last_month, last_day)):
        date(2024, month, day)  # a leap year, so that 29 February may end a season
    return (first_month, first_day), (last_month, last_day)


def is_within(day: date, spans: Iterable[Span]) -> bool:
    now = (day.month, day.day)
    return any(
        first <= now <= last if first <= last else now >= first or now <= last
        for first, last in spans
    )
