"""The library on disk: every lesson, and every fault of those that cannot be sent."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from broadcasts.lesson import Lesson
from broadcasts.lesson_file import Fault, Words, read

LIBRARY = Path(__file__).parent / "library"
MANY = ("topics", "audience", "sources")
ONE = ("kind", "season", "confidence")


@dataclass(frozen=True, slots=True)
class Library:
    lessons: tuple[Lesson, ...]  # in order of their ids
    faults: tuple[Fault, ...]

    def lesson(self, wanted: str) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.id == wanted), None)

    def series(self) -> tuple[Lesson, ...]:
        """The lessons that lead to 19/8, in the order of their days."""
        days = [(one.day_offset, one) for one in self.lessons if one.day_offset is not None]
        return tuple(lesson for _, lesson in sorted(days, key=lambda found: found[0]))


def open_library(folder: Path = LIBRARY) -> Library:
    words = _words(folder)
    found = [_read(folder, file, words) for file in sorted(folder.glob("*/*.md"))]
    lessons = sorted((one for one, _ in found if one), key=lambda lesson: lesson.id)
    return Library(tuple(lessons), tuple(fault for _, faults in found for fault in faults))


def _read(folder: Path, file: Path, words: Words) -> tuple[Lesson | None, tuple[Fault, ...]]:
    return read(str(file.relative_to(folder)), file.read_text(encoding="utf-8"), words)


def _words(folder: Path) -> Words:
    told = yaml.safe_load((folder / "words.yaml").read_text(encoding="utf-8"))
    told["sources"] = yaml.safe_load((folder / "sources.yaml").read_text(encoding="utf-8"))
    return Words(
        allowed={name: frozenset(told[name]) for name in (*ONE, *MANY)},
        placeholders=frozenset(told["placeholders"]),
        body_chars=told["max_body_chars"],
    )
