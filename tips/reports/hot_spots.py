"""Where and when tips come in, for whoever plans patrols: by hamlet and by part of the day.

Which hamlet a place lies in is read from its words; no column says it, so that what is kept of a
tip whose words are gone tells no place. Every count is rounded down to fives and sums add what was
rounded: this sheet leaves the desk, and nobody may find one tip in it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from communes.spelling import fold
from desks.auditing import Auditing
from desks.desk import DeskCode, Officer
from desks.permissions import Action, require
from tips.reports.periods import Window
from tips.reports.public_month import MADE_AT_WILL, SMALLEST
from tips.reports.register import Entry
from tips.reports.reports import RegisterBook
from tips.tip import Tip
from wording.moments import VIETNAM

BAND = 4  # hours: a third of a shift
BANDS = 24 // BAND
NOWHERE = ""  # its words name no hamlet that this commune has
WHOLE_TEAM = "to dan pho "  # "tổ dân phố 5", which everybody shortens
SHORTENED = ("to ", "tdp ")


class HamletNames(Protocol):
    async def names(self, desk: DeskCode) -> Sequence[str]:
        """Of the commune that this desk is for."""
        ...


@dataclass(frozen=True, slots=True)
class HotSpot:
    hamlet: str  # or NOWHERE
    bands: tuple[int, ...]  # in fives: from midnight, BAND hours each

    @property
    def total(self) -> int:
        """At least so many."""
        return sum(self.bands)


@dataclass(frozen=True, slots=True)
class HotSpots:
    book: RegisterBook
    hamlets: HamletNames
    audit: Auditing

    async def of(self, officer: Officer, window: Window) -> tuple[HotSpot, ...]:
        """At the officer's own desk. The busiest first; every hamlet is there."""
        require(officer, Action.REPORT, officer.desk)
        await self.audit.exported(officer, f"hot spots {officer.desk} {window.start.isoformat()}")
        names = await self.hamlets.names(officer.desk)
        spelt = {name: spellings(name) for name in names}
        counts = Counter([
            (find_hamlet(entry.tip.report.place.words, spelt), _band(entry.tip))
            async for entry in self.book.entries(officer.desk, window)
            if counts_here(entry)
        ])  # fmt: skip
        return lay_out(counts, names)


def counts_here(entry: Entry) -> bool:
    """Once for each event, and nothing that anybody can make at will."""
    tip = entry.tip
    made_up = {tip.closing_reason, str(tip.status)} & MADE_AT_WILL
    return entry.passed is None and tip.lead is None and not made_up


def lay_out(counts: Mapping[tuple[str, int], int], names: Iterable[str]) -> tuple[HotSpot, ...]:
    spots = [
        HotSpot(name, tuple(_in_fives(counts.get((name, band), 0)) for band in range(BANDS)))
        for name in (*names, NOWHERE)
    ]
    return tuple(sorted(spots, key=lambda one: (-one.total, one.hamlet == NOWHERE, one.hamlet)))


def find_hamlet(words: str, spelt: Mapping[str, re.Pattern[str]]) -> str:
    """The one whose name is longest: "Thôn Đông Hòa" is not "Thôn Đông"."""
    folded = " ".join(fold(words).split())
    found = (name for name, pattern in spelt.items() if pattern.search(folded))
    return max(found, key=len, default=NOWHERE)


def spellings(name: str) -> re.Pattern[str]:
    folded = " ".join(fold(name).split())
    every = [folded]
    if folded.startswith(WHOLE_TEAM):
        every += [short + folded.removeprefix(WHOLE_TEAM) for short in SHORTENED]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)")


def _band(tip: Tip) -> int:
    return tip.filed_at.astimezone(VIETNAM).hour // BAND


def _in_fives(count: int) -> int:
    return count // SMALLEST * SMALLEST
