"""What everybody may read of a month at a commune's desk: how many tips of each kind, in fives.

Every figure is made of one count alone, rounded down to fives, and sums add what was rounded: so no
two figures, of whatever kinds, months or places, ever differ by a handful of tips. A month is
published once, when it has settled, and stays as it was: a tip that is withdrawn or renamed later
shows nowhere.

Whoever sends four tips of his own to see whether a fifth is there must have them taken for true and
for different matters: what was found false, empty, the same again, or none of ours counts nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from desks.desk import DeskCode
from desks.ports import Clock
from tips.reports.figures import Counted
from tips.reports.periods import Window, whole_days
from tips.statuses import RETRACTED, SPAM
from wording.moments import VIETNAM

SMALLEST = 5  # fewer are not told apart from none
SETTLED = timedelta(days=14)  # after the month's last day
MONTHS = 24  # that can be read
# Everybody can make as many of these as they want.
MADE_AT_WILL = frozenset(
    {SPAM, RETRACTED, "tin_sai_su_that", "khong_co_co_so", "khong_du_thong_tin", "trung_lap"}
    | {"ngoai_pham_vi"}
)


@dataclass(frozen=True, slots=True)
class PublicMonth:
    desk: DeskCode
    month: date  # its first day
    kinds: Mapping[str, int]  # received, in fives; what is below five is not there
    outcomes: Mapping[str, int]  # of those that were closed when it was published

    @property
    def total(self) -> int:
        """At least so many."""
        return sum(self.kinds.values())


class ReceivedTips(Protocol):
    async def counted(self, desks: Sequence[DeskCode], window: Window) -> Sequence[Counted]: ...


class MonthShelf(Protocol):
    async def kept(self, desk: DeskCode, month: date) -> PublicMonth | None: ...

    async def keep(self, one: PublicMonth) -> PublicMonth:
        """The first one stays, whatever comes later; the one that stays."""
        ...


@dataclass(frozen=True, slots=True)
class PublicMonths:
    received: ReceivedTips
    shelf: MonthShelf
    clock: Clock

    @property
    def newest(self) -> date:
        today = self.clock.now().astimezone(VIETNAM).date() - SETTLED
        return _first(today, -1)

    def has(self, month: date) -> bool:
        return month.day == 1 and _first(self.newest, 1 - MONTHS) <= month <= self.newest

    async def read(self, desk: DeskCode, month: date) -> PublicMonth:
        """Of a month it `has`."""
        kept = await self.shelf.kept(desk, month)
        if kept:
            return kept
        window = whole_days(month, _first(month, 1) - timedelta(days=1))
        tips = await self.received.counted((desk,), window)
        return await self.shelf.keep(publish(desk, month, tips))


def publish(desk: DeskCode, month: date, tips: Sequence[Counted]) -> PublicMonth:
    told = [tip for tip in tips if not tip.merged and tip.closing_reason not in MADE_AT_WILL]
    kinds = Counter(str(tip.kind) for tip in told)
    outcomes = Counter(tip.closing_reason for tip in told if tip.closing_reason)
    return PublicMonth(desk, month, _in_fives(kinds), _in_fives(outcomes))


def _in_fives(counts: Mapping[str, int]) -> Mapping[str, int]:
    rounded = {name: count // SMALLEST * SMALLEST for name, count in counts.items()}
    return {name: rounded[name] for name in sorted(rounded) if rounded[name]}


def _first(day: date, months: int) -> date:
    """The first day of the month so many months from that of `day`."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)
