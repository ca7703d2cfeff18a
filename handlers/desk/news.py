"""Tells open desk pages that something changed. They read again; no words travel here."""

import json
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from desks.desk import DeskCode, Officer, OfficerId
from desks.permissions import Action
from handlers.desk.parts import Waker
from handlers.desk.watching import DeskWatch, OpenPage, SignedOut, Versions
from handlers.signin.gate import Gate
from handlers.web.problems import Problem
from tips.triage.triage import Triage

PING_SECONDS = 15
WATCHED = 50  # tips of the queue's first page, compared by version
MOST_PAGES = 20  # of one officer, open at once


class News:
    def __init__(self, gate: Gate, triage: Triage, bell: Waker) -> None:
        self._gate = gate
        self._triage = triage
        self._bell = bell
        self._open: Counter[OfficerId] = Counter()
        self._watches: dict[DeskCode, DeskWatch] = {}

    async def stream(self, request: Request) -> EventSourceResponse:
        """Server-sent events: `ready` once, then `changed` with the codes that changed (an empty
        list: something did, read the queue again), `ended` when the session is over.
        """
        officer = await self._gate.officer(request)
        self._triage.require(officer, Action.READ)
        if self._open[officer.id] >= MOST_PAGES:
            raise Problem(429, "too_many", headers={"Retry-After": "30"})
        return EventSourceResponse(
            self._counted(OpenPage(self._gate.token(request)), officer),
            ping=PING_SECONDS,
            headers={"Cache-Control": "no-store"},
        )

    async def _counted(
        self, page: OpenPage, officer: Officer
    ) -> AsyncGenerator[ServerSentEvent, None]:
        self._open[officer.id] += 1
        try:
            async for event in self._events(page, officer):
                yield event
        finally:
            self._open -= Counter((officer.id,))  # drops the name with its last page

    async def _events(
        self, page: OpenPage, officer: Officer
    ) -> AsyncGenerator[ServerSentEvent, None]:
        async with self._watched(page, officer):
            yield ServerSentEvent("{}", event="ready", retry=3000)
            try:
                while True:
                    codes = await page.hear()
                    yield ServerSentEvent(json.dumps({"codes": codes}), event="changed")
            except SignedOut:
                yield ServerSentEvent("{}", event="ended")

    @asynccontextmanager
    async def _watched(self, page: OpenPage, officer: Officer) -> AsyncIterator[None]:
        watch = self._watches.get(officer.desk)
        if watch is None or watch.is_over:
            watch = self._watches[officer.desk] = self._watch(officer)
        try:
            await watch.join(page)
            yield
        finally:
            watch.leave(page)
            if not watch.has_pages and self._watches.get(officer.desk) is watch:
                del self._watches[officer.desk]

    def _watch(self, officer: Officer) -> DeskWatch:
        async def look() -> Versions:
            return await self._triage.versions(officer, WATCHED)

        async def wait(seconds: float) -> bool:
            return await self._bell.wait(f"desk:{officer.desk}", seconds)

        return DeskWatch(look, self._gate.sessions.standing, wait)
