"""Days with a name: "thứ 7 tuần trước", "hôm 27", "rằm tháng Bảy", "cuối tháng trước"."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from tips.reading.time.days import Days, TimePhrase, one_day
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


def day_of_the_week(phrase: TimePhrase) -> Iterator[Days]:
    which = phrase.get("which")
    if _COMING.search(which):
        return
    weekday = _WEEKDAYS[phrase.get("w").rsplit(" ", 1)[-1]]
    monday = phrase.back(phrase.today.weekday())
    if _LAST_WEEK.search(which):
        weeks = 2 if "nua" in which or "kia" in which else 1
        yield one_day(monday - timedelta(weeks=weeks) + timedelta(days=weekday))
    elif re.search(r"\btuan nay\b|\bnay\b|this $", which):
        yield one_day(monday + timedelta(days=weekday))
    else:
        yield one_day(phrase.back((phrase.today.weekday() - weekday - 1) % 7 + 1))


# --- dates ---------------------------------------------------------------------------------------


def date_of(phrase: TimePhrase) -> Iterator[Days]:
    """Only a day without its month, and a feast, need to be reckoned."""
    feast = _SOLAR_FEASTS.get(phrase.get("feast"))
    if feast:
        yield from _last_on(phrase, *feast)
    elif phrase.get("d") and not any(phrase.get(name) for name in ("m", "em", "dm")):
        yield from _day_of_month(phrase, int(number(phrase.get("d")) or 0))


def _last_on(phrase: TimePhrase, day: int, month: int) -> Iterator[Days]:
    this_year = date(phrase.today.year, month, day)
    yield one_day(
        this_year if this_year <= phrase.today else date(phrase.today.year - 1, month, day)
    )


def _day_of_month(phrase: TimePhrase, day: int) -> Iterator[Days]:
    first = phrase.today.replace(day=1)
    if phrase.get("back") or day > phrase.today.day:
        first = (first - timedelta(days=1)).replace(day=1)
    if 1 <= day <= _length(first):
        yield one_day(first.replace(day=day))


# --- lunar ---------------------------------------------------------------------------------------


def by_the_moon(phrase: TimePhrase) -> Iterator[Days]:
    day = _lunar_day(phrase)
    if day:
        yield Days(day, day, lunar=True)


def _lunar_day(phrase: TimePhrase) -> date | None:
    feast = phrase.get("feast")
    if feast:
        return _feast(phrase.today, feast)
    if phrase.get("before"):
        return _before_tet(phrase.today, int(number(phrase.get("before")) or 0))
    day, month = _day_and_month(phrase)
    if not 1 <= day <= 30:
        return None
    found = latest(phrase.today, day, month, leap=bool(phrase.get("leap")))
    return found if found and phrase.today - found < _ALMOST_A_YEAR else None


def _day_and_month(phrase: TimePhrase) -> tuple[int, int | None]:
    if phrase.get("date"):
        day, month = re.split("[/-]", phrase.get("date"))
        return int(day), int(month)
    day_words, month_words = phrase.get("d") or "15", phrase.get("m")
    month_number = _MONTHS.get(month_words) or number(month_words)
    if phrase.get("tet"):
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


def week_month_or_year(phrase: TimePhrase) -> Iterator[Days]:
    if phrase.get("week") or phrase.get("weekend") or phrase.get("weekend2"):
        yield _week(phrase)
    elif phrase.get("year"):
        year = phrase.today.year - 1
        yield Days(date(year, 1, 1), date(year, 12, 31), str(year))
    else:
        yield from _month(phrase)


def _week(phrase: TimePhrase) -> Days:
    monday = phrase.back(phrase.today.weekday()) - timedelta(weeks=2 if phrase.get("more") else 1)
    begins = monday if phrase.get("week") else monday + timedelta(days=5)
    return Days(begins, monday + timedelta(days=6))


def _month(phrase: TimePhrase) -> Iterator[Days]:
    first = phrase.today.replace(day=1)
    if phrase.get("month"):
        first = (first - timedelta(days=1)).replace(day=1)
    elif phrase.get("m"):
        first = first.replace(month=int(number(phrase.get("m")) or 1))
        first = first if first <= phrase.today else first.replace(year=first.year - 1)
    begin, end = _THIRDS.get(phrase.get("third"), (1, 31))
    shown = "" if phrase.get("third") else f"{first:%m/%Y}"
    yield Days(first.replace(day=begin), first.replace(day=min(end, _length(first))), shown)


def _length(first: date) -> int:
    return calendar.monthrange(first.year, first.month)[1]
