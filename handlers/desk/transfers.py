"""A tip entered by hand, what a desk handed over, and what the dialogs of the moves offer."""

from dataclasses import dataclass

from fastapi import Request

from communes.directory import CommuneCode
from handlers.desk.models.moves import ByPhone, Choices, PhoneTip, Traces
from handlers.desk.models.tips import CodeInPath, IdempotencyKey
from handlers.desk.moves import event_of
from handlers.desk.parts import WebDesk
from handlers.desk.traces import choices_view, trace_rows
from handlers.desk.views import Showing
from handlers.signin.gate import Gate
from tips.tip import KindId, tip_code
from tips.triage.by_phone import SpokenTip


@dataclass(frozen=True, slots=True)
class Sending:
    gate: Gate
    desk: WebDesk

    async def take_down(
        self, request: Request, body: ByPhone, key: IdempotencyKey = None
    ) -> PhoneTip:
        """A tip told by phone or at the counter. The receipt is shown this once: read it out."""
        me = await self.gate.mover(request)
        event = event_of(self.desk, "take_down", key)
        taken = await self.desk.counter.take_down(me, _spoken(body), event)
        receipt = " ".join(taken.receipt)
        showing = Showing(self.desk.directory, me, self.desk.clock.now())
        return PhoneTip(code=taken.tip.code, receipt=receipt, tip=showing.tip(taken.tip))

    async def traces(self, request: Request) -> Traces:
        """Tips this desk handed over, newest first."""
        me = await self.gate.officer(request)
        found = await self.desk.moves.traces(me)
        return Traces(traces=trace_rows(found))

    async def choices(self, request: Request, code: CodeInPath) -> Choices:
        """Whom and where this tip may go to, and which kinds there are."""
        me = await self.gate.officer(request)
        tip = await self.desk.triage.tip(me, tip_code(code))
        people = await self.desk.moves.colleagues(tip)
        desks = await self.desk.moves.open_desks(me)
        teams = await self.desk.moves.teams(tip)
        return choices_view(people, desks, await self.desk.moves.suggested(tip), teams)


def _spoken(body: ByPhone) -> SpokenTip:
    return SpokenTip(
        KindId(body.kind),
        body.story,
        body.place,
        body.when,
        body.channel,
        CommuneCode(body.commune) if body.commune else None,
        body.urgency,
    )
