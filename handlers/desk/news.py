"""Tells open desk pages that something changed. They read again; no words travel here."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncGenerator

from fastapi import Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from desks.desk import Officer, OfficerId
from desks.permissions import Action
from handlers.desk.parts import Waker
from handlers.signin.gate import Gate
from handlers.web.problems import Problem
from tips.triage.triage import Triage

POLL_SECONDS = 2.0  # another process's changes ring no bell here
PING_SECONDS = 15
WATCHED = 50  # tips of the queue's first page, compared by version
MOST_PAGES = 20  # of one officer, open at once


class News:
    def __init__(self, gate: Gate, triage: Triage, bell: Waker) -> None:
        self._gate = gate
        self._triage = triage
        self._bell = bell
        self._open: Counter[OfficerId] = Counter()

    async def stream(self, request: Request) -> EventSourceResponse:
        """Server-sent events: `ready` once, then `changed` with the codes that changed (an empty
        list: something did, read the queue again), `ended` when the session is over.
        """
        officer = await self._gate.officer(request)
        self._triage.require(officer, Action.READ)
        if self._open[officer.id] >= MOST_PAGES:
            raise Problem(429, "too_many", headers={"Retry-After": "30"})
        return EventSourceResponse(
            self._counted(request, officer),
            ping=PING_SECONDS,
            headers={"Cache-Control": "no-store"},
        )

    async def _counted(
        self, request: Request, officer: Officer
    ) -> AsyncGenerator[ServerSentEvent, None]:
        self._open[officer.id] += 1
        try:
            async for event in self._events(request, officer):
                yield event
        finally:
            self._open -= Counter((officer.id,))  # drops the name with its last page

    async def _events(
        self, request: Request, officer: Officer
    ) -> AsyncGenerator[ServerSentEvent, None]:
        known, rang = await self._triage.versions(officer, WATCHED), False
        yield ServerSentEvent("{}", event="ready", retry=3000)
        while await self._gate.visitor(request) is not None:
            waiting = self._bell.wait(f"desk:{officer.desk}", POLL_SECONDS)
            listening = asyncio.create_task(waiting)
            try:
                await asyncio.sleep(0)  # listen first, read then: nothing falls between the two
                now = await self._triage.versions(officer, WATCHED)
                if rang or now != known:
                    codes = sorted({code for code, _ in now.items() ^ known.items()})
                    yield ServerSentEvent(json.dumps({"codes": codes}), event="changed")
                known, rang = now, await listening
            finally:
                listening.cancel()
        yield ServerSentEvent("{}", event="ended")
