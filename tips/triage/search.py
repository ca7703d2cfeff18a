"""Finds tips of a desk, open and closed, by a code, by words anywhere in them, by what happened.

There is no index of words on disk: even of words under a key it would tell whoever steals the
database which tips share them, and how often each stands. Tips are unsealed one after the other, so
many for one question; what was unsealed is known for a while in memory, and the page has it read
ahead while words are typed. What was looked for is kept nowhere.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from communes.directory import Directory
from communes.spelling import fold
from desks.desk import Code, DeskCode, Officer
from desks.permissions import Action, require
from tips.tip import KindId, TipSummary

UNSEALED = 1000  # tips for one question; the answer says where to go on
AT_ONCE = 200  # of them, before anybody else has a turn
FIRST = 2_000  # of those that are known already: enough for words that many tips hold
PAGE = 20_000  # of them after that, before anybody else has a turn
SHOWN = 50
SHORTEST_NUMBER = 4  # digits of a phone or a plate, written with or without dots and spaces

_WORDS = re.compile(r"\w+")
_BETWEEN = re.compile(r"[^\w\n]+|_+")


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

    code: str  # glued
    words: str
    glued: str

    @classmethod
    def of(cls, code: Code, texts: Iterable[str]) -> "Said":
        folded = fold("\n".join(text.replace("\n", " ") for text in texts))
        words = " ".join(_WORDS.findall(folded))
        return cls(_glued(code.lower()), f" {words}", _BETWEEN.sub("", folded))


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of one look at a desk's tips."""

    found: int
    looked: int
    unsealed: int  # of them; the others must be known


@dataclass(frozen=True, slots=True)
class Sifted:
    """Those that fit, in the order of the queue, and how many it took to find them."""

    codes: Sequence[Code]
    looked: int
    unsealed: int
    after: str  # where to go on; empty at the end


@dataclass(frozen=True, slots=True)
class Found:
    tips: tuple[TipSummary, ...]
    looked: int
    after: str  # where to go on; empty at the end


class SearchStore(Protocol):
    async def sift(
        self, desk: DeskCode, facts: Facts, after: str, fits: Callable[[Said], bool], bounds: Bounds
    ) -> Sifted:
        """In the order of the queue, until a bound is reached."""
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
        sifted = await self._sift(desk, facts, after, Sought.of(words).is_in, SHOWN)
        shown = await self.store.summaries(desk, sifted.codes)
        return Found(shown, sifted.looked, sifted.after)

    async def prepare(self, officer: Officer, after: str, desk: DeskCode) -> str:
        """While words are still being typed, so many tips become known; returns where to go on,
        empty at the end. Raises as reading that desk's queue does.
        """
        require(officer, Action.READ, desk, self.directory)
        return (await self._sift(desk, Facts(), after, _never, SHOWN)).after

    async def _sift(
        self, desk: DeskCode, facts: Facts, after: str, fits: Callable[[Said], bool], most: int
    ) -> Sifted:
        codes, looked, unsealed = list[Code](), 0, 0
        ahead = FIRST
        while True:
            bounds = Bounds(most - len(codes), ahead, AT_ONCE)
            page = await self.store.sift(desk, facts, after, fits, bounds)
            codes += page.codes
            looked, unsealed, after = looked + page.looked, unsealed + page.unsealed, page.after
            if not after or len(codes) == most or unsealed >= UNSEALED:
                return Sifted(codes, looked, unsealed, after)
            ahead = AT_ONCE if page.unsealed else PAGE  # rows beyond would be read for nothing


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

    def is_in(self, said: Said) -> bool:
        """Every word begins a word of it; or it is one number or code, however it is spaced."""
        words = said.words
        for word in self.words:  # no generator: this is asked of a hundred thousand tips
            if word not in words:
                break
        else:
            return True
        return (self.is_number and self.typed in said.glued) or self.typed == said.code


def _never(_: Said) -> bool:
    return False


def _glued(folded: str) -> str:
    return "".join(character for character in folded if character.isalnum())
