"""A day or days that words of time stand for: nobody reads a tip on the day it was told.

Never ahead of now; where the day cannot be told, there is none.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from communes.spelling import fold
from tips.reading.time.lunar import LUNAR
from tips.reading.time.numbers import hour_in
from tips.reading.time.pieces import Piece, Time

NEW_DAY = 5  # before five "tối nay" is the evening that has just passed
_NIGHT = re.compile(r"\b(?:dem|khuya|night)\b")


@dataclass(frozen=True, slots=True)
class Days:
    first: date
    last: date
    shown: str = ""  # where a day says too much or too little: "10/2026", "~09:30 30/11/2026"
    lunar: bool = False

    def written(self, today: date) -> str:
        """For the brackets behind the words."""
        if self.first > today:
            return ""
        last = min(self.last, today)
        days = f"{last:%d/%m/%Y}"
        if self.first != last:
            days = f"{self.first:%d/%m}–{days}"
        return f"{LUNAR}, {self.shown or days}" if self.lunar else self.shown or days


def one_day(day: date) -> Days:
    return Days(day, day)


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A piece of a time, with what is needed to reckon its day."""

    time: Time
    piece: Piece
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def hour(self) -> int | None:
        return hour_in(self.time.words)

    @property
    def is_small_hours(self) -> bool:
        return self.now.hour < NEW_DAY

    @property
    def at_night(self) -> bool:
        return bool(_NIGHT.search(fold(self.time.words)))

    def back(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def get(self, name: str) -> str:
        return self.piece.groups.get(name, "")
