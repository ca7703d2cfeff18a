"""Everything the web desk's door works with."""

from dataclasses import dataclass
from typing import Protocol

from communes.directory import Directory
from tips.access import Access
from tips.auditing import Auditing
from tips.ports import Chance, Clock, DeskBook, MediaShelf
from tips.triage import Triage


class Waker(Protocol):
    async def wait(self, topic: str, seconds: float) -> bool: ...


@dataclass(frozen=True, slots=True)
class WebDesk:
    triage: Triage
    access: Access
    audit: Auditing
    desks: DeskBook
    shelf: MediaShelf
    directory: Directory
    bell: Waker
    clock: Clock
    chance: Chance
    secure_cookie: bool
