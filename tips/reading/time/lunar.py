"""The months of the lunar calendar as Vietnam keeps it, reckoned from moon and sun (UTC+7).

New moons and the sun's place follow the short series of Meeus, "Astronomical Algorithms": right to
a few minutes, and no table that would run out one day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import floor, pi, sin

LUNAR = "âm lịch"  # beside the solar day, for the officer
LEAP = "nhuận"
_MONTH = 29.530588861  # days from one new moon to the next
_VIETNAM = 7 / 24
_OFFSET = 1_721_424.5  # Julian day minus Python's ordinal
_SOLSTICE_MONTH = 11
_YEARS_KEPT = 32


@dataclass(frozen=True, slots=True)
class Month:
    number: int  # 1 is "giêng", 12 is "chạp"
    leap: bool
    first: date
    days: int


def latest(today: date, day: int, month: int | None = None, *, leap: bool = False) -> date | None:
    """The last time it was this day of the lunar calendar; None where nobody can tell which.

    In a year with a month doubled, only "nhuận" says which of the two is meant.
    """
    for one in _months_until(today):
        on = one.first + timedelta(days=day - 1)
        if day > one.days or on > today or (month not in {None, one.number}):
            continue
        if month is None or one.leap == leap:
            return None if month and not leap and _is_doubled(one) else on
    return None


def last_day_of_year(today: date) -> date | None:
    """The day before Tết, be it the 29th or the 30th."""
    tet = latest(today + timedelta(days=1), 1, 1)
    return tet - timedelta(days=1) if tet else None


def _months_until(today: date) -> list[Month]:
    years = (*_months(today.year - 1), *_months(today.year), *_months(today.year + 1))
    return [month for month in reversed(years) if month.first <= today]


def _is_doubled(month: Month) -> bool:
    years = (*_months(month.first.year), *_months(month.first.year + 1))
    return any(
        other.leap and other.number == month.number and abs((other.first - month.first).days) < 60
        for other in years
    )


@lru_cache(maxsize=_YEARS_KEPT)
def _months(year: int) -> tuple[Month, ...]:
    """From the month after last year's winter solstice to the one that holds this year's."""
    begin, end = _solstice_moon(year - 1), _solstice_moon(year)
    firsts = [_new_moon(moon) for moon in range(begin, end + 2)]
    leap = _without_middle_of_a_sign(firsts) if end - begin == 13 else len(firsts)
    months = []
    for place in range(1, end - begin + 1):
        number = (_SOLSTICE_MONTH + place - 1 - (place >= leap)) % 12 + 1
        days = firsts[place + 1] - firsts[place]
        first = date.fromordinal(firsts[place])
        months.append(Month(number, place == leap, first, days))
    return tuple(months)


def _without_middle_of_a_sign(firsts: list[int]) -> int:
    """The leap month is the first in which the sun enters no new sign."""
    signs = [_sign_at(first) for first in firsts]
    return next(place for place in range(1, len(signs)) if signs[place] == signs[place + 1])


def _solstice_moon(year: int) -> int:
    """The number of the new moon whose month holds the winter solstice."""
    moon = floor((date(year, 12, 31).toordinal() + _OFFSET - 2_415_021) / _MONTH)
    while _sign_at(_new_moon(moon)) >= 9:  # the sun stands in the tenth sign from the solstice on
        moon -= 1
    return moon


# --- moon and sun --------------------------------------------------------------------------------


def _new_moon(number: int) -> int:
    """The day of a new moon in Vietnam, as Python's ordinal; number 0 was in January 1900."""
    century = number / 1236.85
    square, cube = century**2, century**3
    mean = 2_415_020.75933 + 29.53058868 * number + 0.0001178 * square - 0.000000155 * cube
    mean += 0.00033 * _sine(166.56 + 132.87 * century - 0.009173 * square)
    sun = 359.2242 + 29.10535608 * number - 0.0000333 * square - 0.00000347 * cube
    moon = 306.0253 + 385.81691806 * number + 0.0107306 * square + 0.00001236 * cube
    node = 21.2964 + 390.67050646 * number - 0.0016528 * square - 0.00000239 * cube
    true = mean + _perturbed(century, sun, moon, node) - _delta_t(century)
    return floor(true + _VIETNAM - _OFFSET)


def _perturbed(century: float, sun: float, moon: float, node: float) -> float:
    terms = (
        (0.1734 - 0.000393 * century, sun),
        (0.0021, 2 * sun),
        (-0.4068, moon),
        (0.0161, 2 * moon),
        (-0.0004, 3 * moon),
        (0.0104, 2 * node),
        (-0.0051, sun + moon),
        (-0.0074, sun - moon),
        (0.0004, 2 * node + sun),
        (-0.0004, 2 * node - sun),
        (-0.0006, 2 * node + moon),
        (0.0010, 2 * node - moon),
        (0.0005, 2 * moon + sun),
    )
    return sum(size * _sine(angle) for size, angle in terms)


def _delta_t(century: float) -> float:
    """Days by which the earth's turning lags behind even time."""
    return -0.000278 + 0.000265 * century + 0.000262 * century**2


def _sign_at(day: int) -> int:
    """Which twelfth of its yearly way the sun is in when a day begins in Vietnam; 0 in spring."""
    century = (day + _OFFSET - _VIETNAM - 2_451_545.0) / 36_525
    anomaly = 357.52910 + 35_999.05030 * century - 0.0001559 * century**2
    mean = 280.46645 + 36_000.76983 * century + 0.0003032 * century**2
    centre = (1.914600 - 0.004817 * century) * _sine(anomaly)
    centre += (0.019993 - 0.000101 * century) * _sine(2 * anomaly) + 0.000290 * _sine(3 * anomaly)
    apparent = mean + centre - 0.00569 - 0.00478 * _sine(125.04 - 1934.136 * century)
    return floor(apparent % 360 / 30)


def _sine(degrees: float) -> float:
    return sin(degrees * pi / 180)
