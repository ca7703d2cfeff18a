"""Where the local security team reports in two taps. No tip is read here."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from desks.auditing import Auditing
from desks.permissions import Action, allowed
from desks.ports import Chance
from desks.signin.access import Access
from handlers.guards.models import (
    AnswerBody,
    Choice,
    GuardView,
    ReportBody,
    Sent,
    TaskInPath,
    TaskView,
)
from handlers.signin.api import open_api
from handlers.signin.gate import Gate
from handlers.signin.pages import page, script_words
from handlers.signin.way_in import way_in
from handlers.web.problems import documented
from handlers.web.shapes import IdempotencyKey
from tips.guards.answering import GuardTasks
from tips.guards.reporting import ShortReport, ShortReports
from tips.reading.kinds import every_kind
from tips.tasks import hamlet_of
from tips.tip import KindId
from wording.catalogue import text


@dataclass(frozen=True, slots=True)
class WebGuards:
    reports: ShortReports
    tasks: GuardTasks
    access: Access
    audit: Auditing
    chance: Chance
    secure_cookie: bool


def router(parts: WebGuards) -> APIRouter:
    gate = Gate(parts.access, parts.secure_cookie)
    pages = APIRouter(include_in_schema=False)
    pages.add_api_route("/desk/guard", GuardPage(gate).page, methods=["GET"])
    door = GuardDoor(gate, parts)
    refusals = (400, 401, 403, 409, 413, 422)
    api = open_api(gate, parts.audit, "/api/desk/guard", "guards", *refusals)
    api.add_api_route("", door.show)
    api.add_api_route("/reports", door.report, methods=["POST"], status_code=201)
    api.add_api_route("/tasks/{task}", door.answer, methods=["POST"], responses=documented(404))
    return APIRouter(routes=[*pages.routes, *api.routes])


@dataclass(frozen=True, slots=True)
class GuardPage:
    gate: Gate

    async def page(self, request: Request) -> Response:
        officer = await self.gate.visitor(request)
        if officer is None:
            return await way_in(self.gate, request)
        if not allowed(officer, Action.PATROL, officer.desk):
            return RedirectResponse("/desk", 303)
        return page(
            "guard.html",
            words=script_words("deskpage.js_", "guards.js_"),
            told=lambda key: text(f"guards.page_{key}"),
            works_on_tips=False,
        )


@dataclass(frozen=True, slots=True)
class GuardDoor:
    gate: Gate
    parts: WebGuards

    async def show(self, request: Request) -> GuardView:
        """Their hamlet, what can be reported, and what was asked of them."""
        guard = await self.gate.officer(request)
        tasks = await self.parts.tasks.waiting(guard)
        return GuardView(
            hamlet=hamlet_of(guard),
            label=guard.label,
            kinds=[Choice(id=one.id, label=one.label()) for one in every_kind()],
            tasks=[TaskView(id=one.id, words=one.words, given_at=one.given_at) for one in tasks],
        )

    async def answer(self, request: Request, task: TaskInPath, body: AnswerBody) -> Sent:
        """Done, or that it could not be: its officers read it at the tip."""
        guard = await self.gate.mover(request)
        await self.parts.tasks.answer(guard, task, done=body.done)
        return Sent()

    async def report(self, request: Request, body: ReportBody, key: IdempotencyKey = None) -> Sent:
        """A tip of their own desk, named by their own choice."""
        guard = await self.gate.mover(request)
        report = ShortReport(KindId(body.kind), body.words, body.named)
        await self.parts.reports.send(guard, report, key or self.parts.chance.hex(128))
        return Sent()
