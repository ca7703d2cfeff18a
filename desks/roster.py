"""Who is on duty at a desk, and what one shift leaves to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from desks.desk import DeskCode, Officer, OfficerId
from desks.errors import NoShift, NotPermitted, ShiftNotAllowed
from desks.permissions import TAKING, commands
from desks.ports import Bell, Chance, Clock
from desks.words import must_be_words

LONGEST = timedelta(hours=48)
SHOWN_BACK, SHOWN_AHEAD = timedelta(days=2), timedelta(days=14)
LATE_NOTE = timedelta(hours=2)  # a note may be written after the relief has come
NOTE_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class Shift:
    id: str
    desk: DeskCode
    officer: OfficerId
    label: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What the shift before leaves behind."""

    shift: Shift
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Watchbill:
    """The roster as one officer sees it now."""

    on_duty: tuple[Shift, ...]
    shifts: tuple[Shift, ...]
    note: Note | None
    officers: tuple[str, ...]  # whom a commander may choose; empty for others
    may_set: bool
    may_note: bool


class RosterStore(Protocol):
    async def shifts(self, desk: DeskCode, since: datetime, until: datetime) -> tuple[Shift, ...]:
        """That touch this time, in order."""
        ...

    async def officers(self, desk: DeskCode) -> tuple[Officer, ...]: ...

    async def set_shift(self, shift: Shift) -> bool:
        """False, and nothing written, if it overlaps another shift of this officer."""
        ...

    async def remove_shift(self, desk: DeskCode, shift: str) -> bool: ...
    async def leave_note(self, shift: Shift, text: str, at: datetime) -> None: ...
    async def newest_note(self, desk: DeskCode, since: datetime) -> Note | None: ...


class Roster:
    """Raises tips.errors: NotPermitted, ShiftNotAllowed, NoShift, EmptyWords, WordsTooLong."""

    def __init__(self, store: RosterStore, clock: Clock, chance: Chance, bell: Bell) -> None:
        self._store = store
        self._clock = clock
        self._chance = chance
        self._bell = bell

    async def on_duty(self, desk: DeskCode) -> tuple[Shift, ...]:
        now = self._clock.now()
        return on_duty(await self._store.shifts(desk, now, now), now)

    async def ahead(self, desk: DeskCode) -> tuple[Shift, ...]:
        now = self._clock.now()
        return await self._store.shifts(desk, now, now + SHOWN_AHEAD)

    async def bill(self, officer: Officer) -> Watchbill:
        now, desk = self._clock.now(), officer.desk
        shifts = await self._store.shifts(desk, now - SHOWN_BACK, now + SHOWN_AHEAD)
        present = on_duty(shifts, now)
        may_read = commands(officer) or officer.id in {shift.officer for shift in present}
        colleagues = await self._able(desk) if commands(officer) else ()
        return Watchbill(
            on_duty=present,
            shifts=shifts,
            note=await self._store.newest_note(desk, now - SHOWN_BACK) if may_read else None,
            officers=tuple(one.label for one in colleagues),
            may_set=commands(officer),
            may_note=_own_shift(shifts, officer, now) is not None,
        )

    async def set_shift(
        self, commander: Officer, label: str, starts: datetime, ends: datetime
    ) -> Shift:
        if not commands(commander):
            raise NotPermitted
        return await self.enter(commander.desk, label, starts, ends)

    async def enter(self, desk: DeskCode, label: str, starts: datetime, ends: datetime) -> Shift:
        """For an operator at the command line, who stands above every desk."""
        found = [one for one in await self._able(desk) if one.label == label.strip()]
        if not found or not timedelta(0) < ends - starts <= LONGEST:
            raise ShiftNotAllowed
        [officer] = found
        shift = Shift(self._chance.hex(128), desk, officer.id, officer.label, starts, ends)
        if not await self._store.set_shift(shift):
            raise ShiftNotAllowed
        self._bell.ring(f"desk:{desk}")
        return shift

    async def _able(self, desk: DeskCode) -> tuple[Officer, ...]:
        """Who may be on duty: whoever may take a tip."""
        return tuple(one for one in await self._store.officers(desk) if one.role in TAKING)

    async def remove(self, commander: Officer, shift: str) -> None:
        if not commands(commander):
            raise NotPermitted
        if not await self._store.remove_shift(commander.desk, shift):
            raise NoShift
        self._bell.ring(f"desk:{commander.desk}")

    async def leave_note(self, officer: Officer, words: str) -> None:
        """What the next shift should know. A second note of the same shift replaces the first."""
        now = self._clock.now()
        shifts = await self._store.shifts(officer.desk, now - LATE_NOTE, now)
        own = _own_shift(shifts, officer, now)
        if own is None:
            raise NoShift
        await self._store.leave_note(own, must_be_words(words, NOTE_LIMIT), now)
        self._bell.ring(f"desk:{officer.desk}")


def on_duty(shifts: Sequence[Shift], now: datetime) -> tuple[Shift, ...]:
    return tuple(shift for shift in shifts if shift.starts <= now < shift.ends)


def _own_shift(shifts: Sequence[Shift], officer: Officer, now: datetime) -> Shift | None:
    """The one that runs, else the one that ended a short while ago."""
    own = [
        shift
        for shift in shifts
        if shift.officer == officer.id and shift.starts <= now < shift.ends + LATE_NOTE
    ]
    return max(own, key=lambda shift: shift.starts, default=None)
