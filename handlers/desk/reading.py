"""What an officer may read: who they are, the queue, a tip, its pictures and voices."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Query, Request
from starlette.responses import Response

from desks.auditing import PAGE as LOG_PAGE
from desks.desk import DeskCode
from desks.signin.access import LINK_CODE_LASTS
from handlers.desk.models.officer import LinkCode, Me
from handlers.desk.models.tips import (
    AuditLog,
    AuditRow,
    CodeInPath,
    FullTip,
    LikelyDuplicate,
    MediaInPath,
    Queue,
)
from handlers.desk.overview import me_view
from handlers.desk.parts import WebDesk
from handlers.desk.traces import shown
from handlers.desk.views import Showing
from handlers.signin.gate import Gate
from handlers.web.files import file_answer
from handlers.web.problems import Problem
from tips.tip import Status, Tip, tip_code
from tips.triage.duplicates import Likely

PAGE = 50
MOST_ENTRIES = 2**63 - 1
BACKWARDS = "Newest first, from the one before this; 0: from the end. `next` is then a `before`."
BelowDesk = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9]{2,5}(-P[AC][0-9]{2})?$",
        description="For a coordinator: a desk below, instead of the own one.",
    ),
]
Cursor = Annotated[str, Query(max_length=200, pattern=r"^[\x20-\x7e]*$")]


@dataclass(frozen=True, slots=True)
class Reading:
    gate: Gate
    desk: WebDesk

    async def me(self, request: Request) -> Me:
        officer = await self.gate.officer(request)
        return me_view(await self.desk.overviews.of(officer), self.desk.directory)

    async def link_code(self, request: Request) -> LinkCode:
        officer = await self.gate.mover(request)
        code = await self.desk.access.account_code(officer)
        minutes = int(LINK_CODE_LASTS.total_seconds() // 60)
        return LinkCode(code=code, command=f"/lienket {code}", minutes=minutes)

    async def audit(
        self,
        request: Request,
        after: Annotated[int, Query(ge=0, le=MOST_ENTRIES)] = 0,
        before: Annotated[int | None, Query(ge=0, le=MOST_ENTRIES, description=BACKWARDS)] = None,
    ) -> AuditLog:
        """For auditors: who did what, in codes. Never a tip's words."""
        officer = await self.gate.officer(request)
        reading = self.desk.audit
        rows = await (
            reading.read(officer, after) if before is None else reading.read_back(officer, before)
        )
        return AuditLog(
            entries=[AuditRow.model_validate(row, from_attributes=True) for row in rows],
            next=rows[-1].id if len(rows) == LOG_PAGE else None,
        )

    async def queue(
        self,
        request: Request,
        status: Status | Literal[""] | None = None,  # "?status=" asks for all, as a form would
        after: Cursor = "",
        desk: BelowDesk = None,
    ) -> Queue:
        officer = await self.gate.officer(request)
        below = DeskCode(desk) if desk else None
        tips = await self.desk.triage.queue(officer, status or None, after, PAGE, below)
        await self.desk.audit.listed(officer, below or officer.desk)
        showing = Showing(self.desk.directory, officer, self.desk.clock.now())
        return showing.queue(tips, more=len(tips) == PAGE)

    async def tip(self, request: Request, code: CodeInPath) -> FullTip:
        officer = await self.gate.officer(request)
        seen = await self.desk.moves.seen(officer, tip_code(code))
        await self.desk.audit.looked(officer, tip_code(code))
        view = shown(Showing(self.desk.directory, officer, self.desk.clock.now()), seen)
        if not isinstance(seen, Tip):
            return view
        await self.desk.triage.mark_read(officer, seen)
        told: dict[str, object] = {
            "likely_duplicates": list(map(_likely, await self.desk.duplicates.of(seen)))
        }
        if self.desk.reaching is not None:
            told["reach"] = await self.desk.reaching.describe(seen, self.desk.clock.now())
        return view.model_copy(update=told)

    async def media(
        self,
        request: Request,
        code: CodeInPath,
        media: MediaInPath,
    ) -> Response:
        officer = await self.gate.officer(request)
        if not await self.desk.moves.holds_media(officer, tip_code(code), media):
            raise Problem(404, "not_found")
        await self.desk.audit.played(officer, tip_code(code))
        found = await self.desk.shelf.take(media)
        if found is None:
            raise Problem(404, "not_found")
        return file_answer(request, *found)


def _likely(one: Likely) -> LikelyDuplicate:
    return LikelyDuplicate(code=one.code, score=one.score, gist=one.gist)
