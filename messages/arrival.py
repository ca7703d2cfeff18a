"""What a platform delivered and nobody worked on yet: written down before it is acknowledged.

Told "taken", a platform never says it again: nothing may be taken that a crash could lose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from messages.message import Address


@dataclass(frozen=True, slots=True)
class Arrival:
    """`event_id` names it within its channel; `body` is plain JSON without a name of anybody."""

    sender: Address
    event_id: str
    body: Mapping[str, Any]
    said_at: datetime
    opens_window: bool = False  # said by the person themselves: from now on they may be answered
    mute_until: datetime | None = None  # somebody answers there by hand
    attempt: int = 0


class ArrivalStore(Protocol):
    async def put(self, arrivals: Sequence[Arrival], at: datetime) -> int:
        """Commit; how many of them are new."""
        ...

    async def due(
        self, channel: str, at: datetime, lease_until: datetime, limit: int
    ) -> tuple[Arrival, ...]:
        """Lease the first of each chat, by the time it was said: never two of one chat at once."""
        ...

    async def hold(self, arrival: Arrival, until: datetime) -> None:
        """It is still being answered: nobody else may begin with it before that."""
        ...

    async def done(self, arrival: Arrival) -> None:
        """Forget what it said; that it came is remembered, in case it comes again."""
        ...

    async def postpone(self, arrival: Arrival, until: datetime) -> None: ...
