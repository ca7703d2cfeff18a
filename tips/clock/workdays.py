"""Vietnamese days and working time: when a day ends, and which days nobody works. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache

from holidays import HolidayBase, country_holidays

from tips.terms import Terms
from wording.moments import VIETNAM

DAY = timedelta(days=1)
LONGEST_REST = 60  # days in a row: nobody's settings may make a deadline wait for ever


def is_day_off(day: date, terms: Terms) -> bool:
    """A weekend or a public holiday, as the settings correct it."""
    if day in terms.working_days:
        return False
    return day in terms.days_off or not _worked(day)


def end_of_days(start: datetime, days: int, terms: Terms) -> datetime:
    """Criminal Procedure Code, article 134: it ends when the last day ends; on a day off, with
    the first working day after it.
    """
    return _end_of(start.astimezone(VIETNAM).date() + days * DAY, terms)


def day_that_ends(at: datetime) -> date | None:
    """Midnight belongs to the day before it: people read "00:00, 13/5" as a day more."""
    local = at.astimezone(VIETNAM)
    return local.date() - DAY if local.time() == time.min else None


def end_of_months(start: datetime, months: int, terms: Terms) -> datetime:
    """Article 134: on the same day of a later month, or on that month's last day."""
    began = start.astimezone(VIETNAM).date()
    year, month = divmod(began.month - 1 + months, 12)
    first = date(began.year + year, month + 1, 1)
    last = (first + 31 * DAY).replace(day=1) - DAY
    return _end_of(last.replace(day=min(began.day, last.day)), terms)


def after_working(start: datetime, span: timedelta, terms: Terms) -> datetime:
    """`span` of working time later."""
    left = span
    for opens, closes in _windows(start, terms):
        if closes <= start:
            continue
        begins = max(opens, start)
        if closes - begins >= left:
            return begins + left
        left -= closes - begins
    raise ValueError("no working time")


def _end_of(day: date, terms: Terms) -> datetime:
    for _ in range(LONGEST_REST):
        if not is_day_off(day, terms):
            break
        day += DAY
    return datetime.combine(day + DAY, datetime.min.time(), VIETNAM).astimezone(UTC)


def _windows(start: datetime, terms: Terms) -> Iterator[tuple[datetime, datetime]]:
    day, rest = start.astimezone(VIETNAM).date(), 0
    while rest < LONGEST_REST and terms.working_hours:
        if is_day_off(day, terms):
            rest += 1
        else:
            rest = 0
            for opens, closes in terms.working_hours:
                yield _at(day, opens), _at(day, closes)
        day += DAY


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM).astimezone(UTC)


@lru_cache(maxsize=4096)
def _worked(day: date) -> bool:
    return _calendar().is_working_day(day)


@cache
def _calendar() -> HolidayBase:
    return country_holidays("VN")
