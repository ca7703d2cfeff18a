"""The lessons as files: all are in order, and what is not is named with file, line and fix."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli_lessons import app
from broadcasts.lesson import Held, Unit, told_by
from broadcasts.shelf import LIBRARY, open_library
from tips.catalogue import catalogue

UNIT = Unit("Công an phường Bến Thành", "028 0000 0000", "Trụ sở phường Bến Thành")
LESSON = Path("huong_dan/hd-01.md")


def test_every_lesson_of_the_library_is_in_order() -> None:
    library = open_library()

    assert library.faults == ()
    assert Counter(lesson.kind for lesson in library.lessons) == {
        "huong_dan": 8,
        "canh_bao_lua_dao": 46,
        "phap_luat": 35,
        "ngay_hoi_19_8": 10,
    }


def test_the_series_before_19_8_ends_on_the_day() -> None:
    days = [one.day_offset for one in open_library().lessons if one.day_offset is not None]

    assert len(days) == 10
    assert (min(days), max(days)) == (-49, 0)


def test_an_overdue_lesson_is_held_from_the_month_after_its_review() -> None:
    lesson = open_library().lesson("hd-01")
    assert lesson is not None

    assert lesson.review_by == (2027, 6)
    assert lesson.held_on(date(2027, 6, 30)) is None
    assert lesson.held_on(date(2027, 7, 1)) is Held.OVERDUE


def test_a_lesson_that_waits_for_a_lawyer_is_held_on_any_day() -> None:
    waiting = [one for one in open_library().lessons if one.needs_lawyer]

    assert len(waiting) == 8
    assert {one.held_on(date(2026, 11, 22)) for one in waiting} == {Held.UNCHECKED}


def test_no_placeholder_is_left_when_a_unit_tells_it_and_it_fits_one_message() -> None:
    for lesson in open_library().lessons:
        told = told_by(UNIT, lesson)

        assert "{" not in told
        assert len(told) <= 2000


@pytest.mark.parametrize(
    ("before", "after", "key", "line"),
    [
        ("review_by: 2027-06", "review_by: sang năm", "review_by", 10),
        ("kind: huong_dan", "kind: huong_dn", "unknown_word", 3),
        ("sources: [SEED-001", "sources: [SEED-999", "unknown_word", 8),
        ("season: quanh_nam", "season: quanh_nam\nmau: xanh", "unknown_key", 8),
        ("id: hd-01", "id: hd-02", "id_not_file", 2),
        ("{don_vi}", "{don vi}", "placeholder", 13),
        ("Đây là kênh", "Xem bit.ly/abc. Đây là kênh", "short_link", 13),
        ("---\nid", "id", "front_matter", 1),
        ("season: quanh_nam", "season: [quanh_nam", "front_matter", 9),
        ("season: quanh_nam", "season: quanh_nam\nday_offset: -7", "day_offset", 8),
    ],
)
def test_a_fault_names_its_file_and_line(
    tmp_path: Path, before: str, after: str, key: str, line: int
) -> None:
    spoil(tmp_path, before, after)

    faults = open_library(tmp_path).faults

    assert [fault.key for fault in faults][:1] == [key]
    assert faults[0].file == str(LESSON)
    assert abs(faults[0].line - line) <= 1
    assert f"lessons.{key}" in catalogue()


def test_the_command_says_what_to_mend_and_fails(tmp_path: Path) -> None:
    spoil(tmp_path, "review_by: 2027-06", "review_by: 2027-13")

    said = CliRunner().invoke(app, ["check", "--folder", str(tmp_path)])

    assert said.exit_code == 1
    assert f"{LESSON}:" in said.output
    assert "Sửa:" in said.output


def test_the_command_is_content_with_our_own_lessons() -> None:
    said = CliRunner().invoke(app, ["check"])

    assert said.exit_code == 0
    assert "99 bài" in said.output


def spoil(folder: Path, before: str, after: str) -> None:
    shutil.copytree(LIBRARY, folder, dirs_exist_ok=True)
    file = folder / LESSON
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
