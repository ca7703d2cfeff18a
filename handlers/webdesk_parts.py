"""Everything the web desk's door works with."""

from dataclasses import dataclass
from typing import Protocol

from communes.directory import Directory
from tips.access import Access
from tips.auditing import Auditing
from tips.counter import Counter
from tips.dispatch import Dispatch
from tips.duplicates import Duplicates
from tips.finding import Finding
from tips.ports import Chance, Clock, DeskBook, MediaShelf
from tips.reports import Reports
from tips.roster import Roster
from tips.triage import Triage
from tips.watching import Reminders


class Waker(Protocol):
    async def wait(self, topic: str, seconds: float) -> bool: ...


@dataclass(frozen=True, slots=True)
class WebDesk:
    triage: Triage
    dispatch: Dispatch
    finding: Finding
    counter: Counter
    access: Access
    audit: Auditing
    reports: Reports
    duplicates: Duplicates
    reminders: Reminders
    roster: Roster
    desks: DeskBook
    shelf: MediaShelf
    directory: Directory
    bell: Waker
    clock: Clock
    chance: Chance
    secure_cookie: bool
