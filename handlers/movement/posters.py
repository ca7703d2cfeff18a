"""A QR poster by one press: of the commune, or with an organisation's name on it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from handlers.movement.parts import WebMovement
from handlers.movement.reports import PDF, QUIET
from handlers.signin.gate import Gate
from handlers.web.problems import documented

POSTER = {
    "description": "A sheet of A4.",
    "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
}
Organisation = Annotated[
    int | None, Query(ge=1, le=2**53, description="Its number; left out: the commune's poster.")
]


@dataclass(frozen=True, slots=True)
class PosterDoor:
    gate: Gate
    parts: WebMovement

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route(
            "/poster",
            self.poster,
            responses={200: POSTER, **documented(403, 404, 409)},
            response_class=Response,
        )

    async def poster(self, request: Request, organisation: Organisation = None) -> Response:
        officer = await self.gate.officer(request)
        named = await self.parts.movement.poster_name(officer, organisation)
        drawn = await self.parts.posters.draw(officer.desk, named)
        name = f'attachment; filename="ap-phich-{officer.desk}-{organisation or 0}.pdf"'
        return Response(drawn, media_type=PDF, headers=QUIET | {"Content-Disposition": name})
