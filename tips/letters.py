"""Letters: what must reach somebody, and the store that keeps them until it has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desks.desk import Code
from messages.channel import Delivered
from messages.message import Address, Media
from tips.tip import Tip


class LetterKind:
    CARD = "card"  # a tip's card at a desk group, edited in place
    TRACE = "trace"  # in place of the card: the tip went to another desk
    POST = "post"  # the citizen's later words, into the tip's topic
    CITIZEN = "citizen"  # an officer's question or a status change, to the citizen


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A leased row. `text` is what was sealed; a CARD has none and is rendered from the tip."""

    id: str
    kind: str
    tip: Tip
    to: Address
    text: str
    media: tuple[Media, ...]
    attempt: int
    message_id: str  # non-empty: the card is there already, edit it
    version: int  # the tip version a card shows once this is delivered
    asks: bool = False
    on_duty: tuple[str, ...] = ()  # at the tip's desk now, for a card that nobody has taken
    likely: tuple[Code, ...] = ()  # tips that may tell of the same event, for such a card


class LetterStore(Protocol):
    async def due(
        self, at: datetime, lease_until: datetime, limit: int
    ) -> tuple[WaitingLetter, ...]:
        """Lease the heads of the lanes: never two letters to one chat at once, oldest first. The
        card of an emergency goes before what waits in its group.
        """
        ...

    async def delivered(self, letter: WaitingLetter, where: Delivered, at: datetime) -> None: ...
    async def postpone(self, letter: WaitingLetter, until: datetime, reason: str) -> None: ...
    async def park(self, letter: WaitingLetter, reason: str) -> None:
        """Unreachable: waits until the citizen comes back or shows the receipt."""
        ...

    async def give_up(self, letter: WaitingLetter, reason: str, at: datetime) -> None: ...
    async def send_anew(self, letter: WaitingLetter) -> None:
        """The message to edit is gone: forget where it was and deliver again."""
        ...

    async def next_due(self) -> datetime | None: ...
