"""The library as it stands now: officers edit its files while the line runs."""

from pathlib import Path

from broadcasts.lessons.lesson import Lesson
from broadcasts.lessons.library import LIBRARY, Library, open_library


class LessonFiles:
    """Reads the files again when one of them is newer, added or gone."""

    def __init__(self, folder: Path = LIBRARY) -> None:
        self._folder = folder
        self._seen: tuple[tuple[str, int], ...] = ()
        self._library = Library((), ())

    def library(self) -> Library:
        seen = tuple(
            sorted((str(file), file.stat().st_mtime_ns) for file in self._folder.glob("*/*.md"))
        )
        if seen != self._seen:
            self._library, self._seen = open_library(self._folder), seen
        return self._library

    def lesson(self, wanted: str) -> Lesson | None:
        return self.library().lesson(wanted)
