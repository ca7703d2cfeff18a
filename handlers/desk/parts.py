"""Everything the web desk's door works with."""

from dataclasses import dataclass
from typing import Protocol

from communes.directory import Directory
from desks.auditing import Auditing
from desks.ports import Chance, Clock, DeskBook
from desks.ready_words import ReadySentences
from desks.roster import Roster
from desks.signin.access import Access
from tips.expiry import Expiry
from tips.media import MediaShelf
from tips.reports.hot_spots import HotSpots
from tips.reports.reports import Reports
from tips.triage.by_phone import Counter
from tips.triage.destinations import Finding
from tips.triage.duplicates import Duplicates
from tips.triage.officer_moves import OfficerMoves
from tips.triage.overview import Overviews
from tips.triage.reaching import Reaching
from tips.triage.search import Search
from tips.triage.triage import Triage


class Waker(Protocol):
    async def wait(self, topic: str, seconds: float) -> bool: ...


@dataclass(frozen=True, slots=True)
class WebDesk:
    triage: Triage
    moves: OfficerMoves
    finding: Finding
    counter: Counter
    access: Access
    audit: Auditing
    reports: Reports
    hot_spots: HotSpots
    duplicates: Duplicates
    search: Search
    overviews: Overviews
    roster: Roster
    ready: ReadySentences
    expiry: Expiry
    desks: DeskBook
    shelf: MediaShelf
    directory: Directory
    bell: Waker
    clock: Clock
    chance: Chance
    secure_cookie: bool
    reaching: Reaching | None = None  # where every channel simply delivers
