"""How far the movement has come, and who has heard nothing."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request

from desks.desk import Officer
from handlers.movement.models import Choice, MovementView, PlacesView, RowsView, SilentView
from handlers.movement.parts import WebMovement
from handlers.movement.views import (
    movement_view,
    places_view,
    reach_view,
    row_view,
    targets_view,
)
from handlers.signin.gate import Gate
from outreach.movement import Movement
from outreach.sheets import LONGEST_NAME

YearAsked = Annotated[int | None, Query(ge=2000, le=2999, description="Left out: this one.")]
Named = Annotated[str, Query(max_length=LONGEST_NAME, description="A part of their name.")]
Days = Annotated[int | None, Query(ge=1, le=3660, description="Left out: those of the targets.")]


@dataclass(frozen=True, slots=True)
class ReadingDoor:
    gate: Gate
    parts: WebMovement

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route("", self.show)
        door.add_api_route("/places", self.places)
        door.add_api_route("/meters", self.meters)
        door.add_api_route("/silent", self.silent)

    async def show(self, request: Request) -> MovementView:
        officer = await self.gate.officer(request)
        return movement_view(await self.parts.movement.stand(officer), self._lessons())

    async def places(self, request: Request, named: Named = "") -> PlacesView:
        """Hamlets, and organisations with who answers for them."""
        officer = await self.gate.officer(request)
        return places_view(officer, await self.parts.movement.places(officer, named))

    async def meters(self, request: Request, year: YearAsked = None) -> RowsView:
        """Hamlets and organisations of a commune, communes of a province, or provinces."""
        officer, movement = await self.gate.officer(request), self.parts.movement
        asked = year or movement.today.year
        whole, rows = await movement.whole(officer, asked), await movement.rows(officer, asked)
        here = whole.reach.organisations - sum(one.measured.reach.organisations for one in rows)
        return RowsView(
            year=asked,
            targets=targets_view(await movement.targets(officer)),
            whole=reach_view(whole),
            rows=[row_view(one) for one in rows],
            left_out=max(here, 0),
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
