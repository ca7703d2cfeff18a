"""The windows of reports, as the content file words them."""

from datetime import date, datetime

import pytest

from tips.reports.periods import Period, latest_window, whole_days, window_of
from wording.moments import VIETNAM


@pytest.mark.parametrize(
    ("period", "on", "start", "end"),
    [
        ("ngay", "2026-03-01", "2026-02-28 07:00", "2026-03-01 07:00"),
        ("tuan", "2026-03-09", "2026-03-06 00:00", "2026-03-13 00:00"),  # a Monday
        ("tuan", "2026-03-15", "2026-03-06 00:00", "2026-03-13 00:00"),  # its Sunday
        ("thang", "2026-03-01", "2026-02-15 00:00", "2026-03-15 00:00"),
        ("thang", "2026-01-31", "2025-12-15 00:00", "2026-01-15 00:00"),
        ("quy", "2026-02-10", "2025-12-15 00:00", "2026-03-15 00:00"),
        ("quy", "2026-12-31", "2026-09-15 00:00", "2026-12-15 00:00"),
        ("sau_thang", "2026-06-30", "2025-12-15 00:00", "2026-06-15 00:00"),
        ("sau_thang", "2026-07-01", "2026-06-15 00:00", "2026-12-15 00:00"),
        ("nam", "2026-07-01", "2025-12-15 00:00", "2026-12-15 00:00"),
    ],
)
def test_a_report_covers_the_window_of_its_period(
    period: str, on: str, start: str, end: str
) -> None:
    window = window_of(Period(period), date.fromisoformat(on))

    assert (f"{window.start:%Y-%m-%d %H:%M}", f"{window.end:%Y-%m-%d %H:%M}") == (start, end)
    assert window.start.utcoffset() == window.end.utcoffset()


@pytest.mark.parametrize("period", Period)
def test_no_moment_lies_between_two_reports(period: Period) -> None:
    ends = {window_of(period, date(2026, month, 5)).end for month in range(1, 13)}
    starts = {window_of(period, date(2026, month, 5)).start for month in range(1, 13)}

    if period not in (Period.DAY, Period.WEEK):
        assert ends - starts == {max(ends)}


def test_days_chosen_freely_are_whole() -> None:
    window = whole_days(date(2026, 3, 1), date(2026, 3, 31))

    assert (window.end - window.start).days == 31


@pytest.mark.parametrize(
    ("period", "now", "ends"),
    [
        ("ngay", (2026, 3, 12, 6, 59), (2026, 3, 11, 7)),
        ("ngay", (2026, 3, 12, 7, 0), (2026, 3, 12, 7)),
        ("tuan", (2026, 3, 12, 12, 0), (2026, 3, 6)),  # a Thursday
        ("tuan", (2026, 3, 13, 0, 0), (2026, 3, 13)),
        ("thang", (2026, 3, 14, 23, 59), (2026, 2, 15)),
        ("thang", (2026, 3, 15, 0, 0), (2026, 3, 15)),
        ("quy", (2026, 1, 2, 8, 0), (2025, 12, 15)),
        ("sau_thang", (2026, 7, 1, 8, 0), (2026, 6, 15)),
        ("nam", (2026, 12, 20, 8, 0), (2026, 12, 15)),
    ],
)
def test_the_newest_report_is_of_the_period_that_just_ended(
    period: str, now: tuple[int, ...], ends: tuple[int, ...]
) -> None:
    at = datetime(*now, tzinfo=VIETNAM)  # type: ignore[misc,arg-type]

    found = latest_window(Period(period), at)

    assert found.end == datetime(*ends, tzinfo=VIETNAM)  # type: ignore[misc,arg-type]
