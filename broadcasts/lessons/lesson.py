"""A lesson: one piece of law or warning that residents may be told, and when it may be sent."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from broadcasts.lessons.seasons import Span, is_within

VIETNAMESE = "vi"
Month = tuple[int, int]  # year and month


class Held(StrEnum):
    """Why a lesson may not go out by itself."""

    OVERDUE = "overdue"  # past its `review_by`: laws have moved on since somebody last read it
    UNCHECKED = "unchecked"  # `legal_check: bat_buoc`: a lawyer must read it first


@dataclass(frozen=True, slots=True)
class Translation:
    """A lesson in another language, by a qualified person; laws are never translated by machine."""

    language: str  # "en", "hmn"
    title: str
    body: str
    translator: str
    review_by: Month
    voice: Path | None = None

    def is_overdue(self, day: date) -> bool:
        return (day.year, day.month) > self.review_by


@dataclass(frozen=True, slots=True)
class Lesson:
    id: str  # "ld-07"
    kind: str
    title: str
    body: str  # may hold {don_vi}, {truc_ban}, {tru_so}: see broadcasts/lessons/unit.py
    topics: tuple[str, ...]
    audience: tuple[str, ...]
    season: str
    sources: tuple[str, ...]
    confidence: str
    review_by: Month  # good to the month's last day
    needs_lawyer: bool = False
    day_offset: int | None = None  # days before 19/8, for the series that leads there
    season_days: tuple[Span, ...] = ()  # none: all year
    voice: Path | None = None  # <id>.ogg beside the file, read by a person
    picture: Path | None = None  # <id>.jpg beside the file
    translations: tuple[Translation, ...] = ()
    language: str = VIETNAMESE

    def held_on(self, day: date) -> Held | None:
        if (day.year, day.month) > self.review_by:
            return Held.OVERDUE
        return Held.UNCHECKED if self.needs_lawyer else None

    def translate(self, language: str, day: date) -> "Lesson":
        """In that language if somebody translated it and the translation is not overdue."""
        for one in self.translations:
            if one.language == language and not one.is_overdue(day):
                return replace(
                    self, title=one.title, body=one.body, voice=one.voice, language=language
                )
        return self


def in_season(lesson: Lesson, day: date) -> bool:
    return not lesson.season_days or is_within(day, lesson.season_days)
