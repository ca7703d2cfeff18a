"""What campaigns need from the outside world. One method, one transaction, plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from broadcasts.audience.audience import Audience, Parts
from broadcasts.campaigns.campaign import Campaign, Occurrence, State
from broadcasts.delivery.marks import Ledger
from broadcasts.lessons.content import Content
from broadcasts.lessons.lesson import Lesson


class Chance(Protocol):
    def hex(self, bits: int) -> str: ...


class LessonSource(Protocol):
    def lesson(self, wanted: str) -> Lesson | None:
        """As its file stands now."""
        ...


@dataclass(frozen=True, slots=True)
class Note:
    """An entry of the audit log. Codes only, never words."""

    action: str
    officer: str | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """Which campaigns one desk sees. `below` None: those of every desk."""

    desk: str
    below: frozenset[str] | None
    above: frozenset[str]  # of these only what is certain to go out


@dataclass(frozen=True, slots=True)
class SentLesson:
    """A lesson that went out, or is on its way."""

    lesson: str
    desk: str
    audience: Audience
    content: Content
    approved_at: datetime


class CampaignStore(Protocol):
    async def add(self, campaign: Campaign, note: Note, at: datetime) -> bool:
        """False, and nothing written, when the id is taken."""
        ...

    async def campaign(self, wanted: str) -> Campaign | None: ...

    async def save(self, was: Campaign, now: Campaign, note: Note, at: datetime) -> Campaign:
        """With what follows for its occurrences: a pause parks them, a resume puts them back,
        a cancel ends them. CampaignMoved when `was` is not what is there.
        """
        ...

    async def occurrence(self, wanted: int) -> Occurrence | None: ...
    async def occurrences(self, campaign: str) -> tuple[Occurrence, ...]:
        """In order of time."""
        ...

    async def release(self, campaign: Campaign, note: Note, at: datetime) -> Campaign:
        """What a bad canary held goes on to everybody."""
        ...

    async def resolve(self, campaign: Campaign, note: Note, at: datetime, *, again: bool) -> int:
        """How many unknown outcomes became sent, or are tried again. StillUnderWay while somebody
        holds one of its shards.
        """
        ...


class Calendar(Protocol):
    """What happens by the clock. Any process may ask; one of them acts."""

    async def due(self, at: datetime, limit: int) -> tuple[Campaign, ...]: ...

    async def occur(
        self, was: Campaign, now: Campaign, occurrence: Occurrence, note: Note, at: datetime
    ) -> bool:
        """False when another process was first."""
        ...

    async def settle(self, at: datetime) -> int:
        """Campaigns whose occurrences are all over go on to `scheduled` or `sent`."""
        ...

    async def add(self, campaign: Campaign, note: Note, at: datetime) -> bool: ...
    async def sent_between(self, after: datetime, until: datetime) -> tuple[SentLesson, ...]:
        """Lessons, not urgent, that fell due in that time, in order."""
        ...


@dataclass(frozen=True, slots=True)
class RunLedger:
    """One occurrence and what became of its people, in one channel."""

    occurrence: Occurrence
    channel: str  # empty: nobody was meant
    ledger: Ledger


class CampaignBook(Protocol):
    """For reading only."""

    async def campaigns(
        self, sight: Sight, states: frozenset[State], limit: int
    ) -> tuple[Campaign, ...]:
        """The newest first. No states: all."""
        ...

    async def between(
        self, sight: Sight, first: datetime, last: datetime
    ) -> tuple[tuple[Occurrence, Campaign], ...]: ...

    async def ledger(self, campaign: str) -> tuple[RunLedger, ...]: ...
    async def ledger_total(self, campaign: str) -> tuple[int, Ledger]:
        """Everybody who was frozen, and what became of them. Reads one row a shard."""
        ...

    async def size(self, audience: Audience, parts: Parts = ...) -> Mapping[str, int]:
        """How many people by channel, now. With parts: whoever gets at least one of them."""
        ...

    async def size_by_lesson(
        self, audience: Audience, parts: Parts
    ) -> Mapping[str, Mapping[str, int]]:
        """By lesson of `parts`: how many people by channel, now."""
        ...

    async def approval(self, campaign: str) -> str:
        """The fact of its approval's audit entry: size and fingerprint. Empty before."""
        ...

    async def paused_until(self) -> Mapping[str, datetime]:
        """By channel, when the platform told us to be silent."""
        ...


class OpenWindows(Protocol):
    async def count_open(self, at: datetime) -> Mapping[str, int]:
        """People a platform delivers to now, for channels that deliver only for a while."""
        ...


class NoWindows:
    """Every channel simply delivers."""

    async def count_open(self, at: datetime) -> Mapping[str, int]:  # noqa: ARG002
        return {}


NO_WINDOWS = NoWindows()
