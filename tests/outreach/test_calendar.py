from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outreach.calendar import KEPT, MONTHS, Due, dues, shipped
from wording.catalogue import catalogue

DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def due(report: str, today: date) -> list[Due]:
    return [one for one in dues(shipped(), today) if one.report.id == report]


def test_the_report_of_25_october_is_reminded_of_then_overdue() -> None:
    [soon] = due("directive_07", date(2027, 10, 20))
    late, coming = due("directive_07", date(2027, 10, 26))

    assert soon.on == late.on == date(2027, 10, 25)
    assert soon.is_soon(date(2027, 10, 20))
    assert late.is_overdue(date(2027, 10, 26))
    assert coming.on == date(2028, 10, 25)


def test_a_months_report_counts_from_the_15th_to_the_14th() -> None:
    *_, month = due("month", date(2027, 3, 1))

    assert (month.first, month.last) == (date(2027, 2, 15), date(2027, 3, 14))


def test_every_report_has_a_name_a_recipient_and_the_paper_that_asks_for_it() -> None:
    for report in shipped():
        assert f"movement.due_{report.id}" in catalogue()
        assert f"movement.to_{report.to}" in catalogue()
        assert report.source
        assert report.every in MONTHS


@given(DAYS)
def test_each_report_has_one_next_day_and_its_days_adjoin(today: date) -> None:
    found = dues(shipped(), today)

    for report in shipped():
        own = [one for one in found if one.report == report]
        assert sum(not one.is_overdue(today) for one in own) == 1
        assert all(one.on >= today - KEPT for one in own)
        for before, after in pairwise(own):
            assert after.first == before.last + timedelta(days=1)
