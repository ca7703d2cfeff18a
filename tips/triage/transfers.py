"""Sends tips where they belong: to a colleague, a desk, a department, together or apart."""

from dataclasses import dataclass, field

from communes.directory import CommuneCode, Directory
from desks.desk import NATIONAL, Code, Desk, DeskCode, Officer
from desks.errors import UnknownDesk, UnknownOfficer, UnknownTip
from desks.hierarchy import is_below
from desks.permissions import Action, may
from desks.ports import Chance, DeskBook
from tips.errors import HandedOver, MoveNotAllowed, UnknownPlace
from tips.intake.ports import CitizenStore, Filing
from tips.moves import merging
from tips.moves.base import Decision, Press
from tips.moves.facts import extend, mute, refuse_as_spam, set_kind
from tips.moves.sending import assign, hand_over, set_place
from tips.tip import KindId, Report, Route, Tip, TipId
from tips.triage.departments import Departments, is_department
from tips.triage.transfer_ports import Carving, MoveStore, Trace
from tips.triage.triage import Triage
from wording.catalogue import text

TRACES = 200


@dataclass(frozen=True, slots=True)
class Dispatch:
    triage: Triage
    store: MoveStore
    desks: DeskBook
    directory: Directory
    citizens: CitizenStore
    chance: Chance
    departments: Departments = field(default_factory=Departments)

    async def seen(self, officer: Officer, code: Code) -> Tip | Trace:
        """The tip, or what this desk keeps of it."""
        try:
            return await self.triage.tip(officer, code)
        except UnknownTip:
            return await self._trace(officer, code)

    async def traces(self, officer: Officer) -> tuple[Trace, ...]:
        self.triage.require(officer, Action.READ)
        return await self.store.traces(officer.desk, None, TRACES)

    async def holds_media(self, officer: Officer, code: Code, media: str) -> bool:
        if await self.triage.holds_media(officer, code, media):
            return True
        left = await self.store.traces(officer.desk, code, TRACES)
        return any(one.id == media for trace in left for one in trace.tip.media())

    async def colleagues(self, officer: Officer, code: Code) -> tuple[Officer, ...]:
        tip = await self.triage.tip(officer, code)
        return await self.store.colleagues(tip.route.desk)

    async def open_desks(self, officer: Officer) -> tuple[Desk, ...]:
        self.triage.require(officer, Action.READ)
        return await self.desks.every_open()

    async def desks_below(self, officer: Officer) -> tuple[Desk, ...]:
        """Those a coordinator may look into, by name; nobody else has any."""
        if not may(officer.role, Action.READ, own_desk=False, below=True):
            return ()
        every = await self.desks.every_open()
        below = [desk for desk in every if is_below(desk.code, officer.desk, self.directory)]
        return tuple(sorted(below, key=lambda desk: desk.name))

    async def suggested(self, officer: Officer, code: Code) -> tuple[Desk, ...]:
        """Where this tip may belong: the department for its kind, and its province's desk."""
        tip = await self.triage.tip(officer, code)
        province = self._province_of(tip.route.desk) or tip.report.place.province
        if not province:
            return ()
        wanted = (*self.departments.of_kind(tip.report.kind, province), DeskCode(province))
        known = await self.desks.desks(wanted)
        found = (known[one] for one in wanted if one in known and one != tip.route.desk)
        return tuple(desk for desk in found if desk.is_open)

    async def assign(
        self, officer: Officer, code: Code, to: str, reason: str, event_id: str
    ) -> Tip:
        """`to`: a colleague's id, or the name colleagues see."""
        tip = await self.triage.tip(officer, code, Action.ASSIGN)
        for colleague in await self.store.colleagues(tip.route.desk):
            if to in (colleague.id, colleague.label):
                decide = assign(colleague, reason)
                return await self.triage.make(Action.ASSIGN, decide, officer, code, event_id)
        raise UnknownOfficer

    async def hand_over(
        self, officer: Officer, code: Code, to: str, reason: str, event_id: str
    ) -> Tip | Trace:
        """`to`: a desk's code, or a department such as "PC04" of the desk's province."""
        if (done := await self._done(officer, code, event_id)) is not None:
            return done
        tip = await self.triage.tip(officer, code, Action.HANDOVER)
        targets = self._targets(to, tip.route.desk)
        desks = await self.desks.desks([*targets, tip.route.desk])
        target = next((desks[one] for one in targets if one in desks and desks[one].is_open), None)
        if target is None:
            raise UnknownDesk
        decide = hand_over(target, desks, reason)
        return await self._send(Action.HANDOVER, decide, officer, code, event_id)

    async def set_place(
        self, officer: Officer, code: Code, commune: str, reason: str, event_id: str
    ) -> Tip | Trace:
        if (done := await self._done(officer, code, event_id)) is not None:
            return done
        tip = await self.triage.tip(officer, code, Action.PLACE)
        found = self.directory.communes.get(CommuneCode(commune))
        if found is None:
            raise UnknownPlace
        asked = [tip.route.desk, DeskCode(found.code), DeskCode(found.province.code)]
        desks = await self.desks.desks(asked)
        decide = set_place(found, desks, reason)
        return await self._send(Action.PLACE, decide, officer, code, event_id)

    async def set_kind(
        self, officer: Officer, code: Code, kind: str, reason: str, event_id: str
    ) -> Tip:
        decide = set_kind(KindId(kind), reason)
        return await self.triage.make(Action.KIND, decide, officer, code, event_id)

    async def extend(self, officer: Officer, code: Code, reason: str, event_id: str) -> Tip:
        return await self.triage.make(Action.EXTEND, extend(reason), officer, code, event_id)

    async def mute(
        self, officer: Officer, code: Code, muted: bool, reason: str, event_id: str
    ) -> Tip:
        decide = mute(muted, reason)
        return await self.triage.make(Action.MUTE, decide, officer, code, event_id)

    async def spam(self, officer: Officer, code: Code, reason: str, event_id: str) -> Tip:
        decide = refuse_as_spam(reason)
        return await self.triage.make(Action.SPAM, decide, officer, code, event_id)

    async def merge(
        self, officer: Officer, code: Code, into: Code, reason: str, event_id: str
    ) -> Tip:
        """Returns the lead: from now on the matter is worked on there."""

        async def work(tip: Tip, press: Press) -> Tip:
            lead = await self.triage.tip(officer, into, Action.MERGE)
            pair = merging.merge(tip, lead, press, reason)
            return tip if pair is None else await self.store.merge(tip, lead, pair, press.at)

        tip = await self.triage.carry_out(Action.MERGE, work, officer, code, event_id)
        return tip if tip.lead is None else await self.triage.tip(officer, tip.lead)

    async def split(
        self, officer: Officer, code: Code, line: int | None, reason: str, event_id: str
    ) -> Tip:
        """Undo a merge; with a line's number make a tip of its own from what was said there."""

        async def work(tip: Tip, press: Press) -> Tip:
            if line is not None:
                return await self._carve(tip, line, press, reason)
            if tip.lead is None:
                raise MoveNotAllowed
            lead = await self.triage.tip(officer, tip.lead, Action.SPLIT)
            pair = merging.split(tip, lead, press, reason)
            return await self.store.split(tip, lead, pair, press.at)

        return await self.triage.carry_out(Action.SPLIT, work, officer, code, event_id)

    async def _carve(self, tip: Tip, line: int, press: Press, reason: str) -> Tip:
        report, change, told = merging.carve(tip, line, press, reason)
        noted = text("desk.line_carved", "vi", code=tip.code, reason=reason)
        said_at = next(one.at for one in tip.lines if one.number == line)
        filing = self._filing_of(tip, report)
        carving = Carving(filing, told, noted, press.officer.label, said_at)
        return await self.store.carve(tip, change, carving, press.at)

    def _filing_of(self, tip: Tip, report: Report) -> Filing:
        draft = self.chance.hex(128)
        return Filing(
            tip_id=TipId(self.chance.hex(128)),
            code=self.chance.code(),
            draft_id=draft,
            receipt=self.citizens.receipt_for(draft),
            report=report,
            language=tip.language,
            route=Route(tip.route.desk, text("desk.route_carved", "vi", code=tip.code)),
            urgency=tip.urgency,
        )

    async def _send(
        self, action: Action, decide: Decision, officer: Officer, code: Code, event_id: str
    ) -> Tip | Trace:
        """What the officer sees afterwards: the tip, or the trace it left at their desk."""
        try:
            tip = await self.triage.make(action, decide, officer, code, event_id)
        except (UnknownTip, HandedOver):
            done = await self._done(officer, code, event_id)
            if done is None:
                raise
            return done
        if self.triage.reaches(officer, tip.route.desk):
            return tip
        return await self._trace(officer, code)

    async def _done(self, officer: Officer, code: Code, event_id: str) -> Tip | Trace | None:
        """The same press again, after the tip has left."""
        if not await self.triage.was_done(officer, code, event_id):
            return None
        return await self.seen(officer, code)

    async def _trace(self, officer: Officer, code: Code) -> Trace:
        self.triage.require(officer, Action.READ)
        left = await self.store.traces(officer.desk, code, 1)
        if not left:
            raise UnknownTip
        return left[0]

    def _targets(self, to: str, now: DeskCode) -> tuple[DeskCode, ...]:
        if not is_department(to):
            return (DeskCode(to),)
        province = self._province_of(now)
        return self.departments.desks(to, province) if province else ()

    def _province_of(self, desk: DeskCode) -> str:
        commune = self.directory.communes.get(CommuneCode(desk))
        if commune is not None:
            return commune.province.code
        return "" if desk == NATIONAL else desk.partition("-")[0]
