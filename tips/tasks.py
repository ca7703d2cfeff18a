"""What an officer asks of the local security team (Tổ bảo vệ ANTT) of a hamlet. Pure.

The team reads an officer's words for it and nothing of the tip behind them: need to know.
"""

from dataclasses import dataclass
from datetime import datetime

from desks.desk import Officer

BETWEEN = "·"


@dataclass(frozen=True, slots=True)
class NewTask:
    hamlet: str
    words: str  # an officer's, for the team: never what a resident told


@dataclass(frozen=True, slots=True)
class Task:
    """As its hamlet reads it."""

    id: str
    hamlet: str
    words: str
    given_at: datetime


def hamlet_of(guard: Officer) -> str:
    """A seat is called "Thôn Đông · Ông Ba", or only "Thôn Đông"."""
    return guard.label.partition(BETWEEN)[0].strip() or guard.label


def one_of_each_hamlet(guards: tuple[Officer, ...]) -> tuple[Officer, ...]:
    """A task is the whole hamlet's, whoever of it is named."""
    return tuple({hamlet_of(one): one for one in reversed(guards)}.values())[::-1]
