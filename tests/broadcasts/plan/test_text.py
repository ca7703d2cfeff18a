"""When to send, as officers write it."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadcasts.errors import (
    AllPast,
    AtNight,
    CampaignProblem,
    LessonsDoNotFit,
    NoDayOfItsOwn,
    NoSuchDay,
    TooOften,
    UnreadableTime,
)
from broadcasts.plan.plan import Dates, Once, Plan, Relative, Rhythm, Seasons, next_due, started
from broadcasts.plan.text import plan_of, series_plan
from tests.broadcasts.builders_campaigns import (
    OFFSETS,
    SEASONS,
    a_frame,
    a_lesson,
    the_series,
)
from tests.trials import lasting
from wording.moments import VIETNAM

EVENING = time(19, 30)


def on(year: int, month: int, day: int, hour: int = 19, minute: int = 30) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)


TUESDAYS = Rhythm(frozenset({1, 3}), EVENING, 1)
READ: list[tuple[str, Plan]] = [
    ("now", Once()),
    ("ngay", Once()),
    ("Ngay bây giờ", Once()),
    ("start", Once(on_start=True)),
    ("khi bắt đầu", Once(on_start=True)),
    ("2027-08-19T19:30", Once(on(2027, 8, 19))),
    ("2027-08-19 8:05", Once(on(2027, 8, 19, 8, 5))),
    ("2027-08-19T12:30:00Z", Once(on(2027, 8, 19))),
    ("2027-08-19T12:30:00+00:00", Once(on(2027, 8, 19))),
    ("2027-08-19", Once(on(2027, 8, 19))),
    ("19/8", Once(on(2027, 8, 19))),
    ("1/3", Once(on(2028, 3, 1))),  # this year's is over
    ("12/3 20:00", Once(on(2027, 3, 12, 20, 0))),  # today, in the evening
    ("29/2", Once(on(2028, 2, 29))),  # the next year that has one
    ("1/6, 15/6 lúc 8h30", Dates((on(2027, 6, 1, 8, 30), on(2027, 6, 15, 8, 30)), 1)),
    ("1/6 13:00, 15/6", Dates((on(2027, 6, 1, 13, 0), on(2027, 6, 15)), 1)),
    ("2027-06-01, 2027-06-15", Dates((on(2027, 6, 1), on(2027, 6, 15)), 1)),
    ("19/8-49", Relative(date(2027, 8, 19), (-49,), EVENING)),
    ("19/8 − 49", Relative(date(2027, 8, 19), (-49,), EVENING)),
    ("19/8/2029 -49 20h", Relative(date(2029, 8, 19), (-49,), time(20))),
    ("10/3+3", Relative(date(2027, 3, 10), (3,), EVENING)),  # the day after tomorrow
    ("thứ Ba, thứ Năm 19:30", TUESDAYS),
    ("thu ba, thu nam 19:30", TUESDAYS),
    ("THỨ 3 và thứ 5", TUESDAYS),
    ("t3,t5", TUESDAYS),
    ("tue,thu 19:30", TUESDAYS),
    ("Tuesday and Thursday", TUESDAYS),
    ("mỗi tuần chủ nhật 8h", Rhythm(frozenset({6}), time(8), 1)),
    ("thu", Rhythm(frozenset({3}), EVENING, 1)),
    ("mùa: hè", Seasons((SEASONS["he"],), EVENING)),
    ("mua:he 18:00", Seasons((SEASONS["he"],), time(18))),
    ("mùa thu hoạch", Seasons((SEASONS["mua_thu_hoach"],), EVENING)),
    ("mùa: mùa thu hoạch", Seasons((SEASONS["mua_thu_hoach"],), EVENING)),
]
REFUSED: list[tuple[str, type[CampaignProblem]]] = [
    ("", UnreadableTime),
    ("hôm nào đó", UnreadableTime),
    ("22:00", UnreadableTime),
    ("thứ ba 25:00", UnreadableTime),
    ("thứ ba 19:75", UnreadableTime),
    ("thứ ba, ngày mai", UnreadableTime),
    ("mùa: quýt", UnreadableTime),
    ("30/2", NoSuchDay),
    ("2027-13-01", NoSuchDay),
    ("29/2/2027", NoSuchDay),
    ("31/4-3", NoSuchDay),
    ("2026-08-19", AllPast),
    ("19/8/2026-49", AllPast),
    ("2027-08-19T22:00", AtNight),
    ("thứ ba 21:00", AtNight),
    ("thứ ba 6:29", AtNight),
    ("t2,t3,t4,t5", TooOften),
    ("1/6, 1/6", LessonsDoNotFit),
    ("19/8-49..0", NoDayOfItsOwn),
]


@pytest.mark.parametrize(("told", "plan"), READ)
def test_a_time_is_read_with_and_without_diacritics(told: str, plan: Plan) -> None:
    assert plan_of(told, a_frame()) == plan


@pytest.mark.parametrize(("told", "problem"), REFUSED)
def test_what_cannot_be_meant_is_refused_by_name(told: str, problem: type[CampaignProblem]) -> None:
    with pytest.raises(problem):
        plan_of(told, a_frame())


@pytest.mark.parametrize("told", ["thứ ba 6:30", "thứ ba 20:59"])
def test_the_edges_of_the_day_are_day(told: str) -> None:
    assert isinstance(plan_of(told, a_frame()), Rhythm)


def test_what_is_urgent_goes_at_any_hour_and_as_often_as_needed() -> None:
    urgent = a_frame(night=None)

    assert plan_of("2027-08-19T23:00", urgent) == Once(on(2027, 8, 19, 23, 0))
    assert isinstance(plan_of("t2,t3,t4,t5", urgent), Rhythm)


@pytest.mark.parametrize("told", ["now", "19/8", "19/8-49", "1/6, 8/6"])
def test_several_lessons_need_as_many_moments(told: str) -> None:
    with pytest.raises(LessonsDoNotFit):
        plan_of(told, a_frame(a_lesson("ld-01"), a_lesson("ld-02"), a_lesson("ld-03")))


def test_a_rhythm_and_dates_take_the_lessons_in_their_order() -> None:
    two = a_frame(a_lesson("ld-01"), a_lesson("ld-02"))

    assert plan_of("thứ ba", two) == Rhythm(frozenset({1}), EVENING, 2)
    assert plan_of("1/6, 8/6", two) == Dates((on(2027, 6, 1), on(2027, 6, 8)), 2)


def test_a_whole_series_is_told_by_its_two_ends() -> None:
    series = a_frame(*the_series())

    plan = plan_of("19/8 − 49 … 0", series)

    assert plan == Relative(date(2027, 8, 19), OFFSETS, EVENING)
    assert series_plan((8, 19), 2027, series) == plan
    assert series_plan((8, 19), None, series) == plan


def test_a_series_without_a_year_is_the_next_one_that_is_not_over() -> None:
    in_august = a_frame(*the_series(), now=datetime(2027, 8, 10, tzinfo=UTC))
    in_autumn = a_frame(*the_series(), now=datetime(2027, 9, 1, tzinfo=UTC))

    assert series_plan((8, 19), None, in_august).day.year == 2027
    assert series_plan((8, 19), None, in_autumn).day.year == 2028


def test_each_lesson_may_wait_for_its_own_season() -> None:
    lessons = (a_lesson("ld-01", season="tet"), a_lesson("ld-02", season="quanh_nam"))

    plan = plan_of("mùa của bài", a_frame(*lessons))

    assert plan == Seasons((SEASONS["tet"], ()), EVENING)


words = st.sampled_from(
    ["thứ", "ba", "19/8", "-", "49", "..", "0", ",", "19:30", "mùa", ":", "hè", "2027-08-19", "T",
     "now", "9999", "/", "+", "999", "Z", " ", "luc", "h", "0000-01-01", "9999-12-31T23:59-12:00"]
)  # fmt: skip


@settings(max_examples=lasting(125, 500), deadline=None)
@given(st.one_of(st.text(max_size=30), st.lists(words, max_size=8).map("".join)))
@example("9999-12-31T20:00")
@example("19/8/9999+999")
@example("19/8/0000-1")
def test_whatever_is_typed_is_a_plan_ahead_or_a_named_problem(told: str) -> None:
    for frame in (a_frame(), a_frame(*the_series()), a_frame(night=None)):
        with suppress(CampaignProblem):
            plan = plan_of(told, frame)
            running = started(plan, frame.now, frame.night)
            assert next_due(running, frame.now - timedelta(seconds=1))
