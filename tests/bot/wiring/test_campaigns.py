"""The running line begins what is due, says what it skipped, and sees edited lessons."""

import os
import shutil
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.open_library import LessonFiles
from bot.running.run import standing
from broadcasts.campaigns.drafting import Wanted
from broadcasts.delivery.run import Run
from broadcasts.lessons.library import LIBRARY
from desks.permissions import Author
from tests.prepared import prepared

WRITER = Author("a" * 32, "00", frozenset({"write"}))
CHIEF = Author("b" * 32, "00", frozenset({"alert"}))
ALERT = Wanted(to="all", text="Có kẻ giả công an gọi điện.")


def settings(folder: Path) -> Config:
    return load(None, {"TINBAO_DATA": str(prepared(folder / "data"))})


async def test_the_line_begins_what_was_let_out(tmp_path: Path) -> None:
    async with standing(settings(tmp_path)) as house:
        lessons = house.lessons
        drafted = await lessons.drafting.draft(WRITER, ALERT)
        await lessons.campaigns.approve(CHIEF, drafted.id)

        await lessons.tick()
        await lessons.tick()

        [run] = await lessons.overview.occurrences(None, drafted.id)
        assert run.state is Run.FREEZING


async def test_a_skipped_lesson_is_an_alarm_in_the_log_without_a_word_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(LIBRARY, tmp_path / "library")
    async with standing(settings(tmp_path)) as house:
        lessons = house.lessons
        lessons.lesson_files._folder = tmp_path / "library"
        lesson = next(one for one in lessons.lesson_files.library().lessons if not one.needs_lawyer)
        _rewrite(tmp_path / "library", lesson.id, "2099-12")
        urgent = Wanted("all", "now", [lesson.id], urgent=True)  # whatever the hour of this test
        drafted = await lessons.drafting.draft(WRITER, urgent)
        await lessons.campaigns.approve(CHIEF, drafted.id)
        _rewrite(tmp_path / "library", lesson.id, "2020-01")

        await lessons.tick()

        [alarm] = [one for one in caplog.records if one.getMessage() == "lesson skipped"]
        assert vars(alarm)["campaign"] == drafted.id
        assert vars(alarm)["reason"] == "overdue"
        assert lesson.title not in caplog.text


def test_an_edited_lesson_is_read_again(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "library")
    lesson_files = LessonFiles(tmp_path / "library")
    before = lesson_files.lesson("hd-01")
    same = lesson_files.lesson("hd-01")

    _rewrite(tmp_path / "library", "hd-01", "2098-11")
    after = lesson_files.lesson("hd-01")

    assert before is same
    assert after is not None
    assert after.review_by == (2098, 11)


def _rewrite(library: Path, lesson: str, review_by: str) -> None:
    [file] = library.glob(f"*/{lesson}.md")
    lines = [
        f"review_by: {review_by}" if line.startswith("review_by:") else line
        for line in file.read_text("utf-8").splitlines()
    ]
    seen = file.stat().st_mtime_ns
    file.write_text("\n".join(lines) + "\n", "utf-8")
    os.utime(file, ns=(seen + 1_000_000_000, seen + 1_000_000_000))
