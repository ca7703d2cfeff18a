"""What people type when a menu is numbered because their messenger has no buttons."""

import pytest

from messages.menus import number, picked

LABELS = ("Đúng, Ma túy", "Loại khác", "✓ Dừng nhận bài…")


@pytest.mark.parametrize(
    "typed", ["2", " 2. ", "2)", "số 2", "so 2", "Số hai", "hai", "HAI", "two", "number two"]
)
def test_a_row_is_named_by_its_number_in_digits_or_words(typed: str) -> None:
    assert picked(typed, LABELS) == 2


@pytest.mark.parametrize(
    "typed", ["Loại khác", "loại khác", "loai khac", "LOAI KHAC.", "loại khác!"]
)
def test_a_row_is_named_by_its_label_with_or_without_marks(typed: str) -> None:
    assert picked(typed, LABELS) == 2


def test_what_is_typed_with_marks_must_match_with_them() -> None:
    assert picked("đừng nhận bài", LABELS) is None
    assert picked("dừng nhận bài", LABELS) == 3
    assert picked("dung nhan bai", LABELS) == 3


def test_two_rows_of_one_name_are_not_guessed_between() -> None:
    assert picked("tan binh", ("Tân Bình", "Tấn Bình")) is None
    assert picked("Tân Bình", ("Tân Bình", "Tấn Bình")) == 1


def test_a_number_beyond_the_menu_is_still_a_number() -> None:
    assert picked("9", LABELS) == 9
    assert picked("mười lăm", LABELS) == 15


@pytest.mark.parametrize("typed", ["", "   ", "…", "hai người đi xe máy", "số", "2 xe"])
def test_a_story_picks_nothing(typed: str) -> None:
    assert picked(typed, LABELS) is None


def test_without_a_menu_nothing_is_picked() -> None:
    assert picked("2", ()) is None
    assert number("số 2") == 2
