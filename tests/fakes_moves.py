"""Hand-overs and tips by phone, in memory. Merges are for the real stores: a fake would only
repeat how they are kept.
"""

from datetime import datetime

from desks.desk import Code, DeskCode, Officer
from desks.permissions import Action, may
from tests.fakes_memory import Memory
from tests.fakes_tips import MemoryTipStore
from tips.intake.ports import Filing
from tips.moves.change import Change
from tips.moves.merging import Pair
from tips.tip import Status, Tip
from tips.triage.transfer_ports import Carving, Trace


class MemoryMoveStore:
    def __init__(self, memory: Memory, tips: MemoryTipStore) -> None:
        self._memory = memory
        self._tips = tips

    async def desk_of(self, code: Code) -> DeskCode | None:
        return next((t.route.desk for t in self._memory.tips.values() if t.code == code), None)

    async def colleagues(self, desk: DeskCode) -> tuple[Officer, ...]:
        people = [one for one in self._memory.officers.values() if one.desk == desk]
        return tuple(one for one in people if may(one.role, Action.CLAIM, own_desk=True))

    async def merge(self, tip: Tip, lead: Tip, pair: Pair, at: datetime) -> Tip:
        raise NotImplementedError

    async def split(self, tip: Tip, lead: Tip, pair: Pair, at: datetime) -> Tip:
        raise NotImplementedError

    async def carve(self, tip: Tip, change: Change, carving: Carving, at: datetime) -> Tip:
        raise NotImplementedError

    async def take_down(self, filing: Filing, channel: str, officer: Officer, at: datetime) -> Tip:
        tip = Tip(
            id=filing.tip_id,
            code=filing.code,
            report=filing.report,
            language=filing.language,
            channel=channel,
            status=Status.RECEIVED,
            urgency=filing.urgency,
            route=filing.route,
            filed_at=at,
            version=1,
            unread=True,
        )
        self._memory.tips[tip.id] = tip
        return tip

    async def traces(self, desk: DeskCode, code: Code | None, limit: int) -> tuple[Trace, ...]:
        found = [
            trace
            for whose, trace in reversed(self._memory.traces)
            if whose == desk and code in (None, trace.tip.code)
        ]
        return tuple(found[:limit])
