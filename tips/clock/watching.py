"""Keeps the desks' word: sees to it that no deadline passes unsaid, and says what stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from desks.desk import DeskCode, Officer
from desks.ports import Bell, Clock
from tips.clock.reminders import Reminder, Watch, is_for, newest

BATCH = 200
SET_BACK = timedelta(seconds=5)  # the clock's own jitter is less


@dataclass(frozen=True, slots=True)
class Swing:
    """What one transaction of the sweep did."""

    looked: int  # tips
    desks: frozenset[DeskCode]  # told
    given: int  # reminders that reached a group, or a desk at which somebody is signed in
    unheard: int = 0  # that reached nobody: they stand, and come when the group hears again


class ReminderStore(Protocol):
    async def give(self, at: datetime, limit: int) -> Swing:
        """Look at the tips whose time has come; write what is due, with its letters, once."""
        ...

    async def wind_up(self, at: datetime) -> None:
        """The settings or the clock may have changed: the next `give` looks at every open tip for
        which that makes a difference.
        """
        ...

    async def standing(self, desk: DeskCode) -> tuple[Reminder, ...]: ...
    async def watch(self, desk: DeskCode, at: datetime) -> Watch: ...


class Reminders:
    def __init__(self, store: ReminderStore, clock: Clock, bell: Bell) -> None:
        self._store = store
        self._clock = clock
        self._bell = bell
        self._latest: datetime | None = None
        self.unheard = 0  # of the last sweep

    async def sweep(self) -> int:
        """How many reminders were given. Safe at any moment, in any number of processes."""
        now = self._clock.now()
        if self._latest is None or now < self._latest - SET_BACK:
            await self._store.wind_up(now)
        self._latest = now
        given, told, self.unheard = 0, set[DeskCode](), 0
        while True:
            swing = await self._store.give(now, BATCH)
            given += swing.given
            self.unheard += swing.unheard
            told |= swing.desks
            if swing.looked < BATCH:
                break
        for desk in sorted(told):
            self._bell.ring(f"desk:{desk}")
        if told:
            self._bell.ring("letters")
        return given

    async def of(self, officer: Officer) -> tuple[Reminder, ...]:
        """What this officer is to be reminded of, the most pressing first."""
        watch = await self._store.watch(officer.desk, self._clock.now())
        every = await self._store.standing(officer.desk)
        return newest([one for one in every if is_for(one, officer, watch)])
