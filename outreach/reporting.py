"""Reports of the movement: which are owed, which were sent, and what stands in them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from desks.auditing import Auditing
from desks.desk import NATIONAL, Officer
from desks.permissions import Action, require
from outreach.calendar import Due, Owed, dues
from outreach.errors import DayNotAllowed, UnknownReport
from outreach.meters import Measured, Targets, percent
from outreach.movement import LONGEST_AGO, Movement, Row
from outreach.registers.keeping import Registers
from outreach.report import Cell, Counted, MovementReport, Section, compose

MOST_YEARS = 11


class SentReports(Protocol):
    async def sent(self, desk: str) -> Mapping[str, date]:
        """By a due report's name, the day it was marked as sent."""
        ...

    async def mark_sent(self, desk: str, name: str, officer: str, day: date) -> None:
        """The first mark stays."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    due: Due
    sent: date | None
    is_overdue: bool
    is_soon: bool


@dataclass(frozen=True, slots=True)
class Reporting:
    movement: Movement
    registers: Registers
    sent: SentReports
    owed: Sequence[Owed]
    audit: Auditing

    async def standing(self, officer: Officer) -> tuple[Standing, ...]:
        """By day; what is overdue and not sent comes first."""
        require(officer, Action.READ_OUTREACH, officer.desk)
        today, sent = self.movement.today, await self.sent.sent(officer.desk)
        found = [
            Standing(
                due,
                sent.get(due.name),
                is_overdue=due.is_overdue(today) and due.name not in sent,
                is_soon=due.is_soon(today) and due.name not in sent,
            )
            for due in dues(self.owed, today)
        ]
        return tuple(sorted(found, key=lambda one: (not one.is_overdue, one.due.on)))

    async def mark_sent(self, officer: Officer, name: str) -> None:
        require(officer, Action.LOG_OUTREACH, officer.desk)
        if name not in {due.name for due in dues(self.owed, self.movement.today)}:
            raise UnknownReport
        await self.sent.mark_sent(officer.desk, name, officer.id, self.movement.today)
        await self.audit.entered(officer, f"report {name}")

    async def report(
        self, officer: Officer, first: date, last: date, say: Callable[..., str]
    ) -> MovementReport:
        """Of a commune for any days; above it, of the year that `last` lies in. Registers as they
        stand, of that year.
        """
        if first > last or last - first > LONGEST_AGO * MOST_YEARS:
            raise DayNotAllowed
        counted = await self._counted(officer, first, last, say)
        kept = await self._kept(officer, last.year, say)
        await self.audit.exported(officer, f"movement {first} {last}")
        letterhead = self._letterhead(officer.desk, say)
        return replace(counted, sections=(*counted.sections, *kept), letterhead=letterhead)

    def _letterhead(self, desk: str, say: Callable[..., str]) -> tuple[str, ...]:
        over = self.movement.desk_over(desk)
        if over is None:
            return (say("ministry"),)
        above = (
            say("ministry") if over == NATIONAL else say("desk", unit=self.movement.name_of(over))
        )
        return (above, say("desk", unit=self.movement.name_of(desk)))

    async def _counted(
        self, officer: Officer, first: date, last: date, say: Callable[..., str]
    ) -> MovementReport:
        targets = await self.movement.targets(officer)
        unit = self.movement.name_of(officer.desk)
        if not self.movement.is_commune(officer.desk):
            rows = await self.movement.rows(officer, last.year)
            return _of_many(unit, last.year, rows, targets, say)
        places = await self.movement.counted_places(officer)
        activities = await self.movement.activities(officer, first, last)
        return compose(Counted(unit, first, last, places, activities, targets), say)

    async def _kept(
        self, officer: Officer, year: int, say: Callable[..., str]
    ) -> tuple[Section, ...]:
        """What the registers count; nothing where nobody keeps one."""
        standings = await self.registers.standings(officer, year)
        rows: list[tuple[Cell, ...]] = [
            (form.vi, form.standing_of(one.standing), one.count)
            for name, form in self.registers.forms.items()
            for one in standings[name]
        ]
        head = tuple(say(f"head_{one}") for one in ("register", "standing", "entries"))
        return (Section(say("registers"), head, tuple(rows)),) if rows else ()


def _of_many(
    unit: str, year: int, rows: Sequence[Row], targets: Targets, say: Callable[..., str]
) -> MovementReport:
    names = ("place", "households", "least", "share", "organisations", "told", "count", "heads")
    head = tuple(say(f"head_{one}") for one in names)
    shares = tuple(_share(row.measured) for row in rows)
    title = say("title_year", unit=unit, year=year)
    goal = say("goal", households=targets.households, organisations=targets.organisations)
    section = Section(say("below"), head, tuple(map(_cells, rows)), shares)
    return MovementReport(title, (goal, say("note")), (section,), unit)


def _share(measured: Measured) -> int:
    return percent(measured.reach.least, measured.reach.households)


def _cells(row: Row) -> tuple[Cell, ...]:
    reach = row.measured.reach
    return (
        row.name, reach.households, reach.least, f"{_share(row.measured)}%", reach.organisations,
        reach.organisations_told, reach.activities, reach.heads,
    )  # fmt: skip
