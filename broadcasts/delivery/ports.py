"""What sending lessons needs from the outside world. One method, one transaction, plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from broadcasts.audience.subscriber import Person
from broadcasts.delivery.marks import Mark
from broadcasts.delivery.shard import Shard

TOPIC = "lessons"  # what the bell rings for whoever begins campaigns and whoever sends


class LeaseLost(Exception):
    """Another process holds this shard now: whatever was not saved yet is theirs to do."""


# --- one shard, from the claim to its last person ---------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one person of a shard."""

    index: int
    mark: Mark
    message_id: int = 0  # where it is, so that it can be corrected; 0: nowhere


@dataclass(frozen=True, slots=True)
class Standing:
    """What a save found: may this shard go on?"""

    goes_on: bool  # not paused, held or cancelled meanwhile
    urgent_waits: bool = False  # an alert has shards that nobody holds


@dataclass(frozen=True, slots=True)
class Terms:
    """`daytime` False: only what is urgent. `per_week`: lessons one person may get in 7 days."""

    owner: str
    channels: Sequence[str]
    lease_seconds: float
    daytime: bool
    per_week: int


class DeliveryStore(Protocol):
    async def claim(self, terms: Terms, at: datetime) -> Shard | None:
        """Lease the next shard that may be sent now: urgent ones first, then oldest first."""
        ...

    async def people(self, ids: Sequence[int]) -> Mapping[int, Person]:
        """Who of these still wants lessons, this very moment."""
        ...

    async def save(self, shard: Shard, results: Sequence[Result], maybe_twice: int) -> Standing:
        """Commit marks and message ids, close the subscriptions of the blocked, renew the lease.

        LeaseLost when the fence has moved on: nothing of it was written then.
        """
        ...

    async def release(self, shard: Shard, at: datetime, not_before: datetime) -> None:
        """Let go of it. With nobody left to try it is done, and with the last shard its
        occurrence; who was put off is tried again after `not_before`.
        """
        ...


class Freezer(Protocol):
    async def step(self, at: datetime) -> bool:
        """Freeze a little more of some due occurrence's audience; False: there is none."""
        ...


# --- how much may be said ---------------------------------------------------------------------


class Lane:
    ANSWERS = "answers"  # to somebody who reports a crime: never waits behind a lesson
    URGENT = "urgent"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Slots:
    """`count` messages may leave, the first in `wait` seconds, then one every `interval`.

    None granted (`count` 0): ask again in `wait` seconds.
    """

    count: int
    wait: float
    interval: float


class Budget(Protocol):
    """One row a bot, shared by every process that speaks with its token."""

    async def take(self, bot: str, lane: str, count: int) -> Slots: ...
    async def pause(self, bot: str, seconds: float) -> None:
        """A 429: nobody sends with this token until then. Never shortens a longer pause."""
        ...
