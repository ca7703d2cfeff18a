"""The movement's door: its page, the log, the meters, what is imported."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from desks.permissions import Action, allowed, author_of
from handlers.movement.entering import EnteringDoor
from handlers.movement.lessons import LessonDoor
from handlers.movement.parts import WebMovement
from handlers.movement.posters import PosterDoor
from handlers.movement.reading import ReadingDoor
from handlers.movement.registers import RegisterDoor
from handlers.movement.reports import ReportDoor
from handlers.signin.api import open_api
from handlers.signin.gate import Gate
from handlers.signin.pages import page, script_words
from handlers.signin.way_in import way_in
from wording.catalogue import text


def router(parts: WebMovement) -> APIRouter:
    gate = Gate(parts.access, parts.secure_cookie)
    pages = APIRouter(include_in_schema=False)
    for path in ("", "/meters", "/places", "/registers", "/reports"):
        pages.add_api_route(f"/desk/movement{path}", Pages(gate).page, methods=["GET"])
    return APIRouter(routes=[*pages.routes, *_api(parts, gate).routes])


def _api(parts: WebMovement, gate: Gate) -> APIRouter:
    door = open_api(gate, parts.audit, "/api/desk/movement", "movement", 401, 403, 422)
    ReadingDoor(gate, parts).add_routes(door)
    LessonDoor(gate, parts).add_routes(door)
    EnteringDoor(gate, parts).add_routes(door)
    RegisterDoor(gate, parts).add_routes(door)
    ReportDoor(gate, parts).add_routes(door)
    PosterDoor(gate, parts).add_routes(door)
    return door


@dataclass(frozen=True, slots=True)
class Pages:
    gate: Gate

    async def page(self, request: Request) -> Response:
        officer = await self.gate.visitor(request)
        if officer is None:
            return await way_in(self.gate, request)
        if not allowed(officer, Action.READ_OUTREACH, officer.desk):
            return RedirectResponse("/desk", 303)
        return page(
            "movement.html",
            words=script_words("deskpage.js_", "movement.js_"),
            told=lambda key: text(f"movement.page_{key}"),
            works_on_tips=allowed(officer, Action.READ, officer.desk),
            tells_lessons=bool(author_of(officer).rights),
        )
