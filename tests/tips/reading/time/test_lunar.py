"""The lunar calendar of Vietnam, reckoned without a table."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tips.reading.time.lunar import last_day_of_year, latest

TET = [
    "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29",
    "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02", "2031-01-23",
    "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
]  # fmt: skip
DOUBLED = {2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11}
DAYS = st.dates(date(2019, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize("day", TET)
def test_tet_falls_on_its_day(day: str) -> None:
    tet = date.fromisoformat(day)

    assert latest(tet, 1, 1) == tet
    assert latest(tet + timedelta(days=200), 1, 1) == tet
    assert last_day_of_year(tet) == tet - timedelta(days=1)


@pytest.mark.parametrize(("year", "month"), DOUBLED.items())
def test_a_month_doubled_is_told_apart_only_by_its_name(year: int, month: int) -> None:
    leap = latest(date(year + 1, 1, 25), 10, month, leap=True)

    assert leap is not None
    assert leap.year == year
    assert latest(leap, 10, month) is None


@pytest.mark.parametrize(
    ("today", "day", "month", "expected"),
    [
        ("2026-11-30", 15, None, "2026-11-23"),
        ("2026-11-30", 15, 7, "2026-08-27"),
        ("2026-11-30", 1, None, "2026-11-09"),
        ("2026-11-30", 15, 8, "2026-09-25"),
        ("2026-02-20", 23, 12, "2026-02-10"),
        ("2026-02-20", 3, None, "2026-02-19"),
        ("2023-06-30", 10, 3, "2023-04-29"),
        ("2020-10-10", 15, 8, "2020-10-01"),
    ],
)
def test_the_last_such_day_is_found(today: str, day: int, month: int | None, expected: str) -> None:
    assert latest(date.fromisoformat(today), day, month) == date.fromisoformat(expected)


def test_a_short_month_has_no_thirtieth() -> None:
    assert latest(date(2026, 2, 20), 30, 12) != date(2026, 2, 17)
    assert last_day_of_year(date(2026, 2, 20)) == date(2026, 2, 16)


@given(DAYS, st.integers(1, 29), st.none() | st.integers(1, 12))
def test_no_day_is_ahead_and_none_is_two_years_old(
    today: date, day: int, month: int | None
) -> None:
    found = latest(today, day, month)

    if found is not None:
        assert timedelta(0) <= today - found < timedelta(days=800)
    else:
        assert month is not None
