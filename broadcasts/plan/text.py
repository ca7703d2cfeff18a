"""Reads when a campaign should go out, as officers write it, with or without diacritics.

"now" · "2027-08-19 19:30" · "1/6, 15/6 19:30" · "thứ ba, thứ năm 19:30" · "mùa: hè" · "19/8-49"
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from broadcasts.audience.night import is_quiet
from broadcasts.audience.subscriber import Quiet
from broadcasts.errors import (
    AllPast,
    AtNight,
    LessonsDoNotFit,
    NoDayOfItsOwn,
    NoSuchDay,
    TooOften,
    UnreadableTime,
)
from broadcasts.lessons.lesson import Lesson
from broadcasts.lessons.seasons import Span
from broadcasts.plan.plan import (
    EVENING,
    Dates,
    Once,
    Plan,
    Relative,
    Rhythm,
    Seasons,
    every_due,
    hours_of,
    next_due,
    started,
)
from broadcasts.plan.week import weekday_of
from communes.spelling import fold
from wording.moments import VIETNAM

AT_ONCE = frozenset({"now", "ngay", "ngay bay gio", "bay gio"})
ON_START = frozenset({"start", "bat dau", "khi bat dau"})
OWN_SEASONS = frozenset({"cua_bai", "own"})  # each lesson's own
HOUR = re.compile(r"(?:^|[\s,])(?:luc )?(\d{1,2})(?::(\d{2})|h(\d{2})?)$")
DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
OFFSETS = re.compile(
    r"(\d{1,2}/\d{1,2}(?:/\d{4})?)\s*([+-]\s*\d{1,3})(?:\s*\.\.\s*([+-]?\s*\d{1,3}))?"
)
SEASON = re.compile(r"(?:mua|season)\s*:?\s*(.+)")
SPELLINGS = (("−", "-"), ("–", "-"), ("—", "-"), ("…", ".."), ("...", ".."), (";", ","))
YEARS_AHEAD = 9  # 29/2 may be eight years away
FIRST_YEAR, LAST_YEAR = 2000, 2200  # the ends of what a calendar can hold are no plans


@dataclass(frozen=True, slots=True)
class Frame:
    """What the same words mean depends on these."""

    now: datetime
    lessons: Sequence[Lesson]  # none: an alert
    seasons: Mapping[str, tuple[Span, ...]]
    night: Quiet | None  # None: urgent, goes at any hour
    per_week: int = 3

    @property
    def count(self) -> int:
        return max(1, len(self.lessons))


def plan_of(told: str, frame: Frame) -> Plan:
    """Raises a CampaignProblem that says what is wrong with it."""
    text = " ".join(_plain(told).split())
    for read in READERS:
        plan = read(text, frame)
        if plan is not None:
            return _checked(plan, frame)
    raise UnreadableTime(told[:60])


def series_plan(day: tuple[int, int], year: int | None, frame: Frame) -> Relative:
    """Each lesson on its own day before this one; without a year, the next that lies ahead."""
    offsets = tuple(_own_offset(lesson) for lesson in frame.lessons)
    plan = _relative(day, year, offsets, EVENING, frame.now)
    _checked(plan, frame)
    return plan


def clock_text(night: Quiet) -> str:
    """As people write it: "21:00–06:30"."""
    return "–".join(f"{m // 60:02}:{m % 60:02}" for m in (night.starts, night.ends))


def _plain(told: str) -> str:
    text = fold(told)
    for written, meant in SPELLINGS:
        text = text.replace(written, meant)
    return text


def _checked(plan: Plan, frame: Frame) -> Plan:
    if frame.night and any(is_quiet(at, frame.night) for at in hours_of(plan)):
        raise AtNight(clock_text(frame.night))
    running = started(plan, frame.now, frame.night)
    if next_due(running, frame.now - timedelta(seconds=1)) is None:
        raise AllPast
    moments = [due.at for due in every_due(running, datetime.max.replace(tzinfo=VIETNAM))]
    if len(set(moments)) < len(moments) or len(moments) < frame.count:
        raise LessonsDoNotFit(len(set(moments)), frame.count)
    return plan


# --- one reader for each way to say it -------------------------------------------------------


def _at_once(text: str, _frame: Frame) -> Plan | None:
    if text in AT_ONCE | ON_START:
        return Once(on_start=text in ON_START)
    return None


def _in_season(text: str, frame: Frame) -> Plan | None:
    found = SEASON.fullmatch(text)
    if found is None:
        return None
    name, hour = _hour_off(found[1])
    season = "_".join(name.split())
    if season in OWN_SEASONS:
        return Seasons(tuple(frame.seasons.get(one.season, ()) for one in frame.lessons), hour)
    for known in (season, f"mua_{season}"):
        if known in frame.seasons:
            return Seasons((frame.seasons[known],) * frame.count, hour)
    raise UnreadableTime(text[:60])


def _around_a_day(text: str, frame: Frame) -> Plan | None:
    days, hour = _hour_off(text)
    found = OFFSETS.fullmatch(days)
    if found is None:
        return None
    day, month, year = _parts(found[1])
    if found[3] is not None:
        offsets = tuple(_own_offset(lesson) for lesson in frame.lessons)
    elif frame.count == 1:
        offsets = (_number(found[2]),)
    else:
        raise LessonsDoNotFit(1, frame.count)
    return _relative((month, day), year, offsets, hour, frame.now)


def _on_days(text: str, frame: Frame) -> Plan | None:
    """Each day may have its own hour; those without take the last one's."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    days = [_hour_off(piece)[0] for piece in pieces]
    if not days or not all(map(_looks_like_a_date, days)):
        return None
    usual = _hour_off(pieces[-1])[1]
    hours = [_hour_off(piece, usual)[1] for piece in pieces]
    moments = tuple(_moment(day, hour, frame.now) for day, hour in zip(days, hours, strict=True))
    if len(moments) == 1:
        return Once(moments[0])
    if frame.count not in (1, len(moments)):
        raise LessonsDoNotFit(len(moments), frame.count)
    return Dates(moments, frame.count)


def _weekly(text: str, frame: Frame) -> Plan | None:
    words, hour = _hour_off(text)
    names = re.split(r",| va | and ", words.removeprefix("moi tuan ").removeprefix("weekly "))
    days = [weekday_of(name) for name in names if name.strip()]
    if not days or None in days:
        return None
    chosen = frozenset(day for day in days if day is not None)
    if frame.night and len(chosen) > frame.per_week:
        raise TooOften(frame.per_week)
    return Rhythm(chosen, hour, frame.count)


READERS: tuple[Callable[[str, Frame], Plan | None], ...] = (
    _at_once,
    _in_season,
    _around_a_day,
    _on_days,
    _weekly,
)


# --- their words -----------------------------------------------------------------------------


def _hour_off(text: str, usual: time = EVENING) -> tuple[str, time]:
    """The words before the hour, and the hour; the usual one when none is told."""
    found = HOUR.search(text)
    if found is None:
        return text, usual
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    if hour > 23 or minute > 59:
        raise UnreadableTime(text[:60])
    return text[: found.start()].strip(" ,"), time(hour, minute)


def _looks_like_a_date(piece: str) -> bool:
    return bool(DAY.fullmatch(piece) or re.match(r"\d{4}-\d", piece))


def _moment(piece: str, hour: time, now: datetime) -> datetime:
    if DAY.fullmatch(piece):
        day, month, year = _parts(piece)
        return datetime.combine(_next((month, day), year, hour, now), hour, VIETNAM)
    try:
        at = datetime.fromisoformat(piece.upper())
    except ValueError:
        raise NoSuchDay(piece[:60]) from None
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise NoSuchDay(piece[:60])
    if "t" not in piece and ":" not in piece:
        at = datetime.combine(at.date(), hour)
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)


def _parts(text: str) -> tuple[int, int, int | None]:
    found = DAY.fullmatch(text)
    if found is None:
        raise UnreadableTime(text)
    return int(found[1]), int(found[2]), int(found[3]) if found[3] else None


def _relative(
    day: tuple[int, int], year: int | None, offsets: Sequence[int], hour: time, now: datetime
) -> Relative:
    last = max(offsets, default=0)
    base = _next(day, year, hour, now - timedelta(days=last))
    return Relative(base, tuple(offsets), hour)


def _next(day: tuple[int, int], year: int | None, hour: time, now: datetime) -> date:
    """That day of that year, or the next one still ahead."""
    month, number = day
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchDay(f"{number}/{month}/{year}")
    first = now.astimezone(VIETNAM).year
    for one in (year,) if year else range(first, first + YEARS_AHEAD):
        try:
            found = date(one, month, number)
        except ValueError:
            continue
        if year or datetime.combine(found, hour, VIETNAM) > now:
            return found
    raise NoSuchDay(f"{number}/{month}" + (f"/{year}" if year else ""))


def _own_offset(lesson: Lesson) -> int:
    if lesson.day_offset is None:
        raise NoDayOfItsOwn(lesson.id)
    return lesson.day_offset


def _number(text: str) -> int:
    return int("".join(text.split()))
