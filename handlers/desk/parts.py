"""Everything the web desk's door works with."""

from dataclasses import dataclass
from typing import Protocol

from communes.directory import Directory
from desks.access import Access
from desks.auditing import Auditing
from desks.ports import Chance, Clock, DeskBook
from desks.roster import Roster
from tips.counter import Counter
from tips.dispatch import Dispatch
from tips.duplicates import Duplicates
from tips.finding import Finding
from tips.ports import MediaShelf
from tips.reports import Reports
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
