"""How far each lesson came, by chat and by what was logged, and whom it missed."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import Field

from handlers.movement.parts import WebMovement
from handlers.movement.reading import YearAsked
from handlers.signin.gate import Gate
from handlers.web.shapes import Answer
from outreach.lesson_reach import LessonReach, LessonRow

Lesson = Annotated[str, Path(pattern=r"^[a-z]{2,4}-[0-9]{1,3}$")]


class ToldView(Answer):
    id: str
    title: str
    last: date


class LessonsView(Answer):
    lessons: list[ToldView]


class LessonRowView(Answer):
    code: str
    name: str
    chat: int = Field(description="An estimate, in fives: readers here whom it reached by chat.")
    activities: int
    households: int
    heads: int
    missed: bool


class LessonReachView(Answer):
    lesson: str
    title: str
    year: int
    last_sent: date | None
    whole: LessonRowView
    rows: list[LessonRowView] = Field(description="Of a province or the country.")
    missed: list[str] = Field(description="Places with neither: the first ones, by name.")
    more_missed: bool


@dataclass(frozen=True, slots=True)
class LessonDoor:
    gate: Gate
    parts: WebMovement

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route("/lessons", self.lessons)
        door.add_api_route("/lessons/{lesson}", self.reach)

    async def lessons(self, request: Request) -> LessonsView:
        """Those that were told this year, the newest first."""
        told = await self.parts.lesson_reaches.lessons(await self.gate.officer(request))
        newest = sorted(told.items(), key=lambda one: (one[1], one[0]), reverse=True)
        lessons = [ToldView(id=one, title=self._title(one), last=day) for one, day in newest]
        return LessonsView(lessons=lessons)

    async def reach(
        self, request: Request, lesson: Lesson, year: YearAsked = None
    ) -> LessonReachView:
        officer = await self.gate.officer(request)
        asked = year or self.parts.movement.today.year
        reach = await self.parts.lesson_reaches.reach(officer, lesson, asked)
        return _view(reach, self._title(lesson))

    def _title(self, lesson: str) -> str:
        """Its id, once the library has it no more."""
        found = self.parts.lesson_files.library().lesson(lesson)
        return found.title if found else lesson


def _view(reach: LessonReach, title: str) -> LessonReachView:
    return LessonReachView(
        lesson=reach.lesson,
        title=title,
        year=reach.year,
        last_sent=reach.last_sent,
        whole=_row(reach.whole),
        rows=[_row(one) for one in reach.rows],
        missed=list(reach.missed),
        more_missed=reach.more_missed,
    )


def _row(one: LessonRow) -> LessonRowView:
    return LessonRowView(
        code=one.code,
        name=one.name,
        chat=one.chat,
        activities=one.logged.activities,
        households=one.logged.households,
        heads=one.logged.heads,
        missed=one.is_missed,
    )
