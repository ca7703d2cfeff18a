"""Days with a name: "thứ 7 tuần trước", "hôm 27", "rằm tháng Bảy", "cuối tháng trước"."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from tips.reading.time.days import Days, Told, one_day
from tips.reading.time.lunar import last_day_of_year, latest
from tips.reading.time.numbers import number

_WEEKDAYS = {
    **dict(zip(("hai", "ba", "tu", "nam", "sau", "bay", "nhat"), range(7), strict=True)),
    **{str(number): number - 2 for number in range(2, 9)},
    **{name.lower(): number for number, name in enumerate(calendar.day_name)},
}
_COMING = re.compile(r"\b(?:toi|sau|next)\b")
_LAST_WEEK = re.compile(r"\btuan (?:truoc|roi|qua|vua|ngoai)")
_FEASTS = {  # (day, month) of the lunar calendar
    "trung thu": (15, 8),
    "vu lan": (15, 7),
    "doan ngo": (5, 5),
    "gio to": (10, 3),
    "lunar new year": (1, 1),
}
_SOLAR_FEASTS = {"noel": (25, 12), "giang sinh": (25, 12), "tet tay": (1, 1)}
_KITCHEN_GODS = (23, 12)
_ALMOST_A_YEAR = timedelta(days=330)  # "rằm tháng giêng" in February is the one to come
_THIRDS = {"dau": (1, 10), "giua": (11, 20), "cuoi": (21, 31)}
_MONTHS = {"gieng": 1, "chap": 12}


# --- days of the week ----------------------------------------------------------------------------


def day_of_the_week(told: Told) -> Iterator[Days]:
    which = told.get("which")
    if _COMING.search(which):
        return
    weekday = _WEEKDAYS[told.get("w").rsplit(" ", 1)[-1]]
    monday = told.back(told.today.weekday())
    if _LAST_WEEK.search(which):
        weeks = 2 if "nua" in which or "kia" in which else 1
        yield one_day(monday - timedelta(weeks=weeks) + timedelta(days=weekday))
    elif re.search(r"\btuan nay\b|\bnay\b|this $", which):
        yield one_day(monday + timedelta(days=weekday))
    else:
        yield one_day(told.back((told.today.weekday() - weekday - 1) % 7 + 1))


# --- dates ---------------------------------------------------------------------------------------


def date_of(told: Told) -> Iterator[Days]:
    """Only a day without its month, and a feast, need to be reckoned."""
    feast = _SOLAR_FEASTS.get(told.get("feast"))
    if feast:
        yield from _last_on(told, *feast)
    elif told.get("d") and not any(told.get(name) for name in ("m", "em", "dm")):
        yield from _day_of_month(told, int(number(told.get("d")) or 0))


def _last_on(told: Told, day: int, month: int) -> Iterator[Days]:
    this_year = date(told.today.year, month, day)
    yield one_day(this_year if this_year <= told.today else date(told.today.year - 1, month, day))


def _day_of_month(told: Told, day: int) -> Iterator[Days]:
    first = told.today.replace(day=1)
    if told.get("back") or day > told.today.day:
        first = (first - timedelta(days=1)).replace(day=1)
    if 1 <= day <= _length(first):
        yield one_day(first.replace(day=day))


# --- lunar ---------------------------------------------------------------------------------------


def by_the_moon(told: Told) -> Iterator[Days]:
    day = _lunar_day(told)
    if day:
        yield Days(day, day, lunar=True)


def _lunar_day(told: Told) -> date | None:
    feast = told.get("feast")
    if feast:
        return _feast(told.today, feast)
    if told.get("before"):
        return _before_tet(told.today, int(number(told.get("before")) or 0))
    day, month = _day_and_month(told)
    if not 1 <= day <= 30:
        return None
    found = latest(told.today, day, month, leap=bool(told.get("leap")))
    return found if found and told.today - found < _ALMOST_A_YEAR else None


def _day_and_month(told: Told) -> tuple[int, int | None]:
    if told.get("date"):
        day, month = re.split("[/-]", told.get("date"))
        return int(day), int(month)
    day_words, month_words = told.get("d") or "15", told.get("m")
    month_number = _MONTHS.get(month_words) or number(month_words)
    if told.get("tet"):
        month_number = 1
    return int(number(day_words) or 0), int(month_number) if month_number else None


def _feast(today: date, feast: str) -> date | None:
    if feast == "giao thua" or feast.endswith("eve"):
        return last_day_of_year(today)
    return latest(today, *_FEASTS.get(feast, _KITCHEN_GODS))


def _before_tet(today: date, day: int) -> date | None:
    """The last day of the year is called "30 Tết" even where it is the 29th."""
    return last_day_of_year(today) if day == 30 else latest(today, day, 12) if day > 10 else None


# --- weeks, months, years ------------------------------------------------------------------------


def week_month_or_year(told: Told) -> Iterator[Days]:
    if told.get("week") or told.get("weekend") or told.get("weekend2"):
        yield _week(told)
    elif told.get("year"):
        year = told.today.year - 1
        yield Days(date(year, 1, 1), date(year, 12, 31), str(year))
    else:
        yield from _month(told)


def _week(told: Told) -> Days:
    monday = told.back(told.today.weekday()) - timedelta(weeks=2 if told.get("more") else 1)
    begins = monday if told.get("week") else monday + timedelta(days=5)
    return Days(begins, monday + timedelta(days=6))


def _month(told: Told) -> Iterator[Days]:
    first = told.today.replace(day=1)
    if told.get("month"):
        first = (first - timedelta(days=1)).replace(day=1)
    elif told.get("m"):
        first = first.replace(month=int(number(told.get("m")) or 1))
        first = first if first <= told.today else first.replace(year=first.year - 1)
    begin, end = _THIRDS.get(told.get("third"), (1, 31))
    shown = "" if told.get("third") else f"{first:%m/%Y}"
    yield Days(first.replace(day=begin), first.replace(day=min(end, _length(first))), shown)


def _length(first: date) -> int:
    return calendar.monthrange(first.year, first.month)[1]
