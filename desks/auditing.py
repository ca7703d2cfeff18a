"""What is written down beside the moves: who looked, who took something out, who was refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from desks.desk import Code, DeskCode, Officer, OfficerId
from desks.permissions import Action, require
from desks.ports import Clock

PAGE = 100


class Seen(StrEnum):
    """Kinds of entries beside the moves; content of `action` in the log."""

    LOOK = "look"
    QUEUE = "queue"  # a desk's list, with the gist of each tip
    MEDIA = "media"
    EXPORT = "export"
    ENTERED = "entered"  # into the movement's log or registers
    REFUSED = "refused"
    READ_LOG = "read_log"

    @property
    def window_minutes(self) -> int:
        """One entry for what the same officer does again and again. Open pages read the queue
        with every change: without a window the log would hold little else.
        """
        return 1 if self is Seen.QUEUE else 10


@dataclass(frozen=True, slots=True)
class Sighting:
    """`what`: a tip's code, a report's name, a refusal's code. Never words."""

    kind: Seen
    what: str
    at: datetime
    officer: OfficerId | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """As an auditor reads it: codes and labels only."""

    id: int
    at: datetime
    action: str
    officer: str  # their label; empty for a resident's own doing
    desk: str
    tip: str  # its code, when the entry is about one
    fact: str


class AuditBook(Protocol):
    async def note(self, sighting: Sighting) -> None:
        """Durable on return. Once for each officer, kind, what and window."""
        ...

    async def entries(self, after: int, limit: int) -> tuple[LogEntry, ...]:
        """Oldest first, from the one after `after`."""
        ...

    async def latest(self, before: int, limit: int) -> tuple[LogEntry, ...]:
        """Newest first, from the one before `before`; 0: from the end."""
        ...


class Auditing:
    def __init__(self, book: AuditBook, clock: Clock) -> None:
        self._book = book
        self._clock = clock

    async def looked(self, officer: Officer, code: Code) -> None:
        await self._note(Seen.LOOK, code, officer)

    async def listed(self, officer: Officer, desk: DeskCode) -> None:
        await self._note(Seen.QUEUE, desk, officer)

    async def played(self, officer: Officer, code: Code) -> None:
        await self._note(Seen.MEDIA, code, officer)

    async def exported(self, officer: Officer | None, what: str) -> None:
        """No officer: from the command line, by whoever runs the system."""
        await self._note(Seen.EXPORT, what, officer)

    async def entered(self, officer: Officer, what: str) -> None:
        """Something the movement counts; `what` is its number, never words."""
        await self._note(Seen.ENTERED, what, officer)

    async def refused(self, officer: Officer | None, what: str) -> None:
        """No officer: nobody known, at the door."""
        await self._note(Seen.REFUSED, what, officer)

    async def read(self, officer: Officer, after: int = 0) -> tuple[LogEntry, ...]:
        """Raises NotPermitted for all but auditors. Reading the log is an entry of its own."""
        require(officer, Action.READ_AUDIT, officer.desk)
        await self._note(Seen.READ_LOG, "", officer)
        return await self._book.entries(after, PAGE)

    async def read_back(self, officer: Officer, before: int = 0) -> tuple[LogEntry, ...]:
        """The same, from the newest one backwards."""
        require(officer, Action.READ_AUDIT, officer.desk)
        await self._note(Seen.READ_LOG, "", officer)
        return await self._book.latest(before, PAGE)

    async def _note(self, kind: Seen, what: str, officer: Officer | None) -> None:
        by = officer.id if officer else None
        await self._book.note(Sighting(kind, what, self._clock.now(), by))
