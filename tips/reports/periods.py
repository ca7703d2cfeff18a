"""The windows reports are made for (`report_periods` of the content file). Pure.

A window begins at its first moment and ends before its last, both on a Vietnamese clock.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from wording.moments import VIETNAM

SHIFT = time(7)  # a day's report is for the change of shifts
CUT = 15  # of the month: monthly and longer reports end on the 14th


class Period(StrEnum):
    DAY = "ngay"
    WEEK = "tuan"
    MONTH = "thang"
    QUARTER = "quy"
    HALF_YEAR = "sau_thang"
    YEAR = "nam"


@dataclass(frozen=True, slots=True)
class Window:
    start: datetime
    end: datetime


def written_days(window: Window) -> tuple[str, str]:
    """Its first and its last day, as they are written on paper."""
    days = (window.start, window.end - timedelta(microseconds=1))
    first, last = (f"{at.astimezone(VIETNAM):%d/%m/%Y}" for at in days)
    return first, last


def window_of(period: Period, on: date) -> Window:
    """The report of the day, week, month … that `on` lies in."""
    if period is Period.DAY:
        return Window(_at(on - timedelta(days=1), SHIFT), _at(on, SHIFT))
    if period is Period.WEEK:
        friday = on - timedelta(days=on.weekday()) + timedelta(days=4)
        return Window(_at(friday - timedelta(days=7)), _at(friday))
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}[period]
    last = on.year * 12 + (on.month - 1) // months * months + months - 1
    return Window(_cut(last - months), _cut(last))


def latest_window(period: Period, now: datetime) -> Window:
    """The newest one that is over: nobody reports on a month that still runs."""
    found = window_of(period, now.astimezone(VIETNAM).date())
    return found if found.end <= now else window_of(period, found.start.date())


def whole_days(first: date, last: date) -> Window:
    """From the first day's beginning to the last day's end."""
    return Window(_at(first), _at(last + timedelta(days=1)))


def _cut(month: int) -> datetime:
    return _at(date(month // 12, month % 12 + 1, CUT))


def _at(day: date, clock: time = time.min) -> datetime:
    return datetime.combine(day, clock, VIETNAM)
