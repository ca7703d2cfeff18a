"""When a campaign goes out: on the right days, in the right order, nothing twice."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts.audience.night import NIGHT, is_quiet
from broadcasts.plan import rows as plan_rows
from broadcasts.plan.plan import (
    Dates,
    Due,
    Once,
    Plan,
    Relative,
    Rhythm,
    Seasons,
    due_times,
    next_due,
    started,
)
from tests.broadcasts.builders_campaigns import NOON, OFFSETS, SEASONS
from tests.trials import lasting
from wording.moments import VIETNAM

EVENING = time(19, 30)
FAR = datetime(2199, 1, 1, tzinfo=UTC)
LONG_AGO = datetime(1999, 1, 1, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")  # its clocks change twice a year; ours never do


def every(plan: Plan) -> list[Due]:
    return list(due_times(plan, LONG_AGO, FAR))


def vietnamese(plan: Plan) -> list[str]:
    return [f"{due.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}" for due in every(plan)]


def test_the_series_of_the_summer_falls_on_its_ten_days() -> None:
    plan = Relative(date(2027, 8, 19), OFFSETS, EVENING)

    assert [f"{due.at:%d/%m}" for due in every(plan)] == [
        "01/07", "08/07", "15/07", "22/07", "29/07", "05/08", "09/08", "13/08", "17/08", "19/08",
    ]  # fmt: skip
    assert [due.place for due in every(plan)] == list(range(10))


def test_lessons_take_their_turns_on_tuesdays_and_thursdays() -> None:
    plan = Rhythm(frozenset({1, 3}), EVENING, 3, since=NOON)  # a Friday

    assert vietnamese(plan) == ["16/03/2027 19:30", "18/03/2027 19:30", "23/03/2027 19:30"]
    assert [due.place for due in every(plan)] == [0, 1, 2]


def test_a_rhythm_that_starts_on_its_own_day_takes_that_evening() -> None:
    friday = Rhythm(frozenset({4}), EVENING, 1, since=NOON)
    too_late = Rhythm(frozenset({4}), time(11, 0), 1, since=NOON)

    assert vietnamese(friday) == ["12/03/2027 19:30"]
    assert vietnamese(too_late) == ["19/03/2027 11:00"]


def test_a_season_waits_for_its_first_day_or_begins_at_once() -> None:
    summer = Seasons((SEASONS["he"],), EVENING, since=NOON)
    harvest = Seasons((SEASONS["mua_thu_hoach"],), EVENING, datetime(2027, 5, 2, 5, tzinfo=UTC))
    new_year = Seasons((SEASONS["tet"],), EVENING, datetime(2027, 12, 31, 14, tzinfo=UTC))

    assert vietnamese(summer) == ["01/06/2027 19:30"]
    assert vietnamese(harvest) == ["02/05/2027 19:30"]
    assert vietnamese(new_year) == ["01/01/2028 19:30"]  # 19:30 of the 31st was over


def test_lessons_of_one_season_keep_days_between_them() -> None:
    plan = Seasons((SEASONS["he"], SEASONS["tet"], SEASONS["he"], ()), EVENING, since=NOON)

    assert vietnamese(plan) == [
        "12/03/2027 19:30", "01/06/2027 19:30", "04/06/2027 19:30", "01/12/2027 19:30",
    ]  # fmt: skip
    assert [due.place for due in every(plan)] == [3, 0, 2, 1]


def test_what_has_no_time_of_its_own_goes_when_it_is_started() -> None:
    assert started(Once(), NOON, NIGHT) == Once(NOON)
    assert started(Once(on_start=True), NOON, NIGHT) == Once(NOON)


def test_started_at_night_it_waits_for_the_morning_unless_it_is_urgent() -> None:
    night = datetime(2027, 3, 12, 16, 20, tzinfo=UTC)  # 23:20 in Vietnam
    morning = datetime(2027, 3, 12, 23, 30, tzinfo=UTC)

    assert started(Once(), night, NIGHT) == Once(morning)
    assert started(Once(), night, None) == Once(night)


def test_nothing_of_a_rhythm_is_due_before_it_is_started() -> None:
    assert every(Rhythm(frozenset({1}), EVENING, 3)) == []
    assert every(Seasons((SEASONS["he"],), EVENING)) == []
    assert next_due(Once()) is None


hours = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
# Any clock in the world may tell the moment, also on days when clocks are set forward or back.
moments = st.builds(
    datetime.fromtimestamp,
    st.integers(1_767_225_600, 2_240_524_800),  # 2026 to 2040
    st.sampled_from([UTC, VIETNAM, NEW_YORK]),
)
spans = st.sampled_from([(), *SEASONS.values()])
running = st.one_of(
    st.builds(Once, moments),
    st.lists(moments, min_size=1, max_size=6, unique=True).map(
        lambda at: Dates(tuple(at), len(at))
    ),
    st.builds(
        Rhythm,
        st.frozensets(st.integers(0, 6), min_size=1),
        hours,
        st.integers(1, 30),
        moments,
    ),
    st.builds(Seasons, st.lists(spans, min_size=1, max_size=6).map(tuple), hours, moments),
    st.builds(
        Relative,
        st.dates(date(2026, 1, 1), date(2040, 12, 31)),
        st.lists(st.integers(-400, 400), min_size=1, max_size=10, unique=True).map(tuple),
        hours,
    ),
)


@settings(max_examples=lasting(75, 300), deadline=None)
@given(running)
def test_every_lesson_has_its_own_moment_and_none_goes_twice(plan: Plan) -> None:
    dues = every(plan)

    assert all(one.at < other.at for one, other in pairwise(dues))
    assert sorted(due.place for due in dues) == list(range(len(dues)))
    assert dues


@settings(max_examples=lasting(75, 300), deadline=None)
@given(running, st.lists(moments, max_size=12))
def test_however_often_one_looks_each_moment_is_found_once(
    plan: Plan, looks: list[datetime]
) -> None:
    edges = [LONG_AGO, *sorted(looks), FAR]

    found = [due for after, until in pairwise(edges) for due in due_times(plan, after, until)]

    assert found == every(plan)


@settings(max_examples=lasting(50, 200), deadline=None)
@given(running)
def test_the_next_moment_follows_the_last(plan: Plan) -> None:
    walked, due = [], next_due(plan)
    while due is not None:
        walked.append(due)
        due = next_due(plan, due.at)

    assert walked == every(plan)


@settings(max_examples=lasting(50, 200), deadline=None)
@given(st.integers(2026, 2044), st.integers(-800, 400), hours)
def test_offsets_count_whole_days_across_years_and_leap_days(
    year: int, offset: int, hour: time
) -> None:
    [due] = every(Relative(date(year, 8, 19), (offset,), hour))

    local = due.at.astimezone(VIETNAM)
    assert local.date() - date(year, 8, 19) == timedelta(days=offset)
    assert local.time() == hour


@settings(max_examples=lasting(50, 200), deadline=None)
@given(moments)
def test_what_starts_now_never_starts_at_night(now: datetime) -> None:
    plan = started(Once(), now, NIGHT)

    assert isinstance(plan, Once)
    assert plan.at is not None
    assert not is_quiet(plan.at, NIGHT)
    assert timedelta(seconds=-1) <= plan.at - now <= timedelta(hours=9.5)


@settings(max_examples=lasting(50, 200), deadline=None)
@given(st.one_of(running, st.builds(Once, st.none(), st.booleans())))
def test_a_plan_comes_back_from_its_row_as_it_was(plan: Plan) -> None:
    assert plan_rows.loads(plan_rows.dumps(plan)) == plan


@pytest.mark.parametrize("day", [date(2027, 2, 28), date(2028, 2, 29)])
def test_a_day_after_the_end_of_february_is_the_first_of_march(day: date) -> None:
    [due] = every(Relative(day, (1,), EVENING))

    assert (due.at.month, due.at.day) == (3, 1)
