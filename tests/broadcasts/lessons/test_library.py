"""The lessons as they are shipped: all in order, and held back when they must be."""

from collections import Counter
from datetime import date

import pytest

from broadcasts.lessons.lesson import Held, in_season
from broadcasts.lessons.library import lessons_of, open_library
from broadcasts.lessons.limits import LIMITS
from broadcasts.lessons.rendering import render
from tests.broadcasts.library_copies import DAY, WARD, the_lesson


def test_every_lesson_of_the_library_is_in_order() -> None:
    library = open_library()

    assert library.faults == ()
    assert Counter(lesson.kind for lesson in library.lessons) == {
        "huong_dan": 8,
        "canh_bao_lua_dao": 46,
        "phap_luat": 35,
        "ngay_hoi_19_8": 10,
    }


def test_those_of_one_kind_are_read_alone() -> None:
    guides = [one for one in open_library().lessons if one.kind == "huong_dan"]

    alone = lessons_of("huong_dan")
    assert [one.id for one in alone] == [one.id for one in guides]
    assert [one.body for one in alone] == [one.body for one in guides]


def test_the_series_before_19_8_ends_on_the_day() -> None:
    days = [one.day_offset for one in open_library().lessons if one.day_offset is not None]

    assert len(days) == 10
    assert (min(days), max(days)) == (-49, 0)


def test_an_overdue_lesson_is_held_from_the_month_after_its_review() -> None:
    lesson = the_lesson("hd-01")

    assert lesson.review_by == (2027, 6)
    assert lesson.held_on(date(2027, 6, 30)) is None
    assert lesson.held_on(date(2027, 7, 1)) is Held.OVERDUE


def test_a_lesson_that_waits_for_a_lawyer_is_held_on_any_day() -> None:
    waiting = [one for one in open_library().lessons if one.needs_lawyer]

    assert len(waiting) == 8
    assert {one.held_on(DAY) for one in waiting} == {Held.UNCHECKED}


@pytest.mark.parametrize("channel", LIMITS)
def test_every_lesson_fits_one_message_on_every_channel(channel: str) -> None:
    for lesson in open_library().lessons:
        parts = render(lesson, WARD, LIMITS[channel], "Gửi «dừng» để thôi nhận.", "vi", DAY)

        assert len(parts) == 1
        assert "{" not in parts[0]


@pytest.mark.parametrize(
    ("lesson", "day", "fits"),
    [
        ("hd-01", date(2026, 3, 3), True),  # all year
        ("nh-05", date(2026, 7, 1), True),
        ("nh-05", date(2026, 8, 19), True),
        ("nh-05", date(2026, 8, 20), False),
        ("ld-05", date(2026, 7, 31), False),
    ],
)
def test_a_lesson_is_of_use_in_its_season(lesson: str, day: date, *, fits: bool) -> None:
    assert in_season(the_lesson(lesson), day) is fits


def test_a_season_over_new_year_holds_on_both_sides_of_it() -> None:
    tet = next(one for one in open_library().lessons if one.season == "tet")

    within = [month for month in range(1, 13) if in_season(tet, date(2028, month, 1))]

    assert within == [1, 2, 12]
    assert in_season(tet, date(2028, 2, 29))


def test_only_seasons_that_last_all_year_have_no_days() -> None:
    assert {one.season for one in open_library().lessons if not one.season_days} == {"quanh_nam"}
