"""Days of the week as people write them, and an hour that comes round every week."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from communes.spelling import fold
from wording.moments import VIETNAM

_WORDS = (
    "mon monday t2 thu_2 thu_hai",
    "tue tuesday t3 thu_3 thu_ba",
    "wed wednesday t4 thu_4 thu_tu",
    "thu thursday t5 thu_5 thu_nam",  # "thu" alone is English: Vietnamese says which one
    "fri friday t6 thu_6 thu_sau",
    "sat saturday t7 thu_7 thu_bay",
    "sun sunday cn chu_nhat",
)
_NUMBERS = {word: number for number, words in enumerate(_WORDS) for word in words.split()}
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Hour:
    weekday: int  # Monday is 0
    at: time


def weekday_of(name: str) -> int | None:
    """Monday is 0; None for what is no day of the week."""
    return _NUMBERS.get("_".join(fold(name).split()))


def hour_of(told: str) -> Hour:
    """From "sun 19:00" or "chủ nhật 19:00"; ValueError for anything else."""
    name, _, clock = told.strip().rpartition(" ")
    weekday = weekday_of(name)
    if weekday is None:
        raise ValueError(told)
    return Hour(weekday, time.fromisoformat(clock))


def last(hour: Hour, now: datetime) -> datetime:
    """The newest moment of that weekday and hour that is not ahead."""
    local = now.astimezone(VIETNAM)
    day = local.date() - timedelta(days=(local.weekday() - hour.weekday) % 7)
    at = datetime.combine(day, hour.at, VIETNAM)
    return at if at <= now else at - WEEK
