"""Finds tips of a desk, open and closed, by a code, by words anywhere in them, by what happened.

There is no index of words on disk: it would tell whoever steals the database what is in every tip.
Tips are unsealed one after the other, so many for one question; what was unsealed is known for a
while in memory. What was looked for is kept nowhere.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from communes.directory import Directory
from communes.spelling import fold
from desks.desk import Code, DeskCode, Officer
from desks.permissions import Action, require
from tips.tip import KindId, TipSummary

UNSEALED = 2000  # tips for one question; the answer says where to go on
AT_ONCE = 200  # of them, before anybody else has a turn
PAGE = 5000  # of those that are known already
SHOWN = 50
SHORTEST_NUMBER = 4  # digits of a phone or a plate, written with or without dots and spaces

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in the rows unsealed."""

    kind: KindId | None = None
    outcome: str | None = None  # a closing reason
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """All that was said in a tip, folded once: each word after a space, each text glued."""

    words: str
    glued: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Said":
        folded = [fold(text) for text in texts]
        words = (word for text in folded for word in _WORDS.findall(text))
        return cls(" " + " ".join(words), "\n".join(map(_glued, folded)))


@dataclass(frozen=True, slots=True)
class Candidate:
    code: Code
    cursor: str
    said: Said


@dataclass(frozen=True, slots=True)
class Candidates:
    tips: Sequence[Candidate]
    unsealed: int  # of them; the others were known
    after: str  # where to go on; empty at the end


@dataclass(frozen=True, slots=True)
class Found:
    tips: tuple[TipSummary, ...]
    looked: int
    after: str  # where to go on; empty at the end


class SearchStore(Protocol):
    async def candidates(
        self, desk: DeskCode, facts: Facts, after: str, limit: int, unseal: int
    ) -> Candidates:
        """In the order of the queue; so many at most, and at most so many that are not known."""
        ...

    async def summaries(self, desk: DeskCode, codes: Sequence[Code]) -> tuple[TipSummary, ...]:
        """Of these, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Search:
    store: SearchStore
    directory: Directory

    async def find(
        self, officer: Officer, words: str, facts: Facts, after: str, desk: DeskCode
    ) -> Found:
        """Raises as reading that desk's queue does."""
        require(officer, Action.READ, desk, self.directory)
        sought, found = Sought.of(words), list[Code]()
        looked = unsealed = 0
        limit = AT_ONCE
        while unsealed < UNSEALED:
            page = await self.store.candidates(desk, facts, after, limit, AT_ONCE)
            unsealed, limit = unsealed + page.unsealed, AT_ONCE if page.unsealed else PAGE
            seen = _sift(page.tips, sought, found)
            looked, after = looked + seen, page.after
            if len(found) == SHOWN:
                after = page.tips[seen - 1].cursor
                break
            if not after:
                break
        return Found(await self.store.summaries(desk, found), looked, after)


@dataclass(frozen=True, slots=True)
class Sought:
    words: tuple[str, ...]
    typed: str
    is_number: bool

    @classmethod
    def of(cls, words: str) -> "Sought":
        folded = fold(words)
        typed = _glued(folded)
        digits = sum(character.isdigit() for character in typed)
        each = tuple(f" {word}" for word in _WORDS.findall(folded))
        return cls(each, typed, digits >= SHORTEST_NUMBER)

    def is_in(self, one: Candidate) -> bool:
        """Every word begins a word of it; or it is one number or code, however it is spaced."""
        said = one.said
        if all(word in said.words for word in self.words):
            return True
        if self.is_number and self.typed in said.glued:
            return True
        return self.typed == _glued(one.code.lower())


def _sift(tips: Sequence[Candidate], sought: Sought, found: list[Code]) -> int:
    """Adds those that fit until enough are found; how many it looked at."""
    for number, one in enumerate(tips, 1):
        if sought.is_in(one):
            found.append(one.code)
            if len(found) == SHOWN:
                return number
    return len(tips)


def _glued(folded: str) -> str:
    return "".join(character for character in folded if character.isalnum())
