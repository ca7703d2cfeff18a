"""A lesson: one piece of law or warning that residents may be told, and when it may be sent."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Held(StrEnum):
    """Why a lesson may not go out by itself."""

    OVERDUE = "overdue"  # past its `review_by`: laws have moved on since somebody last read it
    UNCHECKED = "unchecked"  # `legal_check: bat_buoc`: a lawyer must read it first


@dataclass(frozen=True, slots=True)
class Lesson:
    id: str  # "ld-07"
    kind: str
    title: str
    body: str  # may hold {don_vi}, {truc_ban}, {tru_so}: see `told_by`
    topics: tuple[str, ...]
    audience: tuple[str, ...]
    season: str
    sources: tuple[str, ...]
    confidence: str
    review_by: tuple[int, int]  # year and month; good to the month's last day
    needs_lawyer: bool = False
    day_offset: int | None = None  # days before 19/8, for the series that leads there

    def held_on(self, day: date) -> Held | None:
        if (day.year, day.month) > self.review_by:
            return Held.OVERDUE
        return Held.UNCHECKED if self.needs_lawyer else None


@dataclass(frozen=True, slots=True)
class Unit:
    """Who tells the lesson: what goes into its placeholders."""

    name: str  # {don_vi}
    duty_phone: str  # {truc_ban}
    office: str  # {tru_so}


def told_by(unit: Unit, lesson: Lesson) -> str:
    """The lesson as residents of that unit read it."""
    filled = lesson.body
    for mark, words in (
        ("{don_vi}", unit.name),
        ("{truc_ban}", unit.duty_phone),
        ("{tru_so}", unit.office),
    ):
        filled = filled.replace(mark, words)
    return f"{lesson.title}\n\n{filled}"
