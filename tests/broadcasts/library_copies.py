"""Copies of the library that a test may spoil."""

import shutil
from datetime import date
from pathlib import Path

from broadcasts.lessons.lesson import Lesson
from broadcasts.lessons.library import LIBRARY, open_library
from broadcasts.lessons.unit import Unit

LESSON = Path("huong_dan/hd-01.md")
DAY = date(2026, 11, 22)
WARD = Unit("Công an phường Bến Thành", "028 3829 7643", "số 24 Lê Thánh Tôn")


FEW = (
    "words.yaml",
    "sources.yaml",
    str(LESSON),
    "ngay_hoi_19_8/nh-02.md",
    "ngay_hoi_19_8/nh-03.md",
)


def copied(folder: Path) -> Path:
    """A few of them: the whole library takes most of a second to read."""
    for name in FEW:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(LIBRARY / name, folder / name)
    (folder / "phap_luat").mkdir()
    return folder


def spoil(folder: Path, before: str, after: str, lesson: Path = LESSON) -> None:
    file = copied(folder) / lesson
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def the_lesson(wanted: str, folder: Path = LIBRARY) -> Lesson:
    found = open_library(folder).lesson(wanted)
    assert found is not None
    return found
