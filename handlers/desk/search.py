"""Searching the desk's tips. What is looked for comes in a body: an address would be logged."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, Field

from desks.desk import DeskCode
from handlers.desk.models.tips import Queue
from handlers.desk.parts import WebDesk
from handlers.desk.views import Showing
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from handlers.web.shapes import Answer, Asked
from tips.tip import KindId
from tips.triage.search import Facts

DESK = r"^[0-9]{2,5}(-P[AC][0-9]{2})?$"
Named = Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")]
Moment = Annotated[AwareDatetime, Field(strict=True)]  # written out: 0 is no date
After = Annotated[str, Field(max_length=200, pattern=r"^[\x20-\x7e]*$")]
SearchedDesk = Annotated[str | None, Field(pattern=DESK, description="For a coordinator: below.")]


class Wanted(Asked):
    words: str = Field(default="", max_length=200, description="All of them, marks or none.")
    kind: Named | None = None
    outcome: Named | None = Field(default=None, description="A closing reason.")
    since: Moment | None = None
    until: Moment | None = None
    after: After = ""
    desk: SearchedDesk = None


class FoundTips(Queue):
    looked: int = Field(description="Tips that were looked at; `next` goes on after them.")


class Ahead(Asked):
    after: After = ""
    desk: SearchedDesk = None


class Prepared(Answer):
    next: str | None = Field(description="More tips are not known yet: go on after this one.")


@dataclass(frozen=True, slots=True)
class Looking:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        refusals = documented(400, 403, 404, 413)
        door.add_api_route("/search", self.find, methods=["POST"], responses=refusals)
        door.add_api_route("/search/ahead", self.prepare, methods=["POST"], responses=refusals)

    async def find(self, request: Request, wanted: Wanted) -> FoundTips:
        """By code in any spelling, words anywhere, street, plate, phone; open and closed tips."""
        me = await self.gate.mover(request)
        desk = DeskCode(wanted.desk) if wanted.desk else me.desk
        kind = KindId(wanted.kind) if wanted.kind else None
        facts = Facts(kind, wanted.outcome, wanted.since, wanted.until)
        found = await self.desk.search.find(me, wanted.words, facts, wanted.after, desk)
        await self.desk.audit.listed(me, desk)  # that they looked; never for what
        showing = Showing(self.desk.directory, me, self.desk.clock.now())
        rows = showing.queue(found.tips, more=False).tips
        return FoundTips(
            tips=rows, next=found.after or None, now=self.desk.clock.now(), looked=found.looked
        )

    async def prepare(self, request: Request, ahead: Ahead) -> Prepared:
        """While words are being typed, their desk's tips are read: the answer is there at once."""
        me = await self.gate.mover(request)
        desk = DeskCode(ahead.desk) if ahead.desk else me.desk
        after = await self.desk.search.prepare(me, ahead.after, desk)
        return Prepared(next=after or None)
