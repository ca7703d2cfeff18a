"""Who is on duty, and what a shift leaves to the next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import AwareDatetime, Field

from desks.desk import Officer
from desks.permissions import Action, require
from desks.roster import NOTE_LIMIT, Shift
from desks.signin.access import LABEL_LIMIT
from handlers.desk.models.tips import QueuedTip
from handlers.desk.parts import WebDesk
from handlers.desk.views import Showing
from handlers.signin.gate import Gate
from handlers.web.problems import documented
from handlers.web.shapes import Answer, Asked
from tips.statuses import is_over

LISTED = 50
ShiftInPath = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class ShiftView(Answer):
    id: str
    officer: str
    starts: datetime
    ends: datetime
    now: bool
    mine: bool


class NoteView(Answer):
    officer: str
    at: datetime
    text: str


class RosterView(Answer):
    on_duty: list[str] = Field(description="Empty: reminders go to everybody.")
    shifts: list[ShiftView]
    note: NoteView | None = Field(description="What the shift before leaves to this one.")
    open_tips: list[QueuedTip]
    officers: list[str] = Field(description="Whom a commander may put on duty.")
    may_set: bool
    may_note: bool
    now: datetime


class NewShift(Asked):
    officer: str = Field(min_length=1, max_length=LABEL_LIMIT)
    starts: AwareDatetime
    ends: AwareDatetime


class HandOverNote(Asked):
    text: str = Field(json_schema_extra={"minLength": 1, "maxLength": NOTE_LIMIT})


@dataclass(frozen=True, slots=True)
class Rostering:
    gate: Gate
    desk: WebDesk

    def add_routes(self, door: APIRouter) -> None:
        changes = documented(400, 403, 409, 413)
        door.add_api_route("/roster", self.show, responses=documented(403))
        door.add_api_route("/roster", self.enter, methods=["POST"], responses=changes)
        door.add_api_route("/roster/note", self.note, methods=["POST"], responses=changes)
        path = "/roster/{shift}/remove"
        door.add_api_route(path, self.remove, methods=["POST"], responses=changes)

    async def show(self, request: Request) -> RosterView:
        me = await self.gate.officer(request)
        require(me, Action.READ, me.desk)
        return await self._shown(me)

    async def enter(self, request: Request, shift: NewShift) -> RosterView:
        """For a commander."""
        me = await self.gate.mover(request)
        await self.desk.roster.set_shift(me, shift.officer, shift.starts, shift.ends)
        return await self._shown(me)

    async def remove(self, request: Request, shift: ShiftInPath) -> RosterView:
        """For a commander."""
        me = await self.gate.mover(request)
        await self.desk.roster.remove(me, shift)
        return await self._shown(me)

    async def note(self, request: Request, note: HandOverNote) -> RosterView:
        """For whoever is on duty now, or was a short while ago."""
        me = await self.gate.mover(request)
        await self.desk.roster.leave_note(me, note.text)
        return await self._shown(me)

    async def _shown(self, me: Officer) -> RosterView:
        bill = await self.desk.roster.bill(me)
        now = self.desk.clock.now()
        queue = await self.desk.triage.queue(me, limit=LISTED)
        waiting = [tip for tip in queue if not is_over(tip.status)]
        note = bill.note
        return RosterView(
            on_duty=[shift.label for shift in bill.on_duty],
            shifts=[_shift(shift, me, now) for shift in bill.shifts],
            note=NoteView(officer=note.shift.label, at=note.at, text=note.text) if note else None,
            open_tips=Showing(self.desk.directory, me, now).queue(waiting, more=False).tips,
            officers=list(bill.officers),
            may_set=bill.may_set,
            may_note=bill.may_note,
            now=now,
        )


def _shift(shift: Shift, me: Officer, now: datetime) -> ShiftView:
    return ShiftView(
        id=shift.id,
        officer=shift.label,
        starts=shift.starts,
        ends=shift.ends,
        now=shift.starts <= now < shift.ends,
        mine=shift.officer == me.id,
    )
