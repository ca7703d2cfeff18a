"""An officer leaves a desk: their way in ends at once, and what they held waits for colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from desks.desk import Code, DeskCode, Officer, OfficerId
from desks.errors import UnknownOfficer
from desks.ports import Bell, Clock
from tips.errors import TipMoved
from tips.moves.base import put_back
from tips.moves.change import Change
from tips.statuses import is_over
from tips.tip import Tip
from tips.triage.ports import TipStore
from tips.triage.triage import TRIES
from wording.catalogue import text


@dataclass(frozen=True, slots=True)
class Left:
    officer: Officer
    freed: int  # tips that wait again


class LeavingStore(Protocol):
    async def seated(self, desk: DeskCode) -> tuple[Officer, ...]: ...

    async def dismiss(
        self, desk: DeskCode, label: str, at: datetime, by: OfficerId | None = None
    ) -> Officer | None:
        """Ends sessions, links, invites and shifts to come, and writes it down. None: nobody of
        that name ever sat here. Done again it changes nothing.
        """
        ...

    async def held_by(self, officer: OfficerId) -> Sequence[tuple[Code, DeskCode]]: ...


@dataclass(frozen=True, slots=True)
class Leaving:
    store: LeavingStore
    tips: TipStore
    clock: Clock
    bell: Bell

    async def leave(self, desk: DeskCode, label: str, by: OfficerId | None = None) -> Left:
        """`by` nobody: an operator's command. Interrupted half way, done again it is finished.
        Raises UnknownOfficer.
        """
        officer = await self.store.dismiss(desk, label.strip(), self.clock.now(), by)
        if officer is None:
            raise UnknownOfficer
        freed = 0
        for code, at_desk in await self.store.held_by(officer.id):
            freed += await self._free(officer, code, at_desk)
        self.bell.ring(f"desk:{desk}")
        return Left(officer, freed)

    async def _free(self, officer: Officer, code: Code, desk: DeskCode) -> bool:
        for _ in range(TRIES):
            tip = await self.tips.tip(code, desk)
            change = freed(tip, officer) if tip else None
            if tip is None or change is None:
                return False  # given to somebody else, or away, at this very moment
            try:
                await self.tips.save(tip, change, self.clock.now())
            except TipMoved:
                continue
            return True
        raise TipMoved


def freed(tip: Tip, officer: Officer) -> Change | None:
    if tip.officer != officer.id or is_over(tip.status):
        return None
    told = text("desk.line_left_desk", "vi", officer=officer.label)
    change = put_back(tip, f"{officer.id}/left/{tip.code}/{tip.version}", told)
    return replace(change, spam_by=None) if tip.spam_by == officer.id else change
