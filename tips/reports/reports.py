"""What a desk may take out: its register for a window, and the sheet for a change of shifts. Every
export is written down first.
"""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Protocol

from communes.directory import Directory
from desks.auditing import Auditing
from desks.desk import DeskCode, Officer
from desks.errors import NotPermitted
from desks.permissions import Action, commands, require
from desks.ports import Clock
from desks.roster import Roster
from tips.reports.figures import Counted, Figures, behind, figures_of
from tips.reports.handover_sheet import HandoverSheet, sheet_of
from tips.reports.periods import Window
from tips.reports.register import COLUMNS, Cell, Entry, Register
from tips.statuses import is_over
from tips.tip import Status, TipSummary

Row = tuple[Cell, ...]
PAGE = 200


class RegisterBook(Protocol):
    async def commanders(self, desk: DeskCode) -> Collection[str]: ...

    def entries(self, desk: DeskCode, window: Window) -> AsyncIterator[Entry]:
        """Tips filed within it that are or were at this desk, oldest first."""
        ...

    async def counted(self, desks: Sequence[DeskCode], window: Window) -> Sequence[Counted]:
        """Tips filed within it that are at these desks. Nothing is unsealed for it."""
        ...


class Queues(Protocol):
    """tips/triage/triage.py, as far as a sheet needs it."""

    async def queue(
        self, officer: Officer, status: Status | None = None, after: str = "", limit: int = 50
    ) -> tuple[TipSummary, ...]: ...


class Reports:
    def __init__(
        self, book: RegisterBook, audit: Auditing, directory: Directory, clock: Clock
    ) -> None:
        self._book = book
        self._audit = audit
        self._directory = directory
        self._clock = clock

    async def register(self, officer: Officer, window: Window) -> AsyncIterator[Row]:
        """Of the officer's own desk; NotPermitted for roles that work on no tips."""
        require(officer, Action.REPORT, officer.desk)
        return await self.register_of(officer.desk, window, officer)

    async def figures(self, officer: Officer, desks: Sequence[DeskCode], window: Window) -> Figures:
        """Of the desks given: the officer's own, and those below it. For whoever commands."""
        tips = await self._counted(officer, desks, window)
        return figures_of(tips, self._directory, self._clock.now())

    async def behind(
        self, officer: Officer, desks: Sequence[DeskCode], window: Window, figure: tuple[str, str]
    ) -> tuple[Counted, ...]:
        """The tips behind a figure: which table, and which row of it."""
        tips = await self._counted(officer, desks, window)
        return behind(tips, *figure, self._clock.now())

    async def _counted(
        self, officer: Officer, desks: Sequence[DeskCode], window: Window
    ) -> Sequence[Counted]:
        if not commands(officer):
            raise NotPermitted
        for desk in desks:
            require(officer, Action.REPORT, desk, self._directory)
        await self._audit.exported(officer, f"figures {officer.desk} {window.start.isoformat()}")
        return await self._book.counted(desks, window)

    async def sheet(
        self, officer: Officer, desk_name: str, queues: Queues, roster: Roster
    ) -> HandoverSheet:
        """What is open at the officer's own desk, who is on duty, what the last shift left."""
        require(officer, Action.REPORT, officer.desk)
        await self._audit.exported(officer, f"sheet {officer.desk}")
        tips, bill = await _open(officer, queues), await roster.bill(officer)
        return sheet_of(desk_name, tips, bill, self._clock.now())

    async def register_of(
        self, desk: DeskCode, window: Window, officer: Officer | None = None
    ) -> AsyncIterator[Row]:
        what = f"register {desk} {window.start.isoformat()} {window.end.isoformat()}"
        await self._audit.exported(officer, what)
        commanders = await self._book.commanders(desk)
        register = Register(commanders, self._directory, self._clock.now())
        return self._rows(register, desk, window)

    async def _rows(self, register: Register, desk: DeskCode, window: Window) -> AsyncIterator[Row]:
        yield COLUMNS
        number = 0
        async for entry in self._book.entries(desk, window):
            number += 1
            yield register.row(number, entry)


async def _open(officer: Officer, queues: Queues) -> list[TipSummary]:
    """Open ones come before closed ones in every queue."""
    found: list[TipSummary] = []
    while page := await queues.queue(officer, None, found[-1].cursor if found else "", PAGE):
        waiting = [tip for tip in page if not is_over(tip.status)]
        found += waiting
        if len(waiting) < len(page):
            break
    return found
