"""The web desk's door: pages, the API of the queue and its tips, and news of changes."""

from typing import Any

from fastapi import APIRouter, Response
from sse_starlette import EventSourceResponse

from handlers.desk.expiring import ExpiringDoor
from handlers.desk.finding import Searching
from handlers.desk.moves import add_moves
from handlers.desk.news import News
from handlers.desk.pages import Pages
from handlers.desk.papers.figures import FiguresDoor
from handlers.desk.papers.forms import FormDoor
from handlers.desk.papers.hot_spots import HotSpotDoor
from handlers.desk.papers.reports import Exports
from handlers.desk.parts import WebDesk
from handlers.desk.reading import Reading
from handlers.desk.ready_words import ReadyDoor
from handlers.desk.roster import Rostering
from handlers.desk.search import Looking
from handlers.desk.together import TogetherDoor
from handlers.desk.transfers import Sending
from handlers.signin.api import open_api
from handlers.signin.gate import Gate
from handlers.web.files import DOCUMENTED
from handlers.web.problems import documented

_ROOMS = (
    Exports, FiguresDoor, HotSpotDoor, FormDoor, Rostering, TogetherDoor, ExpiringDoor, ReadyDoor,
    Searching, Looking,
)  # fmt: skip
_EVENTS: dict[str, Any] = {
    "description": "Events `ready`, `changed` and `ended`.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}


def router(desk: WebDesk) -> APIRouter:
    gate = Gate(desk.access, desk.secure_cookie)
    api = _api(desk, gate)
    return APIRouter(routes=[*_pages(Pages(gate, desk.access)).routes, *api.routes])


def _pages(pages: Pages) -> APIRouter:
    door = APIRouter(include_in_schema=False)
    door.add_api_route("/desk", pages.desk, methods=["GET"])
    door.add_api_route("/desk/worker.js", pages.worker, methods=["GET"])
    door.add_api_route("/desk/join/{token}", pages.join, methods=["GET", "HEAD"])
    door.add_api_route("/desk/join/{token}", pages.join_pressed, methods=["POST"])
    door.add_api_route("/desk/leave", pages.leave, methods=["POST"])
    return door


def _api(desk: WebDesk, gate: Gate) -> APIRouter:
    door = open_api(gate, desk.audit, "/api/desk", "desk", 401, 422)
    _add_reading(door, Reading(gate, desk), News(gate, desk.triage, desk.bell))
    add_moves(door, gate, desk)
    _add_sending(door, Sending(gate, desk))
    for room in _ROOMS:
        room(gate, desk).add_routes(door)
    return door


def _add_reading(door: APIRouter, reading: Reading, news: News) -> None:
    door.add_api_route("/me", reading.me)
    door.add_api_route("/audit", reading.audit, responses=documented(403))
    door.add_api_route("/link-code", reading.link_code, methods=["POST"], responses=documented(403))
    door.add_api_route("/tips", reading.queue, responses=documented(403, 404))
    door.add_api_route("/tips/{code}", reading.tip, responses=documented(403, 404))
    in_parts = {200: DOCUMENTED, 206: DOCUMENTED, **documented(403, 404, 416)}
    media = "/tips/{code}/media/{media}"
    door.add_api_route(media, reading.media, responses=in_parts, response_class=Response)
    told = {200: _EVENTS, **documented(403, 429)}
    door.add_api_route("/stream", news.stream, responses=told, response_class=EventSourceResponse)


def _add_sending(door: APIRouter, sending: Sending) -> None:
    refusals = documented(400, 403, 404, 409, 413)
    door.add_api_route(
        "/tips", sending.take_down, methods=["POST"], status_code=201, responses=refusals
    )
    door.add_api_route("/tips/{code}/choices", sending.choices, responses=documented(403, 404))
    door.add_api_route("/traces", sending.traces, responses=documented(403))
