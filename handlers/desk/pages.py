"""The desk's pages: the desk itself, and the way in and out of it."""

from dataclasses import dataclass

from fastapi import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from desks.desk import Officer, Role
from desks.errors import InviteExpired
from desks.permissions import Action, allowed, author_of
from desks.signin.access import Access
from handlers.signin.gate import Gate, device_of
from handlers.signin.pages import PREFIX, QUIET, labels_of, page, script_data, script_words
from handlers.signin.way_in import way_in
from handlers.web.assets import STATIC
from handlers.web.same_site import refuse_other_sites
from tips.mediation import Matter, matter_label
from tips.moves.base import WORDS_LIMIT
from tips.moves.table import DeskMove, rare_moves
from tips.reading.kinds import every_kind
from tips.rewards import SUMS, sum_label
from tips.statuses import (
    CLOSING_REASONS,
    SHAPES,
    closing_label,
    is_over,
    status_label,
    urgency_label,
)
from tips.tip import Status, Urgency
from wording.catalogue import catalogue, text


@dataclass(frozen=True, slots=True)
class Pages:
    gate: Gate
    access: Access

    async def desk(self, request: Request) -> Response:
        officer = await self.gate.visitor(request)
        if officer is None:
            return await way_in(self.gate, request)
        if elsewhere := _works_elsewhere(officer):
            return RedirectResponse(elsewhere, 303, QUIET)
        return page(
            "desk.html",
            words=script_words(PREFIX + "js_"),
            tables=script_data(_tables()),
            statuses=[(status, status_label(status)) for status in Status],
            kinds=every_kind(),
            limit=WORDS_LIMIT,
            tells_lessons=bool(author_of(officer).rights),
        )

    async def worker(self) -> Response:
        """Beside the page, whose notices it answers."""
        allowed = {"Service-Worker-Allowed": "/desk", "Cache-Control": "no-cache"}
        return FileResponse(STATIC / "desk-worker.js", headers=allowed)

    async def join(self) -> Response:
        """Scanners of mail and previews of chat apps open links too: nothing is used up by it."""
        return page("signin_invite.html")

    async def join_pressed(self, request: Request, token: str) -> Response:
        refuse_other_sites(request)
        return await self._redeem(request, token)

    async def leave(self, request: Request) -> Response:
        refuse_other_sites(request)
        answer = RedirectResponse("/desk", 303, QUIET)
        await self.gate.let_out(request)
        return answer

    async def _redeem(self, request: Request, token: str) -> Response:
        answer = RedirectResponse("/desk", 303, QUIET)
        try:
            session, _ = await self.access.join(token, device_of(request), self.gate.token(request))
        except InviteExpired:
            if await self.gate.visitor(request) is not None:
                return answer  # the same link pressed twice by who is already in
            return page("signin_expired.html", 410)
        self.gate.let_in(answer, session)
        return answer


def _tables() -> dict[str, object]:
    """What the scripts know of states and urgencies, so that they need not know their names."""
    return {
        "statuses": {
            status: {"over": is_over(status), "fresh": status is Status.RECEIVED}
            for status in Status
        },
        "urgencies": {
            urgency: {"shape": SHAPES[urgency], "label": urgency_label(urgency)}
            for urgency in Urgency
        },
        "outcomes": [{"id": reason, "label": closing_label(reason)} for reason in CLOSING_REASONS],
        "actions": labels_of(PREFIX + "action_") | labels_of("moves.action_"),
        "moves": [_option(move) for move in rare_moves()],
        "matters": [{"id": one, "label": matter_label(one)} for one in Matter],
        "sums": [{"id": one, "label": sum_label(one)} for one in SUMS],
    }


def _option(move: DeskMove) -> dict[str, object]:
    """How the page names a move, and what it asks for."""
    label = f"moves.page_{move.name}"
    again, asked = f"{label}_again", f"{label}_words"
    return {
        "name": move.name,
        "names": move.names,
        "field": move.field,
        "grave": move.is_grave,
        "label": text(label),
        "again": text(again if again in catalogue() else label),
        "note": text(f"{label}_note"),
        "words": text(asked) if asked in catalogue() else "",
    }


def _works_elsewhere(officer: Officer) -> str:
    """The page of those who read no tips; empty for who does."""
    if author_of(officer).rights and not allowed(officer, Action.READ, officer.desk):
        return "/desk/lessons"
    return {
        Role.CLERK: "/desk/movement",
        Role.PAYER: "/desk/payments",
        Role.GUARD: "/desk/guard",
    }.get(officer.role, "")
