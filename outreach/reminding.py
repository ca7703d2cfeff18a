"""Tells a desk's group which reports are due soon or overdue: each of them once, by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from desks.ports import Clock
from outreach.calendar import Due, Owed, dues
from wording.catalogue import text
from wording.moments import VIETNAM

# What fell due longer ago is not told: whoever begins today hears nothing of half a year.
LATE_FOR = timedelta(days=7)
OFFICE_HOURS = range(7, 17)
MOST_AT_ONCE = 300  # desks in one round: the month's report is due at 3,321 on the same day
TRIED_AGAIN = timedelta(hours=1)


class DueStage(StrEnum):
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Pressing:
    due: Due
    stage: DueStage


@dataclass(frozen=True, slots=True)
class DeskReminder:
    """What one desk's group is to hear now."""

    desk: str
    group: str
    pressing: tuple[Pressing, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One look of the clock: what presses, when, and until when a telling that fails rests."""

    at: datetime
    rests_until: datetime
    pressing: Sequence[Pressing]


class ReportReminderStore(Protocol):
    async def take(self, one: Round, most: int) -> tuple[DeskReminder, ...]:
        """Of communes and provinces with a group that hears: what they neither sent nor were told.
        Whoever takes it has it until the round's `rests_until`.
        """
        ...

    async def told(self, reminder: DeskReminder) -> None:
        """Never again."""
        ...


class TellingDesk(Protocol):
    async def tell(self, group: str, words: str) -> bool:
        """False: not now, it is worth another try."""
        ...


@dataclass(frozen=True, slots=True)
class ReportReminders:
    store: ReportReminderStore
    desks: TellingDesk
    clock: Clock
    owed: Sequence[Owed]
    days: int  # before a report is due
    page: str  # where reports are made

    async def sweep(self) -> int:
        """How many desks were told."""
        now = self.clock.now()
        here = now.astimezone(VIETNAM)
        pressing = find_pressing(self.owed, here.date(), self.days)
        if here.hour not in OFFICE_HOURS or not pressing:
            return 0
        taken = await self.store.take(Round(now, now + TRIED_AGAIN, pressing), MOST_AT_ONCE)
        return sum([await self._tell(one) for one in taken])

    async def _tell(self, reminder: DeskReminder) -> bool:
        told = await self.desks.tell(reminder.group, words(reminder.pressing, self.page))
        if told:
            await self.store.told(reminder)
        return told


def find_pressing(owed: Iterable[Owed], today: date, days: int) -> tuple[Pressing, ...]:
    """What is late comes first."""
    every = dues(owed, today)
    late = [one for one in every if one.is_overdue(today) and today - one.on <= LATE_FOR]
    soon = [one for one in every if timedelta() <= one.on - today <= timedelta(days=days)]
    return (
        *(Pressing(one, DueStage.LATE) for one in late),
        *(Pressing(one, DueStage.SOON) for one in soon),
    )


def words(pressing: Iterable[Pressing], page: str) -> str:
    lines = [_line(one) for one in pressing]
    return "\n".join([text("movement.remind_head"), *lines, text("movement.remind_how", page=page)])


def _line(one: Pressing) -> str:
    report = one.due.report
    return text(
        f"movement.remind_{one.stage}",
        report=text(f"movement.due_{report.id}"),
        day=f"{one.due.on:%d/%m/%Y}",
        to=text(f"movement.to_{report.to}"),
    )
