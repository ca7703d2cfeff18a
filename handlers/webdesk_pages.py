"""The desk's pages: the desk itself, and the way in and out of it."""

from dataclasses import dataclass

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from desks.access import Access
from desks.errors import InviteExpired
from desks.permissions import Action, allowed, author_of
from handlers.same_site import refuse_other_sites
from handlers.webdesk_gate import Gate, only_looks
from tips.kinds import every_kind
from tips.moves import WORDS_LIMIT
from tips.statuses import status_label
from tips.tip import Status
from wording.catalogue import catalogue, text

PREFIX = "deskpage."
LANGUAGE = "vi"  # what officers read is Vietnamese, whatever language their browser came in
_QUIET = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}

_pages = Environment(
    loader=PackageLoader("web"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Pages:
    gate: Gate
    access: Access

    async def desk(self, request: Request) -> Response:
        officer = await self.gate.visitor(request)
        if officer is None:
            return page("desk_way_in.html", 401)
        if author_of(officer).rights and not allowed(officer, Action.READ, officer.desk):
            return RedirectResponse("/desk/lessons", 303, _QUIET)
        labels = [(status, status_label(status)) for status in Status]
        return page(
            "desk.html",
            words=script_words(PREFIX + "js_"),
            actions=script_words(PREFIX + "action_", drop="action_"),
            statuses=labels,
            kinds=every_kind(),
            limit=WORDS_LIMIT,
            tells_lessons=bool(author_of(officer).rights),
        )

    async def join(self, request: Request, token: str) -> Response:
        if only_looks(request):
            return page("desk_invite.html")
        return await self._redeem(request, token)

    async def peek(self) -> Response:
        """HEAD: link checkers ask like this, and must not use up the invite."""
        return page("desk_invite.html")

    async def join_pressed(self, request: Request, token: str) -> Response:
        refuse_other_sites(request)
        return await self._redeem(request, token)

    async def leave(self, request: Request) -> Response:
        refuse_other_sites(request)
        answer = RedirectResponse("/desk", 303, _QUIET)
        await self.gate.let_out(request, answer)
        return answer

    async def _redeem(self, request: Request, token: str) -> Response:
        answer = RedirectResponse("/desk", 303, _QUIET)
        try:
            session, _ = await self.access.join(token)
        except InviteExpired:
            if await self.gate.visitor(request) is not None:
                return answer  # the same link pressed twice by who is already in
            return page("desk_expired.html", 410)
        self.gate.let_in(answer, session)
        return answer


def page(name: str, status: int = 200, **values: object) -> HTMLResponse:
    page = _pages.get_template(name).render(say=_say, **values)
    return HTMLResponse(page, status, _QUIET)


def _say(name: str) -> str:
    return text(PREFIX + name, LANGUAGE)


def script_words(*starts: str, drop: str = "js_") -> Markup:
    """The sentences scripts show: those that begin so, by their names without `drop`."""
    said = {
        key.partition(".")[2].removeprefix(drop): text(key, LANGUAGE)
        for start in starts
        for key in catalogue()
        if key.startswith(start)
    }
    return htmlsafe_json_dumps(said, ensure_ascii=False)
