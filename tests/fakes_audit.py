"""The audit log, what a register is made of, and nearby tips, in memory."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field

from typing_extensions import override

from desks.auditing import AuditBook, LogEntry, Sighting
from desks.desk import DeskCode, Role
from tests.fakes_memory import Memory
from tips.reports.periods import Window
from tips.reports.register import Entry
from tips.reports.reports import RegisterBook
from tips.tip import Tip
from tips.triage.duplicates import NearbyTip, NearbyTips, told


@dataclass
class MemoryAuditBook(AuditBook):
    sightings: list[Sighting] = field(default_factory=list)

    @override
    async def note(self, sighting: Sighting) -> None:
        self.sightings.append(sighting)

    @override
    async def entries(self, after: int, limit: int) -> tuple[LogEntry, ...]:
        return tuple(entry for entry in self._every() if entry.id > after)[:limit]

    @override
    async def latest(self, before: int, limit: int) -> tuple[LogEntry, ...]:
        back = reversed(self._every())
        return tuple(entry for entry in back if not before or entry.id < before)[:limit]

    def _every(self) -> list[LogEntry]:
        return [
            LogEntry(number, one.at, one.kind, str(one.officer or ""), "", "", one.what)
            for number, one in enumerate(self.sightings, start=1)
        ]


@dataclass
class MemoryRegisterBook(RegisterBook):
    memory: Memory

    @override
    async def commanders(self, desk: DeskCode) -> Collection[str]:
        every = self.memory.officers.values()
        return {one.label for one in every if one.desk == desk and one.role is Role.COMMANDER}

    @override
    async def entries(self, desk: DeskCode, window: Window) -> AsyncIterator[Entry]:
        for tip in sorted(self.memory.tips.values(), key=lambda tip: tip.filed_at):
            if tip.route.desk == desk and window.start <= tip.filed_at < window.end:
                yield Entry(tip, tip.officer_label)


@dataclass
class MemoryNearbyTips(NearbyTips):
    memory: Memory

    @override
    async def near(self, tip: Tip, limit: int) -> tuple[NearbyTip, ...]:
        every = [one for one in self.memory.tips.values() if one.route.desk == tip.route.desk]
        return tuple(told(one) for one in every if one.lead is None and one.id != tip.id)[:limit]
