"""Places and desks by what an officer types, for the dialogs that need one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request

from handlers.desk.models.tips import Named
from handlers.desk.parts import WebDesk
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from handlers.web.shapes import Answer

Typed = Annotated[str, Query(min_length=1, max_length=200, description="A name or a code.")]


class FoundHere(Answer):
    found: list[Named]


@dataclass(frozen=True, slots=True)
class Searching:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        door.add_api_route("/places", self.places, responses=documented(403))
        door.add_api_route("/desks", self.desks, responses=documented(403))

    async def places(self, request: Request, q: Typed) -> FoundHere:
        """Communes of today, by their name of today or an old one; the likeliest first."""
        me = await self.gate.officer(request)
        found = self.desk.finding.communes(me, q)
        named = [
            Named(id=one.code, label=f"{one.full_name} ({one.province.name})") for one in found
        ]
        return FoundHere(found=named)

    async def desks(self, request: Request, q: Typed) -> FoundHere:
        """Open desks, by their place, their name, or a department such as "PC04"."""
        me = await self.gate.officer(request)
        found = await self.desk.finding.open_desks(me, q)
        return FoundHere(found=[Named(id=one.code, label=one.name) for one in found])
