"""Somebody who asked for lessons: what they wish to hear of, and when not to be disturbed."""

from dataclasses import dataclass
from enum import IntEnum

from messages.message import Address


class Rhythm(IntEnum):
    ALL = 0
    WEEKLY = 1  # one digest a week
    URGENT = 2  # alerts only


@dataclass(frozen=True, slots=True)
class Quiet:
    """Minutes of the Vietnamese day; from 22:00 until 7:00 goes past midnight."""

    starts: int
    ends: int

    def holds(self, minute: int) -> bool:
        if self.starts <= self.ends:
            return self.starts <= minute < self.ends
        return minute >= self.starts or minute < self.ends

    def minutes_left(self, minute: int) -> int:
        """From a minute inside until it ends."""
        return (self.ends - minute) % (24 * 60)


@dataclass(frozen=True, slots=True)
class Wishes:
    topics: frozenset[str]
    groups: frozenset[str]  # what they say they are: pupil, parent, shop …
    province: str = ""
    commune: str = ""
    rhythm: Rhythm = Rhythm.ALL
    quiet: Quiet | None = None  # beside the night, which holds for everybody
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Person:
    """A subscriber at the moment of sending: whoever stopped since the freeze is not found."""

    id: int
    to: Address
    commune: str
    province: str
    rhythm: Rhythm
    quiet: Quiet | None
    language: str
