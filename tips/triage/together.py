"""One move on several tips: each goes alone, as if it were pressed there, and is told alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desks.desk import Code, Officer
from desks.errors import TipProblem
from desks.permissions import Action
from tips.errors import TipMoved
from tips.moves.base import spoken
from tips.moves.table import MoveOrder
from tips.triage.officer_moves import OfficerMoves
from tips.triage.triage import Pressed

TOGETHER = ("assign", "merge", "handover")
MOST = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    code: Code
    version: int  # as the officer saw it


@dataclass(frozen=True, slots=True)
class Told:
    code: Code
    refusal: TipProblem | None = None


@dataclass(frozen=True, slots=True)
class MovesTogether:
    moves: OfficerMoves

    async def press(
        self, officer: Officer, chosen: Sequence[Chosen], order: MoveOrder, event_id: str
    ) -> tuple[Told, ...]:
        """Raises NotPermitted for who works on no tips, EmptyWords and WordsTooLong for the reason;
        what else is refused stands at its tip.
        """
        self.moves.triage.require(officer, Action.READ)
        spoken(order.words)
        pressed = [(one, Pressed(officer, one.code, event_id)) for one in chosen]
        return tuple([await self._press_one(*one, order) for one in pressed])

    async def _press_one(self, one: Chosen, pressed: Pressed, order: MoveOrder) -> Told:
        try:
            await self._carry_out(one, pressed, order)
        except TipProblem as refusal:
            return Told(one.code, refusal)
        return Told(one.code)

    async def _carry_out(self, one: Chosen, pressed: Pressed, order: MoveOrder) -> None:
        triage = self.moves.triage
        if await triage.was_done(pressed):
            return  # the answer was lost on its way, and it was pressed again
        tip = await triage.tip(pressed.officer, one.code)
        if tip.version != one.version:
            raise TipMoved  # it was chosen for what it was
        await self.moves.press(replace(pressed, tip=tip), order)
