"""What the post office needs from a messenger, and what a messenger may answer."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from messages.message import Outgoing


class Unreachable(Exception):
    """The person blocked us or left: final for this address, the letter waits to be fetched."""


class Refused(Exception):
    """The platform will never take this message (malformed, chat gone): given up with a reason."""


class TryLater(Exception):
    """Not now: a limit, a timeout, a platform that is down."""

    def __init__(self, seconds: float, whole_channel: bool = False, why: str = "later") -> None:
        super().__init__(f"retry in {seconds:g} s")
        self.why = why  # what the letter's row says meanwhile
        self.seconds = seconds
        self.whole_channel = whole_channel  # every sender of this token stops


class Unsure(Exception):
    """It may have arrived: the line broke after the words had gone out."""


class MessageGone(Exception):
    """The message to edit is no longer there: send it anew."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where the platform put a message, so that it can be edited or answered to later."""

    recipient: str  # may be finer than asked: "-100123/45" is topic 45 of that group
    message_id: str = ""
    trouble: str = ""  # it arrived, but not as it should: a desks.desk.GroupTrouble


class Channel(Protocol):
    """One messenger we can speak through."""

    @property
    def name(self) -> str:
        """A row of messages/channels.py says what it can do."""
        ...

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        """Deliver, or raise one of the four above. `letter_id`: some channels can drop repeats."""
        ...

    async def edit(self, message: Outgoing, message_id: str) -> None:
        """Replace an earlier message. "Not modified" counts as done."""
        ...


class Speaker(Protocol):
    """Says prompts of the conversation: best effort, in their order."""

    async def speak(self, messages: Iterable[Outgoing]) -> None: ...


class Alarm(Protocol):
    """Wakes whoever waits for a topic; True when it rang before the seconds were over."""

    async def wait(self, topic: str, seconds: float) -> bool: ...


class Ear(Protocol):
    """Of one topic; a ring that came since the last time is heard at once."""

    async def wait(self, seconds: float) -> bool: ...


class Chain(Alarm, Protocol):
    """For those who wake each other, one after the other."""

    def ring(self, topic: str) -> None: ...
    def listening(self, topic: str) -> AbstractContextManager[Ear]: ...
