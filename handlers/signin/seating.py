"""For commanders and administrators: who gets in at a desk, and a new link for whom is shut out."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request

from desks.desk import DeskCode, Officer
from desks.signin.ports import Invite, Seat
from desks.signin.seats import given_by
from handlers.signin.gate import Gate
from handlers.signin.models import (
    DESK,
    Dismissed,
    InviteView,
    NewInvite,
    RoleView,
    SeatNamed,
    SeatsView,
    SeatView,
)
from handlers.signin.parts import WebSignin
from handlers.web.problems import documented
from wording.catalogue import text


@dataclass(frozen=True, slots=True)
class Seating:
    gate: Gate
    parts: WebSignin

    def add_to(self, door: APIRouter) -> None:
        refusals = documented(400, 403, 404, 409, 413)
        door.add_api_route("/seats", self.show, responses=documented(403, 404))
        acts = (("invite", self.invite), ("start-over", self.start_over), ("dismiss", self.dismiss))
        for path, act in acts:
            door.add_api_route(f"/seats/{path}", act, methods=["POST"], responses=refusals)

    async def show(
        self, request: Request, desk: Annotated[str | None, Query(pattern=DESK)] = None
    ) -> SeatsView:
        me = await self.gate.officer(request)
        code = DeskCode(desk) if desk else me.desk
        seats = await self.parts.seats.of(me, code)
        named = await self.parts.desks.desks([code])
        return SeatsView(
            desk=code,
            desk_name=named[code].name,
            seats=[_seat(one, me) for one in seats],
            roles=[RoleView(id=role, label=_role(role)) for role in given_by(me)],
        )

    async def invite(self, request: Request, told: NewInvite) -> InviteView:
        """A link that opens once; for a seat that is there, in place of the one before."""
        me = await self.gate.mover(request)
        seats = self.parts.seats
        return self._shown(await seats.invite(me, DeskCode(told.desk), told.label, told.role))

    async def start_over(self, request: Request, told: SeatNamed) -> InviteView:
        """The phone is lost: everything that let them in is void, and a new link lets them in."""
        me = await self.gate.mover(request)
        return self._shown(await self.parts.seats.start_over(me, DeskCode(told.desk), told.label))

    async def dismiss(self, request: Request, told: SeatNamed) -> Dismissed:
        """They left the desk: no way in is left, and what they held waits for colleagues."""
        me, desk = await self.gate.mover(request), DeskCode(told.desk)
        await self.parts.seats.must_dismiss(me, desk, told.label)
        left = await self.parts.leaving.leave(desk, told.label, me.id)
        return Dismissed(label=left.officer.label, freed=left.freed)

    def _shown(self, invite: Invite) -> InviteView:
        return InviteView(
            address=self.parts.passkeys.site.page.rstrip("/") + f"/desk/join/{invite.token}",
            label=invite.label,
            role_label=_role(invite.role),
            until=invite.until,
        )


def _seat(seat: Seat, me: Officer) -> SeatView:
    officer = seat.officer
    return SeatView(
        label=officer.label,
        role=officer.role,
        role_label=_role(officer.role),
        devices=seat.devices,
        seen=seat.seen,
        code_app=seat.code_app,
        passkeys=seat.passkeys,
        telegram=seat.telegram,
        held=seat.held,
        mine=officer.id == me.id,
        helps=officer.role in given_by(me),
    )


def _role(role: str) -> str:
    return text(f"operator.role_{role}")
