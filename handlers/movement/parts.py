"""Everything the movement's door works with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from broadcasts.lessons.library import Library
from desks.auditing import Auditing
from desks.ports import Clock
from desks.signin.access import Access
from outreach.lesson_reach import LessonReaches
from outreach.movement import Movement
from outreach.registers.keeping import Registers
from outreach.reporting import Reporting


class LessonLibrary(Protocol):
    def library(self) -> Library: ...


class Posters(Protocol):
    async def draw(self, desk: str, named: str) -> bytes:
        """A PDF; `named`: the organisation it hangs in, if any. PosterNotReady."""
        ...


@dataclass(frozen=True, slots=True)
class WebMovement:
    movement: Movement
    reporting: Reporting
    registers: Registers
    lesson_reaches: LessonReaches
    lesson_files: LessonLibrary
    posters: Posters
    access: Access
    audit: Auditing
    clock: Clock
    secure_cookie: bool
    report_template: Path | None = None  # a clerk's own; None: the shipped one
