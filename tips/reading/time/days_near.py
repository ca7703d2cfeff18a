"""Days told from today: "tối qua", "hồi chiều", "hôm kia", "2 tiếng trước"."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tips.reading.time.days import NEW_DAY, Days, Told, one_day
from tips.reading.time.numbers import number

_BACK = {
    **dict.fromkeys(("qua", "yesterday", "last night", "roi"), 1),
    **dict.fromkeys(("kia", "te", "the day before yesterday", "the night before last"), 2),
}
_BEGINS = {
    **dict.fromkeys(("sang", "som", "morning"), 4),
    **dict.fromkeys(("toi", "dem", "night"), 18),
    "trua": 11,
    "chieu": 12,
    "afternoon": 12,
    "xe": 13,
    "evening": 17,
    "khuya": 21,
}
_EARLY = {"rang sang", "to mo sang", "mo sang", "hung sang", "gan sang", "moi sang"}
_UNITS = {
    **dict.fromkeys(("phut", "minute"), timedelta(minutes=1)),
    **dict.fromkeys(("gio", "tieng", "hour"), timedelta(hours=1)),
    **dict.fromkeys(("ngay", "hom", "bua", "day", "night"), timedelta(days=1)),
    **dict.fromkeys(("tuan", "week"), timedelta(weeks=1)),
    **dict.fromkeys(("thang", "month"), timedelta(days=30.4)),
    **dict.fromkeys(("nam", "year"), timedelta(days=365.25)),
}
_DAY = timedelta(days=1)


# --- "hôm qua", "tối nay" ------------------------------------------------------------------------


def days_beside_today(told: Told) -> Iterator[Days]:
    rel = told.get("rel")
    if rel in _BACK:
        far = any(word in told.piece.words for word in ("kìa", "kỉa"))
        yield _night_or_day(told, told.back(3 if far else _BACK[rel]))
    elif rel in {"nay", "today", "this", "tonight", "earlier today"}:
        yield from _today(told)


def _night_or_day(told: Told, day: date) -> Days:
    """A night has two dates; its hour says which."""
    hour = told.hour
    if told.is_small_hours and (told.get("part") or "night" in told.get("rel")):
        return Days(day - _DAY, day)  # at one in the morning "tối qua" may be either evening
    if not told.at_night or (hour is not None and NEW_DAY <= hour < 24):
        return one_day(day)
    small = hour is not None and 0 < hour < NEW_DAY
    return Days(day + _DAY if small else day, day + _DAY)


def _today(told: Told) -> Iterator[Days]:
    begins = told.hour if told.hour is not None else _begin_of(told)
    if begins is None:
        yield Days(told.back(1) if told.is_small_hours else told.today, told.today)
    elif begins <= told.now.hour:
        yield one_day(told.today)
    elif told.is_small_hours:
        yield _passed(told)
    elif told.hour is None:
        yield one_day(told.today)  # "tối nay" at noon: what is said to be coming


def _passed(told: Told) -> Days:
    """After midnight "tối nay" is the evening before, "đêm nay" the night that goes on."""
    goes_on = told.at_night and (told.hour is None or told.hour == 24)
    return Days(told.back(1), told.today if goes_on else told.back(1))


def _begin_of(told: Told) -> int | None:
    part = "night" if told.get("rel") == "tonight" else told.get("part")
    if part in _EARLY:
        return 0
    return next((_BEGINS[word] for word in reversed(part.split()) if word in _BEGINS), None)


# --- "hồi chiều", "hồi nãy" ----------------------------------------------------------------------


def last_there_was(told: Told) -> Iterator[Days]:
    if told.get("part") in {"dem", "khuya", "hom"}:
        yield Days(told.back(1), told.today)
        return
    begins = told.hour if told.hour is not None else _begin_of(told) or 0
    yield one_day(told.today if begins <= told.now.hour else told.back(1))


def just_now(told: Told) -> Iterator[Days]:
    yield Days(told.back(1) if told.now.hour < 3 else told.today, told.today)


# --- "2 tiếng trước" -----------------------------------------------------------------------------


def so_long_ago(told: Told) -> Iterator[Days]:
    count = number(told.get("n")) if told.get("n") else 1
    if count is None:
        return
    unit = _UNITS[told.get("unit").removesuffix("s")]
    then = told.now - unit * (count + (0.5 if told.get("half") else 0))
    yield Days(then.date(), then.date(), _nearly(then, unit))


def _nearly(then: datetime, unit: timedelta) -> str:
    if unit < _DAY:
        return f"~{then:%H:%M %d/%m/%Y}"
    if unit > 300 * _DAY:
        return f"{then:%Y}"
    return f"~{then:%d/%m/%Y}" if unit > _DAY else ""
