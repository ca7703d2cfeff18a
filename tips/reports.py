"""What a desk may take out: its register for a window. Every export is written down first."""

from collections.abc import AsyncIterator, Collection
from typing import Protocol

from communes.directory import Directory
from tips.auditing import Auditing
from tips.desk import DeskCode, Officer
from tips.periods import Window
from tips.permissions import Action, require
from tips.ports import Clock
from tips.register import COLUMNS, Entry, Register

Row = tuple[str, ...]


class RegisterBook(Protocol):
    async def commanders(self, desk: DeskCode) -> Collection[str]: ...

    def entries(self, desk: DeskCode, window: Window) -> AsyncIterator[Entry]:
        """Tips filed within it that are or were at this desk, oldest first."""
        ...


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
