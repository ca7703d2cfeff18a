"""Hand-overs and tips by phone, in memory. Of merges and splits it saves the moves, as a page needs
them; what then stands between the tips is asked of the real stores only.
"""

from dataclasses import replace
from datetime import datetime

from desks.desk import Code, DeskCode, Officer
from desks.permissions import Action, may
from tests.fakes.memory import Memory
from tests.fakes.tips import MemoryTipStore
from tips.intake.ports import Filing
from tips.moves.change import Change, Pair
from tips.tip import Tip
from tips.triage.transfer_ports import Carving, Trace


class MemoryMoveStore:
    def __init__(self, memory: Memory, tips: MemoryTipStore) -> None:
        self._memory = memory
        self._tips = tips

    async def desk_of(self, code: Code) -> DeskCode | None:
        return next((t.route.desk for t in self._memory.tips.values() if t.code == code), None)

    async def colleagues(self, desk: DeskCode) -> tuple[Officer, ...]:
        people = self._memory.seated(desk)
        return tuple(one for one in people if may(one.role, Action.CLAIM, own_desk=True))

    async def guards(self, desk: DeskCode) -> tuple[Officer, ...]:
        people = self._memory.seated(desk)
        return tuple(one for one in people if may(one.role, Action.PATROL, own_desk=True))

    async def merge(self, tip: Tip, lead: Tip, pair: Pair, at: datetime) -> Tip:
        merged = await self._tips.save(tip, pair.of_tip, at)
        self._memory.tips[tip.id] = replace(merged, lead=lead.code)
        return await self._tips.save(lead, pair.of_lead, at)

    async def split(self, tip: Tip, lead: Tip, pair: Pair, at: datetime) -> Tip:
        await self._tips.save(lead, pair.of_lead, at)
        apart = await self._tips.save(tip, pair.of_tip, at)
        self._memory.tips[tip.id] = replace(apart, lead=None)
        return self._memory.tips[tip.id]

    async def carve(self, tip: Tip, change: Change, carving: Carving, at: datetime) -> Tip:
        await self._tips.save(tip, change, at)
        return self._memory.file(carving.filing, tip.channel, at)

    async def take_down(
        self, filing: Filing, channel: str, officer: Officer | None, at: datetime
    ) -> Tip:
        if known := self._memory.filed_drafts.get(filing.draft_id):
            return self._memory.tips[known]
        self._memory.refuse_taken(filing)
        tip = self._memory.file(filing, channel, at)
        self._memory.arm_card(tip, at)
        return tip

    async def traces(self, desk: DeskCode, code: Code | None, limit: int) -> tuple[Trace, ...]:
        found = [
            trace
            for whose, trace in reversed(self._memory.traces)
            if whose == desk and code in (None, trace.tip.code)
        ]
        return tuple(found[:limit])
