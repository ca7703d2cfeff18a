"""What enrolling needs from the outside world. One method, one transaction, plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from broadcasts.audience.audience import Audience
from broadcasts.subscribing.subscription import Subscription
from messages.message import Address, ChatLine, Incoming, Outgoing


class SubscriptionMoved(Exception):
    """Another message of theirs came first, or this very one: recall and decide again."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody who writes: nothing, for most."""

    subscription: Subscription | None = None
    answer: tuple[ChatLine, ...] | None = None  # this event was heard before: its answer


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Everything one message about lessons changes; saved whole or not at all."""

    incoming: Incoming
    at: datetime
    before: Subscription | None  # what `recall` said; another in the row raises SubscriptionMoved
    after: Subscription | None  # None: nothing of them is left
    replies: tuple[Outgoing, ...]
    counted: str = ""  # counted once more for the day


class SubscriberStore(Protocol):
    async def recall(self, incoming: Incoming, at: datetime) -> Known: ...

    async def keep(self, enrolled: Enrolled) -> tuple[ChatLine, ...]:
        """Commit; returns the lines of the answer. Nothing written here can be joined to what the
        same person tells as a citizen: other marks, another key, days instead of moments.
        """
        ...

    async def let_go(self, person: Address) -> None:
        """Their next words answer no question of ours any more."""
        ...

    async def end(self, person: Address) -> None:
        """The subscription and every line of it, without an answer."""
        ...

    async def is_subscribed(self, person: Address) -> bool: ...

    async def count(self, audience: Audience) -> int: ...

    async def counted_since(self, day: str) -> Mapping[str, int]:
        """How often each name was counted on that day and after; days as 2027-08-01."""
        ...


class Telling(Protocol):
    """The other conversation, about tips: which of the two do this person's words belong to?"""

    async def is_telling(self) -> bool:
        """A tip is half told, or a question about one is open."""
        ...

    async def is_asked(self) -> bool:
        """An officer waits for their answer."""
        ...


class Sorting(Protocol):
    """Whether words are for the tip line: an order to it, a cry for help, a story."""

    def __call__(self, text: str, /) -> bool: ...
