"""The audit log, what a register is made of, and nearby tips, in memory."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from desks.auditing import AuditBook, LogEntry, Sighting
from desks.desk import DeskCode, Officer, OfficerId, Role
from tests.fakes.memory import Memory
from tips.reports.figures import Counted
from tips.reports.periods import Window
from tips.reports.register import Entry, Passed
from tips.reports.reports import RegisterBook
from tips.tip import Tip
from tips.triage.duplicates import WINDOW, NearbyTip, NearbyTips, make_nearby


@dataclass
class MemoryAuditBook(AuditBook):
    """`officers`: to tell an entry's officer by their label."""

    sightings: list[Sighting] = field(default_factory=list)
    officers: Mapping[OfficerId, Officer] = field(default_factory=dict)

    @override
    async def note(self, sighting: Sighting) -> None:
        if _window(sighting) not in map(_window, self.sightings):
            self.sightings.append(sighting)

    @override
    async def entries(self, after: int, limit: int) -> tuple[LogEntry, ...]:
        return tuple(entry for entry in self._every() if entry.id > after)[:limit]

    @override
    async def latest(self, before: int, limit: int) -> tuple[LogEntry, ...]:
        back = reversed(self._every())
        return tuple(entry for entry in back if not before or entry.id < before)[:limit]

    def _every(self) -> list[LogEntry]:
        return [self._entry(number, one) for number, one in enumerate(self.sightings, start=1)]

    def _entry(self, number: int, one: Sighting) -> LogEntry:
        who = self.officers.get(one.officer) if one.officer else None
        label, desk = (who.label, who.desk) if who else ("", "")
        return LogEntry(number, one.at, one.kind, label, desk, "", one.what)


@dataclass
class MemoryRegisterBook(RegisterBook):
    memory: Memory

    @override
    async def commanders(self, desk: DeskCode) -> Collection[str]:
        return {one.label for one in self.memory.seated(desk) if one.role is Role.COMMANDER}

    @override
    async def entries(self, desk: DeskCode, window: Window) -> AsyncIterator[Entry]:
        here = [Entry(tip, tip.officer_label) for tip in self.memory.tips.values()]
        left = {one.tip.id: one for whose, one in self.memory.traces if whose == desk}
        here = [entry for entry in here if entry.tip.route.desk == desk]
        staying = {entry.tip.id for entry in here}
        gone = [
            Entry(one.tip, one.tip.officer_label, Passed(one.to_name, one.at, one.reason))
            for one in left.values()
            if one.tip.id not in staying
        ]
        for entry in sorted(here + gone, key=lambda one: (one.tip.filed_at, one.tip.id)):
            if window.start <= entry.tip.filed_at < window.end:
                yield entry

    @override
    async def counted(self, desks: Sequence[DeskCode], window: Window) -> Sequence[Counted]:
        return [
            Counted(
                code=tip.code,
                desk=tip.route.desk,
                kind=tip.report.kind,
                commune=tip.report.place.commune or "",
                channel=tip.channel,
                status=tip.status,
                urgency=tip.urgency,
                filed_at=tip.filed_at,
                acknowledged_at=tip.acknowledged_at,
                classified_at=tip.classified_at,
                closed_at=tip.closed_at,
                closing_reason=tip.closing_reason,
                since=tip.since,
                extensions=tip.extensions,
                merged=tip.lead is not None,
                terms=tip.terms,
            )
            for tip in self.memory.tips.values()
            if tip.route.desk in desks and window.start <= tip.filed_at < window.end
        ]


@dataclass
class MemoryNearbyTips(NearbyTips):
    memory: Memory

    @override
    async def near(self, tip: Tip, limit: int) -> tuple[NearbyTip, ...]:
        every = [one for one in self.memory.tips.values() if _is_near(one, tip)]
        every.sort(key=lambda one: abs(one.filed_at - tip.filed_at))
        return tuple(make_nearby(one) for one in every[:limit])


def _window(one: Sighting) -> tuple[object, ...]:
    window = int(one.at.timestamp()) // (one.kind.window_minutes * 60)
    return one.officer, one.kind, one.what, window


def _is_near(one: Tip, tip: Tip) -> bool:
    same = (one.route.desk, one.report.kind) == (tip.route.desk, tip.report.kind)
    apart = abs(one.filed_at - tip.filed_at)
    return same and apart <= WINDOW and one.lead is None and one.id != tip.id
