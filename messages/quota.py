"""How much an account may say in a month, and how near the wall it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

WARN_AT = (90, 70)  # percent


class Quota(Protocol):
    async def count(self, name: str) -> None:
        """One message more this month; whoever answers for the account is warned in time."""
        ...

    async def used(self, name: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Level:
    used: int
    limit: int

    @property
    def percent(self) -> int:
        return 100 * self.used // self.limit if self.limit else 100

    def crossed(self, before: int, marks: Sequence[int] = WARN_AT) -> int:
        """The highest mark that was passed between `before` and now, in percent; 0: none."""
        was = Level(before, self.limit).percent
        return next((mark for mark in marks if was < mark <= self.percent), 0)


def month_of(at: datetime) -> str:
    return f"{at:%Y-%m}"
