"""How far the movement has come, and who has heard nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request

from desks.desk import Officer
from desks.permissions import Action, allowed
from handlers.movement.models import Choice, MovementView, RowsView, SilentView
from handlers.movement.parts import WebMovement
from handlers.movement.views import (
    activity_views,
    forms,
    hamlet_view,
    organisation_view,
    reach_view,
    row_view,
    tags,
    targets_view,
)
from handlers.signin.gate import Gate
from outreach.movement import Movement

LATEST = 10
YearAsked = Annotated[int | None, Query(ge=2000, le=2999, description="Left out: this one.")]
Days = Annotated[int | None, Query(ge=1, le=3660, description="Left out: those of the targets.")]


@dataclass(frozen=True, slots=True)
class ReadingDoor:
    gate: Gate
    parts: WebMovement

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route("", self.show)
        door.add_api_route("/meters", self.meters)
        door.add_api_route("/silent", self.silent)

    async def show(self, request: Request) -> MovementView:
        officer = await self.gate.officer(request)
        movement, today = self.parts.movement, self.parts.movement.today
        places = await movement.places(officer)
        done = await movement.activities(officer, date(today.year - 1, 1, 1), today, LATEST)
        is_commune = movement.is_commune(officer.desk)
        return MovementView(
            desk=officer.desk,
            is_commune=is_commune,
            may_log=is_commune and allowed(officer, Action.LOG_OUTREACH, officer.desk),
            may_set=allowed(officer, Action.SET_TARGETS, officer.desk),
            year=today.year,
            today=today,
            whole=reach_view(await movement.whole(officer, today.year)),
            targets=targets_view(await movement.targets(officer)),
            forms=forms(),
            tags=tags(),
            lessons=self._lessons(),
            hamlets=[hamlet_view(one) for one in places.hamlets],
            organisations=[organisation_view(one) for one in places.organisations],
            latest=activity_views(done, places),
        )

    async def meters(self, request: Request, year: YearAsked = None) -> RowsView:
        """Hamlets and organisations of a commune, communes of a province, or provinces."""
        officer, movement = await self.gate.officer(request), self.parts.movement
        asked = year or movement.today.year
        return RowsView(
            year=asked,
            targets=targets_view(await movement.targets(officer)),
            whole=reach_view(await movement.whole(officer, asked)),
            rows=[row_view(one) for one in await movement.rows(officer, asked)],
        )

    async def silent(self, request: Request, days: Days = None) -> SilentView:
        officer, movement = await self.gate.officer(request), self.parts.movement
        asked = days or await _silent_days(movement, officer)
        rows = [row_view(one) for one in await movement.silent(officer, asked)]
        return SilentView(days=asked, rows=rows)

    def _lessons(self) -> list[Choice]:
        lessons = self.parts.lesson_files.library().lessons
        return [Choice(id=one.id, label=f"{one.id} · {one.title}") for one in lessons]


async def _silent_days(movement: Movement, officer: Officer) -> int:
    return (await movement.targets(officer)).silent_days
