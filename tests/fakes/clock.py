"""The clock's stores in memory: the same promises, no database."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from desks.desk import Code, DeskCode, Officer
from desks.hierarchy import ways_up
from desks.permissions import TAKING, commands
from desks.roster import Note, Shift, on_duty
from storage.clock.rows import Above
from tests.fakes.memory import Memory
from tips.clock.reminders import Given, Reminder, ReminderStage, Watch, look, still_runs
from tips.clock.watching import Swing
from tips.tip import Tip, TipId


@dataclass
class MemoryRosterStore:
    memory: Memory
    rows: dict[str, Shift] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)

    async def shifts(self, desk: DeskCode, since: datetime, until: datetime) -> tuple[Shift, ...]:
        touching = (
            one
            for one in self.rows.values()
            if one.desk == desk and one.ends > since and one.starts <= until
            if self.memory.officers[one.officer].role in TAKING
        )
        return tuple(sorted(touching, key=lambda one: (one.starts, one.label)))

    async def officers(self, desk: DeskCode) -> tuple[Officer, ...]:
        return tuple(self.memory.seated(desk))

    async def set_shift(self, shift: Shift) -> bool:
        own = [one for one in self.rows.values() if one.officer == shift.officer]
        if any(one.starts < shift.ends and one.ends > shift.starts for one in own):
            return False
        self.rows[shift.id] = shift
        return True

    async def remove_shift(self, desk: DeskCode, shift: str) -> bool:
        there = shift in self.rows and self.rows[shift].desk == desk
        if there:
            del self.rows[shift]
        return there

    async def leave_note(self, shift: Shift, text: str, at: datetime) -> None:
        if shift.id in self.rows:
            self.notes[shift.id] = Note(shift, text, at)

    async def newest_note(self, desk: DeskCode, since: datetime) -> Note | None:
        notes = [n for n in self.notes.values() if n.shift.desk == desk and n.at > since]
        return max(notes, key=lambda note: note.at, default=None)


@dataclass
class MemoryReminderStore:
    memory: Memory
    roster: MemoryRosterStore
    given: dict[TipId, dict[Given, datetime]] = field(default_factory=lambda: defaultdict(dict))
    told: list[tuple[TipId, Given]] = field(default_factory=list)
    above: Above = field(default_factory=lambda: ways_up(None))

    async def give(self, at: datetime, limit: int) -> Swing:
        told: set[DeskCode] = set()
        given = 0
        for tip in self.memory.tips.values():
            for one in look(tip, at, self.given[tip.id]).due:
                self.given[tip.id][one] = at
                self.told.append((tip.id, one))
                told.add(self._told(tip, one.stage))
                given += 1
        return Swing(0, frozenset(told), given)

    async def wind_up(self, at: datetime) -> None:
        """Every tip is looked at every time."""

    async def standing(self, desk: DeskCode) -> tuple[Reminder, ...]:
        found = [
            self._reminder(tip, one, at)
            for tip in self.memory.tips.values()
            for one, at in self.given[tip.id].items()
            if self._told(tip, one.stage) == desk and still_runs(tip, one)
        ]
        return tuple(sorted(found, key=lambda one: one.due_at))

    async def watch(self, desk: DeskCode, at: datetime) -> Watch:
        present = on_duty(await self.roster.shifts(desk, at, at), at)
        officers = await self.roster.officers(desk)
        return Watch(frozenset(one.officer for one in present), any(map(commands, officers)))

    def _told(self, tip: Tip, stage: ReminderStage) -> DeskCode:
        """What is late goes to the nearest open desk above."""
        if stage is not ReminderStage.AFTER:
            return tip.route.desk
        ways, desks = self.above(tip.route.desk), self.memory.desks
        return next((one for one in ways if one in desks and desks[one].is_open), ways[-1])

    def _reminder(self, tip: Tip, one: Given, at: datetime) -> Reminder:
        clock = look(replace(tip, closed_at=None), at, ()).clock
        assert clock is not None
        return Reminder(
            code=tip.code,
            kind=tip.report.kind,
            urgency=tip.urgency,
            deadline=one.kind,
            stage=one.stage,
            due_at=clock.at,
            desk=tip.route.desk,
            desk_name=self.memory.desks[tip.route.desk].name,
            officer=tip.officer,
            officer_label=tip.officer_label,
            given_at=at,
        )


class MemorySilenceStore:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def silent_since(self, before: datetime, limit: int) -> Sequence[tuple[Code, DeskCode]]:
        held = [
            tip
            for tip in self._memory.tips.values()
            if tip.officer and not tip.lead and not tip.closed_at
        ]
        silent = [tip for tip in held if tip.held_since and tip.held_since <= before]
        return [(tip.code, tip.route.desk) for tip in silent[:limit]]
