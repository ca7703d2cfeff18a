"""What a Zalo message says, whichever product brought it, without who said it.

A name, a picture of the person, the id another app knows them by, a contact card: none of them gets
past here, so none can be written down, logged or shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from messages.arrival import Arrival
from messages.message import Address, Position

LARGEST_EVENT = 256 * 1024  # bytes
LONGEST_ID = 100
YEAR_2000 = 946_684_800_000  # milliseconds; what is smaller is no time of a message


class What(StrEnum):
    HEARD = "heard"
    UNSUPPORTED = "unsupported"  # the platform hides what was sent, or who sent it
    STARTED = "started"  # they opened the chat or began to follow
    WITHDREW = "withdrew"
    IN_GROUP = "in_group"
    AT_DESK = "at_desk"  # in a group of officers, or of a hamlet
    BY_HAND = "by_hand"  # an administrator answered in the platform's own tool


@dataclass(frozen=True, slots=True)
class Arrived:
    """`files`: addresses where the platform put what was sent, each with what it says it is."""

    what: What
    chat: str
    event_id: str
    said_at: datetime
    text: str = ""
    files: tuple[tuple[str, str], ...] = ()
    position: Position | None = None
    conversation: str = ""  # an anonymous chat is answered by this and its sender together
    account: str = ""  # who said it in a group; `chat` is the group
    quoted: str = ""  # the message it answers

    def as_arrival(self, channel: str, muted: timedelta = timedelta()) -> Arrival:
        by_hand = self.what is What.BY_HAND
        return Arrival(
            Address(channel, self.recipient),
            self.event_id,
            _shape(self),
            self.said_at,
            opens_window=self.what in _OPENS,
            mute_until=self.said_at + muted if by_hand else None,
        )

    @property
    def recipient(self) -> str:
        return f"{self.chat}/{self.conversation}" if self.conversation else self.chat


class Receiving(Protocol):
    async def receive(self, arrived: Sequence[Arrived]) -> None:
        """Returns when it is on disk, so that only then the platform is told "taken"."""
        ...


_OPENS = frozenset({What.HEARD, What.UNSUPPORTED, What.STARTED})


def _shape(arrived: Arrived) -> Mapping[str, Any]:
    shape: dict[str, Any] = {"what": arrived.what.value}
    if arrived.text:
        shape["text"] = arrived.text
    if arrived.files:
        shape["files"] = [list(file) for file in arrived.files]
    if arrived.position:
        shape["position"] = [arrived.position.latitude, arrived.position.longitude]
    if arrived.account:
        shape |= {"account": arrived.account, "quoted": arrived.quoted}
    return shape


def position_of(latitude: object, longitude: object) -> Position | None:
    """Zalo writes degrees as strings; what lies nowhere on earth is no position."""
    try:
        found = Position(float(str(latitude)), float(str(longitude)))
    except ValueError:
        return None
    return found if abs(found.latitude) <= 90 and abs(found.longitude) <= 180 else None


def moment_of(milliseconds: object) -> datetime:
    """Epoch milliseconds, a number or a string. What cannot be one was long ago."""
    told = str(milliseconds)
    if not (told.isascii() and told.isdecimal() and YEAR_2000 < int(told) < 100 * YEAR_2000):
        return datetime.fromtimestamp(0, UTC)
    return datetime.fromtimestamp(int(told) / 1000, UTC)


def is_id(told: str) -> bool:
    """Of a chat or a message; a stroke parts a chat from its conversation."""
    return 0 < len(told) <= LONGEST_ID and told.isascii() and told.isprintable() and "/" not in told


def mapping(told: object) -> Mapping[str, Any]:
    """An object, or an empty one: nobody promised its shape."""
    return told if isinstance(told, Mapping) else {}


def words(told: object) -> str:
    return told if isinstance(told, str) else ""
