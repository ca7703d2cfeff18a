"""Days told from today: "tối qua", "hồi chiều", "hôm kia", "2 tiếng trước"."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tips.reading.time.days import NEW_DAY, Days, TimePhrase, one_day
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


def days_beside_today(phrase: TimePhrase) -> Iterator[Days]:
    rel = phrase.get("rel")
    if rel in _BACK:
        far = any(word in phrase.piece.words for word in ("kìa", "kỉa"))
        yield _night_or_day(phrase, phrase.back(3 if far else _BACK[rel]))
    elif rel in {"nay", "today", "this", "tonight", "earlier today"}:
        yield from _today(phrase)


def _night_or_day(phrase: TimePhrase, day: date) -> Days:
    """A night has two dates; its hour says which."""
    hour = phrase.hour
    if phrase.is_small_hours and (phrase.get("part") or "night" in phrase.get("rel")):
        return Days(day - _DAY, day)  # at one in the morning "tối qua" may be either evening
    if not phrase.at_night or (hour is not None and NEW_DAY <= hour < 24):
        return one_day(day)
    small = hour is not None and 0 < hour < NEW_DAY
    return Days(day + _DAY if small else day, day + _DAY)


def _today(phrase: TimePhrase) -> Iterator[Days]:
    begins = phrase.hour if phrase.hour is not None else _begin_of(phrase)
    if begins is None:
        yield Days(phrase.back(1) if phrase.is_small_hours else phrase.today, phrase.today)
    elif begins <= phrase.now.hour:
        yield one_day(phrase.today)
    elif phrase.is_small_hours:
        yield _passed(phrase)
    elif phrase.hour is None:
        yield one_day(phrase.today)  # "tối nay" at noon: what is said to be coming


def _passed(phrase: TimePhrase) -> Days:
    """After midnight "tối nay" is the evening before, "đêm nay" the night that goes on."""
    goes_on = phrase.at_night and (phrase.hour is None or phrase.hour == 24)
    return Days(phrase.back(1), phrase.today if goes_on else phrase.back(1))


def _begin_of(phrase: TimePhrase) -> int | None:
    part = "night" if phrase.get("rel") == "tonight" else phrase.get("part")
    if part in _EARLY:
        return 0
    return next((_BEGINS[word] for word in reversed(part.split()) if word in _BEGINS), None)


# --- "hồi chiều", "hồi nãy" ----------------------------------------------------------------------


def last_there_was(phrase: TimePhrase) -> Iterator[Days]:
    if phrase.get("part") in {"dem", "khuya", "hom"}:
        yield Days(phrase.back(1), phrase.today)
        return
    begins = phrase.hour if phrase.hour is not None else _begin_of(phrase) or 0
    yield one_day(phrase.today if begins <= phrase.now.hour else phrase.back(1))


def just_now(phrase: TimePhrase) -> Iterator[Days]:
    yield Days(phrase.back(1) if phrase.now.hour < 3 else phrase.today, phrase.today)


# --- "2 tiếng trước" -----------------------------------------------------------------------------


def so_long_ago(phrase: TimePhrase) -> Iterator[Days]:
    count = number(phrase.get("n")) if phrase.get("n") else 1
    if count is None:
        return
    unit = _UNITS[phrase.get("unit").removesuffix("s")]
    then = phrase.now - unit * (count + (0.5 if phrase.get("half") else 0))
    yield Days(then.date(), then.date(), _nearly(then, unit))


def _nearly(then: datetime, unit: timedelta) -> str:
    if unit < _DAY:
        return f"~{then:%H:%M %d/%m/%Y}"
    if unit > 300 * _DAY:
        return f"{then:%Y}"
    return f"~{then:%d/%m/%Y}" if unit > _DAY else ""
