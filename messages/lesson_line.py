"""What the courier needs from a messenger: one message to one of very many people, cheaply."""

from dataclasses import dataclass
from typing import Protocol

from messages.message import Button


@dataclass(frozen=True, slots=True)
class LessonMessage:
    """What everybody reads who shares language and unit: made once, sent thousands of times."""

    text: str
    buttons: tuple[Button, ...] = ()
    picture: str = ""  # path of a file; sent once, then by the id the platform gave it
    voice: str = ""
    pieces: int = 1  # messages that its text takes on this channel

    @property
    def messages(self) -> int:
        """How many messages of the platform's limit it costs."""
        return self.pieces + bool(self.voice)


class LessonLine(Protocol):
    """Raises Unreachable, Refused, TryLater (surely not sent) or Unsure."""

    @property
    def name(self) -> str: ...

    async def send(self, recipient: str, told: LessonMessage, letter: str) -> int:
        """The message's id. `letter` is the same for the same person and lesson: some channels
        can drop repeats.
        """
        ...

    async def edit(self, recipient: str, message_id: int, told: LessonMessage) -> None:
        """MessageGone when it is no longer there."""
        ...

    async def delete(self, recipient: str, message_id: int) -> None:
        """MessageGone when it is too old to be taken back, or gone already."""
        ...
