import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.audience.quiet_hours import dumps, leaves_room, loads, parse_quiet_hours, shown
from broadcasts.audience.subscriber import Quiet

MINUTES = st.integers(0, 24 * 60 - 1)


@pytest.mark.parametrize(
    ("typed", "starts", "ends"),
    [
        ("22:00-7:00", 1320, 420), ("22h-7h", 1320, 420), ("từ 22h đến 7h", 1320, 420),
        ("22h30 - 6h", 1350, 360), ("11g30 - 13g30", 690, 810), ("10h tối đến 6h sáng", 1320, 360),
        ("10 giờ đêm đến 6 giờ sáng", 1320, 360), ("12h trưa đến 2h chiều", 720, 840),
        ("1h trưa đến 3h", 780, 180), ("12 giờ đêm - 5 giờ", 0, 300), ("9-11", 540, 660),
        ("22.00–24.00", 1320, 0), ("from 9 to 17", 540, 1020), ("7 toi 9", 420, 540),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(typed: str, starts: int, ends: int) -> None:
    assert parse_quiet_hours(typed) == Quiet(starts, ends)


@pytest.mark.parametrize(
    "typed",
    ["", "buổi trưa", "22:00", "7-7", "25-7", "9:75-10", "24:30-7", "22:00-7:00-9:00", "a-b"],
)
def test_what_names_no_two_times_is_not_guessed(typed: str) -> None:
    assert parse_quiet_hours(typed) is None


@given(MINUTES, MINUTES)
def test_shown_hours_are_read_back(starts: int, ends: int) -> None:
    quiet = Quiet(starts, ends)

    same = None if starts == ends else quiet
    assert parse_quiet_hours(shown(quiet)) == same
    assert loads(dumps(quiet)) == same
    assert len(f"dk:q:{dumps(quiet)}") == 14


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    quiet = parse_quiet_hours(typed)

    assert quiet is None or (0 <= quiet.starts < 1440 and 0 <= quiet.ends < 1440)
    assert loads(typed) is None or len(typed) == 9


def test_the_working_day_leaves_room_and_the_whole_day_does_not() -> None:
    assert leaves_room(Quiet(7 * 60, 17 * 60))
    assert leaves_room(Quiet(22 * 60, 6 * 60))
    assert not leaves_room(Quiet(6 * 60, 21 * 60))
    assert not leaves_room(Quiet(0, 23 * 60 + 59))
