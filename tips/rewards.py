"""Thanks for a tip: praise, or a sum. Proposed by one officer, granted by another. Pure.

Sums are steps, so that many are alike: a payment must not tell which tip it was for.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desks.desk import OfficerId
from wording.catalogue import text
from wording.moments import VIETNAM

PRAISE = 0  # no sum: biểu dương
# In đồng. Decision 07/2026/QĐ-TTg (from 1/3/2026): at most 20 million to a person at once.
SUMS = (PRAISE, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000)


@dataclass(frozen=True, slots=True)
class Reward:
    amount: int
    by: OfficerId  # whoever proposed it
    until: date | None = None  # granted, and to be fetched by this day
    taken: bool = False  # its token was shown; on which day, nothing remembers

    def waits(self, at: datetime) -> bool:
        """Granted, with a token that was not yet shown."""
        return self.amount > PRAISE and self.is_open(at) and not self.taken

    def is_open(self, at: datetime) -> bool:
        return self.until is not None and day_of(at) <= self.until


def granted(proposed: Reward, at: datetime, days: int) -> Reward:
    """Until the end of a month: the last day must not tell on which day it was granted."""
    day = day_of(at) + timedelta(days=days)
    last = calendar.monthrange(day.year, day.month)[1]
    return replace(proposed, until=day.replace(day=last))


def day_of(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def sum_label(amount: int, language: str = "vi") -> str:
    """Say "500.000 đồng", or what praise is called."""
    if amount == PRAISE:
        return text("rewards.praise", language)
    grouped = f"{amount:,}"
    return text("rewards.sum", language, amount=grouped.replace(",", "."))


def told_of(reward: Reward, language: str) -> str:
    """What its resident reads once it is granted."""
    if reward.amount == PRAISE or reward.until is None:
        return text("rewards.told_praise", language)
    until = day_label(reward.until)
    return text("rewards.told_sum", language, sum=sum_label(reward.amount, language), until=until)


def day_label(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
