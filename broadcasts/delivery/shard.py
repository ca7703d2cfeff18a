"""A part of a frozen audience, held by one process: who is in it and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from broadcasts.delivery.marks import WAITING, Mark
from broadcasts.lessons.content import Content

SIZE = 4096  # people; about 5 kB a row
CANARY_SIZE = 64
CANARY_FROM = 500  # smaller audiences need no canary


class Act(StrEnum):
    SEND = "send"
    CORRECT = "correct"  # edit what they got
    RECALL = "recall"  # take it away


class Mode(StrEnum):
    AT_LEAST = "atleast"  # nobody is lost; after a crash a few may hear it twice
    AT_MOST = "atmost"  # nobody hears it twice; after a crash a few are `unknown`


@dataclass(frozen=True, slots=True)
class Picked:
    """Of a digest: which of its lessons each reader gets, by subscriber."""

    contents: Mapping[str, Content] = field(default_factory=dict)  # by lesson
    of: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Shard:
    """`marks` changes while it is worked on; everything else stays."""

    occurrence: int
    number: int
    channel: str
    fence: int
    act: Act
    mode: Mode
    urgent: bool
    campaign: str
    desk: str  # whose campaign it is
    lesson: str
    content: Content
    until: datetime  # who was put off is not tried again after this
    ids: Sequence[int]
    marks: bytearray
    messages: Mapping[int, int] = field(default_factory=dict)  # index → message to correct
    picked: Picked = field(default_factory=Picked)
    tired: frozenset[int] = frozenset()  # indices of those who have had enough this week

    def waiting(self) -> list[int]:
        """Indices still to be tried; those that may have arrived already come last."""
        first = [index for index, mark in enumerate(self.marks) if mark == Mark.PENDING]
        return first + [index for index, mark in enumerate(self.marks) if mark == Mark.AGAIN]

    def is_done(self) -> bool:
        return not any(mark in WAITING for mark in set(self.marks))

    def has_deferred(self) -> bool:
        return Mark.DEFERRED in self.marks
