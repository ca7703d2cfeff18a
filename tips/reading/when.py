"""Reads the time in what people tell: "tối qua", "khoảng 10h đêm", "rằm tháng Bảy", "nãy giờ"."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from tips.reading.kinds import ONGOING
from tips.reading.time.days import Days, TimePhrase
from tips.reading.time.days_named import by_the_moon, date_of, day_of_the_week, week_month_or_year
from tips.reading.time.days_near import days_beside_today, just_now, last_there_was, so_long_ago
from tips.reading.time.lunar import LUNAR
from tips.reading.time.pieces import GOING_ON, STILL, Time, times_in
from wording.moments import VIETNAM

_MOST = 4  # times kept
_LONGEST_ANSWER = 25  # "vẫn đang diễn ra" says nothing more

_COMING_BACK = {"lunar", "weekday"}

# The surest first: in "hồi sáng thứ hai" the weekday says which morning.
_RECKONED: Mapping[str, Callable[[TimePhrase], Iterator[Days]]] = {
    "ago": so_long_ago,
    "lunar": by_the_moon,
    "date": date_of,
    "weekday": day_of_the_week,
    "day": days_beside_today,
    "recent": last_there_was,
    "just": just_now,
    "span": week_month_or_year,
}


def read_time(text: str, now: datetime) -> str | None:
    """The time in the text, ready to be read by an officer; None when none is told."""
    times = times_in(text)
    if _is_now(times):
        return ONGOING
    return ", ".join(_all_written(times[:_MOST], now.astimezone(VIETNAM))) or None


def answered(text: str, now: datetime) -> str:
    """An answer to "when?": the citizen's own words, with the day they stand for."""
    times = times_in(text, answering=True)
    if _is_now(times):
        return ONGOING if len(text) < _LONGEST_ANSWER else f"{ONGOING}: {text}"
    now = now.astimezone(VIETNAM)
    often = any(time.of("habit") for time in times)
    days = ", ".join(filter(None, (_days(time, now, often=often) for time in times[:_MOST])))
    return f"{text} ({days})" if days else text


def _is_now(times: Sequence[Time]) -> bool:
    return any(time.of(family) for time in times for family in ("now", GOING_ON, STILL))


def _all_written(times: Sequence[Time], now: datetime) -> list[str]:
    often = any(time.of("habit") for time in times)
    return list(dict.fromkeys(_written(time, _days(time, now, often=often)) for time in times))


def _written(time: Time, days: str) -> str:
    return f"{_whole(time.quote)} ({days})" if days else _whole(time.quote)


def _whole(words: str) -> str:
    """The sentence goes on after "đêm nào cũng", what is quoted of it may not end there."""
    endings = {"cũng": " vậy", "cung": " vay"}
    return words + endings.get(words.rpartition(" ")[2], "")


def _days(time: Time, now: datetime, *, often: bool) -> str:
    """None for a habit, nor for the weekday or the full moon in which it comes back."""
    family = next((family for family in _RECKONED if time.of(family)), "")
    if time.of("habit") or (often and family in _COMING_BACK) or not family:
        return LUNAR if time.of("lunar_words") or family == "lunar" else ""
    tellings = [TimePhrase(time, piece, now) for piece in time.of(family)]
    found = [days for one in tellings for days in _RECKONED[family](one)]
    shown = ", ".join(dict.fromkeys(filter(None, (one.written(now.date()) for one in found))))
    return shown or (LUNAR if family == "lunar" else "")


def day_before(now: datetime, days: int) -> str:
    return f"{now.astimezone(VIETNAM).date() - timedelta(days=days):%d/%m/%Y}"
