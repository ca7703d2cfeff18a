"""A holder of whom nothing is heard loses the tip to the queue: a name on it is no work done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from desks.desk import Code, DeskCode
from desks.ports import Bell, Clock
from tips.errors import AlreadyDone, TipMoved
from tips.moves.base import put_back
from tips.moves.change import Change
from tips.statuses import is_over
from tips.tip import Tip
from tips.triage.ports import TipStore
from wording.catalogue import text

BATCH = 200


class SilenceStore(Protocol):
    async def silent_since(self, before: datetime, limit: int) -> Sequence[tuple[Code, DeskCode]]:
        """Open tips that stand alone and whose holder made no move after `before`."""
        ...


@dataclass(frozen=True, slots=True)
class Silence:
    store: SilenceStore
    tips: TipStore
    clock: Clock
    bell: Bell
    lasts: timedelta

    async def sweep(self) -> int:
        """How many tips wait again. Safe in any number of processes: the version decides."""
        now, freed, desks = self.clock.now(), 0, set[DeskCode]()
        for code, desk in await self.store.silent_since(now - self.lasts, BATCH):
            if await self._free(code, desk, now):
                freed += 1
                desks.add(desk)
        for desk in sorted(desks):
            self.bell.ring(f"desk:{desk}")
        if desks:
            self.bell.ring("letters")  # the cards in the groups say so too
        return freed

    async def _free(self, code: Code, desk: DeskCode, now: datetime) -> bool:
        tip = await self.tips.tip(code, desk)
        change = self.freed(tip, now) if tip else None
        if tip is None or change is None:
            return False
        try:
            await self.tips.save(tip, change, now)
        except (TipMoved, AlreadyDone):
            return False  # somebody moved it at this very moment: the next sweep looks again
        return True

    def freed(self, tip: Tip, now: datetime) -> Change | None:
        if tip.officer is None or tip.held_since is None or is_over(tip.status):
            return None
        if now - tip.held_since < self.lasts:
            return None
        hours = int(self.lasts / timedelta(hours=1))
        told = text("desk.line_silent", "vi", officer=tip.officer_label, hours=hours)
        return put_back(tip, f"{tip.officer}/silent/{tip.code}/{tip.version}", told)
