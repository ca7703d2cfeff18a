"""Moves that send a tip elsewhere, bring tips together, set facts right, or enter a tip by hand."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from communes.directory import CommuneCode
from desks.desk import Officer
from handlers.desk.models import CodeInPath, FullTip, IdempotencyKey
from handlers.desk.models_moves import (
    Assigning,
    Because,
    ByPhone,
    Choices,
    HandingOver,
    Merging,
    Muting,
    NewKind,
    NewPlace,
    PhoneTip,
    Splitting,
    Traces,
)
from handlers.desk.parts import WebDesk
from handlers.desk.traces import choices_view, shown, trace_rows
from handlers.desk.views import Showing
from handlers.signin.gate import Gate
from tips.tip import KindId, Tip, tip_code
from tips.triage.by_phone import SpokenTip
from tips.triage.transfer_ports import Trace


@dataclass(frozen=True, slots=True)
class Sending:
    gate: Gate
    desk: WebDesk

    def every(self) -> tuple[Callable[..., Any], ...]:
        return (
            self.assign,
            self.handover,
            self.merge,
            self.split,
            self.spam,
            self.kind,
            self.place,
            self.extend,
            self.mute,
        )

    async def assign(
        self, request: Request, code: CodeInPath, body: Assigning, key: IdempotencyKey = None
    ) -> FullTip:
        """To a colleague of the desk that has the tip: by id, or by the name colleagues see."""
        me, event = await self._mover(request, "assign", key)
        moved = await self.desk.dispatch.assign(
            me, tip_code(code), body.officer, body.reason, event
        )
        return self._shown(me, moved)

    async def handover(
        self, request: Request, code: CodeInPath, body: HandingOver, key: IdempotencyKey = None
    ) -> FullTip:
        """To another open desk, or a department ("PC04"). Everything goes along; this desk keeps
        what `trace` shows.
        """
        me, event = await self._mover(request, "handover", key)
        moved = await self.desk.dispatch.hand_over(
            me, tip_code(code), body.desk, body.reason, event
        )
        return self._shown(me, moved)

    async def merge(
        self, request: Request, code: CodeInPath, body: Merging, key: IdempotencyKey = None
    ) -> FullTip:
        """Answers with the tip it was merged into. Each resident keeps a private thread."""
        me, event = await self._mover(request, "merge", key)
        into = tip_code(body.into)
        moved = await self.desk.dispatch.merge(me, tip_code(code), into, body.reason, event)
        return self._shown(me, moved)

    async def split(
        self, request: Request, code: CodeInPath, body: Splitting, key: IdempotencyKey = None
    ) -> FullTip:
        """Undoes a merge; with `line`, makes a new tip of what the resident said there."""
        me, event = await self._mover(request, "split", key)
        moved = await self.desk.dispatch.split(me, tip_code(code), body.line, body.reason, event)
        return self._shown(me, moved)

    async def spam(
        self, request: Request, code: CodeInPath, body: Because, key: IdempotencyKey = None
    ) -> FullTip:
        """Proposes to refuse it; a second officer's `spam` consents and closes it."""
        me, event = await self._mover(request, "spam", key)
        return self._shown(
            me, await self.desk.dispatch.spam(me, tip_code(code), body.reason, event)
        )

    async def kind(
        self, request: Request, code: CodeInPath, body: NewKind, key: IdempotencyKey = None
    ) -> FullTip:
        me, event = await self._mover(request, "kind", key)
        moved = await self.desk.dispatch.set_kind(me, tip_code(code), body.kind, body.reason, event)
        return self._shown(me, moved)

    async def place(
        self, request: Request, code: CodeInPath, body: NewPlace, key: IdempotencyKey = None
    ) -> FullTip:
        """The commune where it happened. The tip moves to its desk, if that is open."""
        me, event = await self._mover(request, "place", key)
        moved = await self.desk.dispatch.set_place(
            me, tip_code(code), body.commune, body.reason, event
        )
        return self._shown(me, moved)

    async def extend(
        self, request: Request, code: CodeInPath, body: Because, key: IdempotencyKey = None
    ) -> FullTip:
        """The legal time: from 20 days to two months, then two more. The resident is told."""
        me, event = await self._mover(request, "extend", key)
        return self._shown(
            me, await self.desk.dispatch.extend(me, tip_code(code), body.reason, event)
        )

    async def mute(
        self, request: Request, code: CodeInPath, body: Muting, key: IdempotencyKey = None
    ) -> FullTip:
        """The resident's further words ring nobody. They are kept, and reminders go on."""
        me, event = await self._mover(request, "mute", key)
        moved = await self.desk.dispatch.mute(me, tip_code(code), body.muted, body.reason, event)
        return self._shown(me, moved)

    async def take_down(
        self, request: Request, body: ByPhone, key: IdempotencyKey = None
    ) -> PhoneTip:
        """A tip told by phone or at the counter. The receipt is shown this once: read it out."""
        me, event = await self._mover(request, "take_down", key)
        told = SpokenTip(
            KindId(body.kind),
            body.story,
            body.place,
            body.when,
            body.channel,
            CommuneCode(body.commune) if body.commune else None,
            body.urgency,
        )
        taken = await self.desk.counter.take_down(me, told, event)
        receipt = " ".join(taken.receipt)
        return PhoneTip(code=taken.tip.code, receipt=receipt, tip=self._shown(me, taken.tip))

    async def traces(self, request: Request) -> Traces:
        """Tips this desk handed over, newest first."""
        me = await self.gate.officer(request)
        found = await self.desk.dispatch.traces(me)
        return Traces(traces=trace_rows(found))

    async def choices(self, request: Request, code: CodeInPath) -> Choices:
        """Whom and where this tip may go to, and which kinds there are."""
        me = await self.gate.officer(request)
        people = await self.desk.dispatch.colleagues(me, tip_code(code))
        desks = await self.desk.dispatch.open_desks(me)
        likely = await self.desk.dispatch.suggested(me, tip_code(code))
        return choices_view(people, desks, likely)

    async def _mover(self, request: Request, move: str, key: str | None) -> tuple[Officer, str]:
        me = await self.gate.mover(request)
        if key is None:
            return me, self.desk.chance.hex(128)
        return me, hashlib.sha256(f"{move} {key}".encode()).hexdigest()[:32]

    def _shown(self, officer: Officer, moved: Tip | Trace) -> FullTip:
        return shown(Showing(self.desk.directory, officer, self.desk.clock.now()), moved)
