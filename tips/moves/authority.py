"""The decision that lets the legal time be extended, as an officer writes it down. Pure.

Criminal Procedure Code, article 147: who may extend is the head of the investigating body or the
procuracy, never a duty desk. So it is named: its number, its day, and whose it is.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from wording.moments import VIETNAM

NUMBER = re.compile(
    r"\b\d+\s?/\s?[^\W\d_][\w-]*(?:/[\w-]+)*|\bsố:?\s*\d+(?![\d./-])", re.IGNORECASE
)
DAY = re.compile(
    r"\b(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\b"
    r"|\b(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\b",
    re.IGNORECASE,
)
# What stands around number and day, and names nobody.
AROUND = re.compile(r"\b(?:số|ngày|theo|quyết|định|qđ|do|của|ký)\b", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_]{2,}(?:\W+[^\W\d_]+)+|[^\W\d_]*[A-ZĐ]{2,}[^\W_]*")


@dataclass(frozen=True, slots=True)
class Authority:
    number: str
    day: date


def authority_in(words: str) -> Authority | None:
    """None unless number, day and somebody's name or office are all there."""
    number, told = NUMBER.search(words), DAY.search(words)
    day = _day(told) if told else None
    rest = AROUND.sub(" ", DAY.sub(" ", NUMBER.sub(" ", words)))
    if number is None or day is None or not NAME.search(rest):
        return None
    return Authority(number.group(), day)


def allows(words: str, filed_at: datetime, now: datetime) -> bool:
    """A decision about this tip is not older than the tip, and not of a day to come."""
    found = authority_in(words)
    return found is not None and _local(filed_at) <= found.day <= _local(now)


def _day(told: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in told.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _local(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
