"""Carries out the moves of the table: looks up what is meant, decides, saves."""

from dataclasses import dataclass, field, replace

from communes.directory import CommuneCode, Directory
from desks.desk import NATIONAL, Code, Desk, DeskCode, Officer
from desks.errors import UnknownDesk, UnknownOfficer, UnknownTip
from desks.hierarchy import is_below
from desks.permissions import Action, may
from desks.ports import Chance, DeskBook
from tips.errors import HandedOver, MoveNotAllowed, UnknownPlace
from tips.intake.ports import CitizenStore, Filing
from tips.moves.base import Press
from tips.moves.change import Carved, Change, Merged, Outcome
from tips.moves.table import MOVES, TO_RESIDENT, Argument, DeskMove, LookedUp, MoveOrder
from tips.tasks import hamlet_of, one_of_each_hamlet
from tips.tip import Route, Tip, TipId, tip_code
from tips.triage.departments import Departments, is_department
from tips.triage.transfer_ports import Carving, MoveStore, Trace
from tips.triage.triage import Pressed, Triage
from wording.catalogue import text

TRACES = 200


@dataclass(frozen=True, slots=True)
class OfficerMoves:
    triage: Triage
    store: MoveStore
    desks: DeskBook
    directory: Directory
    citizens: CitizenStore
    chance: Chance
    departments: Departments = field(default_factory=Departments)

    async def press(self, pressed: Pressed, order: MoveOrder) -> Tip | Trace:
        """What the officer sees afterwards: the tip, the one that leads it from now on, or the
        trace that it left at their desk. WordsHeld unless words to a resident are `Confirmed`,
        when they look like a scam's; else what the decision refuses.
        """
        move = MOVES[order.move]
        if move.words in TO_RESIDENT:
            self.triage.check_words(pressed.officer, order.words)
        try:
            moved = await self._carry_out(pressed, move, order)
        except (UnknownTip, HandedOver):
            # The same press again, after the tip has left.
            if not await self.triage.was_done(pressed):
                raise
            return await self.seen(pressed.officer, pressed.code)
        return await self._shown(pressed, move, moved)

    async def _carry_out(self, pressed: Pressed, move: DeskMove, order: MoveOrder) -> Tip:
        async def work(tip: Tip, press: Press) -> Tip:
            asked = await self._look_up(press.officer, tip, move, order)
            outcome = move.decide(asked)(tip, press)
            return tip if outcome is None else await self._save(tip, outcome, press)

        return await self.triage.carry_out(move.action, work, pressed)

    async def _shown(self, pressed: Pressed, move: DeskMove, moved: Tip) -> Tip | Trace:
        if not self.triage.reaches(pressed.officer, moved.route.desk):
            return await self._trace(pressed.officer, pressed.code)
        if move.names is Argument.TIP and moved.lead is not None:
            return await self.triage.tip(pressed.officer, moved.lead)
        return moved

    async def _save(self, tip: Tip, outcome: Outcome, press: Press) -> Tip:
        if isinstance(outcome, Change):
            return await self.triage.save(tip, outcome, press.at)
        if isinstance(outcome, Carved):
            carving = self._carving(tip, outcome, press.officer)
            return await self.store.carve(tip, outcome.change, carving, press.at)
        if isinstance(outcome, Merged):
            return await self.store.merge(tip, outcome.lead, outcome.pair, press.at)
        return await self.store.split(tip, outcome.lead, outcome.pair, press.at)

    # --- what is meant -----------------------------------------------------------------------

    async def _look_up(
        self, officer: Officer, tip: Tip, move: DeskMove, order: MoveOrder
    ) -> LookedUp:
        """UnknownOfficer, UnknownDesk, UnknownPlace or UnknownTip when nothing is called so."""
        asked = LookedUp(order.words, order.argument)
        if move.names in (Argument.COLLEAGUE, Argument.HAMLET):
            find = self._colleague if move.names is Argument.COLLEAGUE else self._team
            return replace(asked, found=await find(tip, order.argument))
        if move.names is Argument.DESK:
            return await self._desk(tip, asked)
        if move.names is Argument.COMMUNE:
            return await self._commune(tip, asked)
        lead = self._lead(tip, move, order)
        if lead is None:
            return asked
        return replace(asked, found=await self.triage.tip(officer, lead, move.action))

    def _lead(self, tip: Tip, move: DeskMove, order: MoveOrder) -> Code | None:
        """The other tip that it is about, if it is about one."""
        if move.names is Argument.TIP:
            return tip_code(order.argument)
        if move.names is not Argument.LINE or order.argument:
            return None
        if tip.lead is None:
            raise MoveNotAllowed
        return tip.lead

    async def _colleague(self, tip: Tip, wanted: str) -> Officer:
        """By id, or by the name colleagues see."""
        for colleague in await self.store.colleagues(tip.route.desk):
            if wanted in (colleague.id, colleague.label):
                return colleague
        raise UnknownOfficer

    async def _team(self, tip: Tip, wanted: str) -> Officer:
        """By the name of its hamlet, or a seat of it."""
        for team in await self.teams(tip):
            if wanted in (team.id, hamlet_of(team)):
                return team
        raise UnknownOfficer

    async def _desk(self, tip: Tip, asked: LookedUp) -> LookedUp:
        """By code, or a department such as "PC04" of the province where the tip lies."""
        targets = self._targets(asked.argument, tip.route.desk)
        desks = await self.desks.desks([*targets, tip.route.desk])
        for code in targets:
            if code in desks and desks[code].is_open:
                return replace(asked, found=desks[code], desks=desks)
        raise UnknownDesk

    async def _commune(self, tip: Tip, asked: LookedUp) -> LookedUp:
        found = self.directory.communes.get(CommuneCode(asked.argument))
        if found is None:
            raise UnknownPlace
        codes = [tip.route.desk, DeskCode(found.code), DeskCode(found.province.code)]
        return replace(asked, found=found, desks=await self.desks.desks(codes))

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

    # --- a tip of its own --------------------------------------------------------------------

    def _carving(self, tip: Tip, carved: Carved, officer: Officer) -> Carving:
        noted = text("desk.line_carved", "vi", code=tip.code, reason=carved.reason)
        filing = self._filing_of(tip, carved)
        return Carving(filing, carved.told, noted, officer.label, carved.said_at)

    def _filing_of(self, tip: Tip, carved: Carved) -> Filing:
        draft = self.chance.hex(128)
        return Filing(
            tip_id=TipId(self.chance.hex(128)),
            code=self.chance.code(),
            draft_id=draft,
            receipt=self.citizens.receipt_for(draft),
            report=carved.report,
            language=tip.language,
            route=Route(tip.route.desk, text("desk.route_carved", "vi", code=tip.code)),
            urgency=tip.urgency,
        )

    # --- what is there to see, and to choose --------------------------------------------------

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

    async def colleagues(self, tip: Tip) -> tuple[Officer, ...]:
        return await self.store.colleagues(tip.route.desk)

    async def teams(self, tip: Tip) -> tuple[Officer, ...]:
        """A seat of each hamlet's security team."""
        return one_of_each_hamlet(await self.store.guards(tip.route.desk))

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

    async def suggested(self, tip: Tip) -> tuple[Desk, ...]:
        """Where this tip may belong: the department for its kind, and its province's desk."""
        province = self._province_of(tip.route.desk) or tip.report.place.province
        if not province:
            return ()
        wanted = (*self.departments.of_kind(tip.report.kind, province), DeskCode(province))
        known = await self.desks.desks(wanted)
        found = (known[one] for one in wanted if one in known and one != tip.route.desk)
        return tuple(desk for desk in found if desk.is_open)

    async def _trace(self, officer: Officer, code: Code) -> Trace:
        self.triage.require(officer, Action.READ)
        left = await self.store.traces(officer.desk, code, 1)
        if not left:
            raise UnknownTip
        return left[0]
