"""Finds tips of a desk, open and closed, by a code, by words anywhere in them, by what happened.

There is no index of words: it would tell whoever steals the database what is in every tip. Tips are
unsealed one after the other, so many at a time, and what was looked for is kept nowhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from communes.directory import Directory
from communes.spelling import fold, glue
from desks.desk import DeskCode, Officer
from desks.permissions import Action, require
from tips.tip import KindId, TipSummary

LOOKED_AT = 2000  # tips for one question; the answer says where to go on
PAGE = 200
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
class Candidate:
    summary: TipSummary
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    tips: tuple[TipSummary, ...]
    looked: int
    after: str  # where to go on; empty at the end


class SearchStore(Protocol):
    async def candidates(
        self, desk: DeskCode, facts: Facts, after: str, limit: int
    ) -> Sequence[Candidate]:
        """In the order of the queue, with everything that was said in them."""
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
        found: list[TipSummary] = []
        looked = 0
        while looked < LOOKED_AT and len(found) < SHOWN:
            page = await self.store.candidates(desk, facts, after, PAGE)
            looked += len(page)
            found += [one.summary for one in page if matches(one, words)]
            after = page[-1].summary.cursor if len(page) == PAGE else ""
            if not after:
                break
        return Found(tuple(found), looked, after)


def matches(one: Candidate, words: str) -> bool:
    """Every word begins a word of it; or it is one number or code, however it is spaced."""
    wanted, typed = _WORDS.findall(fold(words)), glue(words)
    if typed == glue(one.summary.code):
        return True
    said = " " + " ".join(_WORDS.findall(fold(" ".join(one.texts))))
    if all(f" {word}" in said for word in wanted):
        return True
    is_number = sum(c.isdigit() for c in typed) >= SHORTEST_NUMBER
    return is_number and any(typed in glue(text) for text in one.texts)
