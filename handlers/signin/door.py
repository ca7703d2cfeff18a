"""The door of signing in: one page, and its API."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request, Response, Security

from handlers.signin.gate import Gate
from handlers.signin.pages import page, script_words
from handlers.signin.parts import WebSignin
from handlers.signin.refusals import Watch
from handlers.signin.returning import Returning
from handlers.signin.seating import Seating
from handlers.signin.way_in import way_in
from handlers.web.problems import documented

PREFIX = "/api/desk/signin"


def router(parts: WebSignin) -> APIRouter:
    gate = Gate(parts.access, parts.secure_cookie)
    door = APIRouter()
    door.add_api_route("/desk/access", Page(gate).show, include_in_schema=False)
    opened, closed = _apis(parts, gate)
    return APIRouter(routes=[*door.routes, *opened.routes, *closed.routes])


@dataclass(frozen=True, slots=True)
class Page:
    gate: Gate

    async def show(self, request: Request) -> Response:
        if await self.gate.visitor(request) is None:
            return await way_in(self.gate, request)
        words = script_words("signin.js_", "deskpage.js_")
        return page("signin_access.html", words=words)


def _apis(parts: WebSignin, gate: Gate) -> tuple[APIRouter, APIRouter]:
    """For who is not signed in yet, and for who is."""
    watched = [Depends(Watch(gate, parts.audit).over)]
    signed = [*watched, Security(gate.scheme)]
    opened = APIRouter(prefix=PREFIX, responses=documented(422), dependencies=watched)
    closed = APIRouter(prefix=PREFIX, responses=documented(401, 422), dependencies=signed)
    returning = Returning(gate, parts)
    returning.add_open_to(opened)
    returning.add_to(closed)
    Seating(gate, parts).add_to(closed)
    return opened, closed
