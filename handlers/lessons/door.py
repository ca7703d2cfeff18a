"""The lessons' door: pages, the library, campaigns and the calendar, for those who work on them."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from handlers.lessons.campaigns import CampaignDoor
from handlers.lessons.library import LibraryDoor
from handlers.lessons.moves import MoveDoor
from handlers.lessons.pages import Pages
from handlers.lessons.parts import WebLessons
from handlers.signin.api import open_api
from handlers.signin.gate import Gate
from handlers.web.problems import documented

REFUSALS = (400, 403, 404, 409, 413)


def router(parts: WebLessons) -> APIRouter:
    gate = Gate(parts.access, parts.secure_cookie)
    return APIRouter(routes=[*_pages(Pages(gate)).routes, *_api(parts, gate).routes])


def _pages(pages: Pages) -> APIRouter:
    door = APIRouter(include_in_schema=False)
    for path in ("", "/calendar", "/campaigns", "/campaigns/{campaign}", "/new"):
        door.add_api_route(f"/desk/lessons{path}", pages.page, methods=["GET"])
    return door


def _api(parts: WebLessons, gate: Gate) -> APIRouter:
    door = open_api(gate, parts.audit, "/api/desk", "lessons", 401, 403, 422)
    campaigns = CampaignDoor(gate, parts)
    _add_reading(door, LibraryDoor(gate, parts), campaigns)
    _add_moves(door, MoveDoor(gate, parts, campaigns))
    return door


def _add_reading(door: APIRouter, library: LibraryDoor, campaigns: CampaignDoor) -> None:
    door.add_api_route("/lessons", library.every)
    door.add_api_route("/lessons/{lesson}", library.one, responses=documented(404))
    door.add_api_route("/calendar", campaigns.calendar)
    door.add_api_route("/campaigns", campaigns.every)
    door.add_api_route("/campaigns/{campaign}", campaigns.one, responses=documented(404))
    door.add_api_route(
        "/campaigns/{campaign}/progress", campaigns.progress, responses=documented(404)
    )


def _add_moves(door: APIRouter, moves: MoveDoor) -> None:
    def post(path: str, move: Callable[..., Any], status: int = 200) -> None:
        refusals = documented(*REFUSALS)
        door.add_api_route(
            f"/campaigns{path}", move, methods=["POST"], status_code=status, responses=refusals
        )

    post("", moves.draft, 201)
    post("/series", moves.series, 201)
    post("/{campaign}/approve", moves.approve)
    post("/{campaign}/start", moves.start)
    post("/{campaign}/pause", moves.pause)
    post("/{campaign}/cancel", moves.cancel)
    post("/{campaign}/release", moves.release)
    post("/{campaign}/unknown", moves.unknown)
    post("/{campaign}/correct", moves.correct, 201)
    post("/{campaign}/recall", moves.recall, 201)
