"""Finds the time in what people tell: "tối qua", "khoảng 10h đêm", "22/11", "đang diễn ra"."""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from importlib import resources

from communes.spelling import fold
from tips.reading.danger import hear
from tips.reading.kinds import ONGOING
from tips.reading.phrases import read

VIETNAM = timezone(timedelta(hours=7))
_LONGEST = 4_000
_MOST = 4  # pieces kept
_SHORT = 25  # "vẫn đang diễn ra" says nothing more

_TABLE: dict[str, list[str]] = tomllib.loads(
    (resources.files("tips.reading") / "when.toml").read_text("utf-8")
)
_DAYS_BACK = {"today": 0, "yesterday": 1, "two_days_ago": 2}

_PART = "sang|trua|chieu|toi|dem|khuya"
_WHICH_WEEK = "(?:tuan truoc|tuan nay|tuan roi|tuan qua|vua roi|vua qua|hang tuan|hom qua)"
_DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
_NUMBER = r"\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|vai|may"
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        # "tối thứ 7 tuần trước", "chủ nhật vừa rồi", "last Saturday"
        rf"\b(?:(?:{_PART}) )?(?:thu (?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat)\b"
        rf"(?: {_WHICH_WEEK})?",
        # "tối t7", "cn tuần trước": alone, T2 is a terminal or a floor
        rf"\b(?:{_PART}) (?:t[2-7]|cn)\b(?: {_WHICH_WEEK})?",
        rf"\b(?:t[2-7]|cn) {_WHICH_WEEK}\b",
        r"\b(?:last |on |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?: night| evening)?",
        # "ngày 5 tháng 11 năm 2026", "22/11", "22-11-2026"
        r"\b(?:ngay |mung |hom )\d{1,2}(?: thang \d{1,2}(?: nam \d{4})?)?\b",
        rf"\b(?:ngay |hom |on )?{_DAY_NUMBER}[/-]{_MONTH_NUMBER}(?:[/-](?:20)?\d\d)?\b",
        rf"\b{_DAY_NUMBER}\.{_MONTH_NUMBER}\.20\d\d\b",
        # "khoảng 10h đêm", "lúc 22 giờ 30", "từ 22h đến 2h sáng", "at 10 pm"
        r"\b(?:(?:vao )?(?:khoang|luc|tam|co|chung|tu|at|around|about) )*"
        r"(?:[01]?\d|2[0-4])(?: ?(?:h|g|gio)(?: ?[0-5]\d)?(?: ?ruoi)?|:[0-5]\d)"
        r"(?: ?(?:-|den|toi|to) ?(?:[01]?\d|2[0-4])(?: ?(?:h|g|gio)(?: ?[0-5]\d)?|:[0-5]\d)?)?"
        rf"(?: (?:{_PART}))?(?: (?:nay|qua|hom qua|hom nay))?(?![a-z\d])",
        r"\b(?:at |around |about )?(?:1[0-2]|[1-9])(?::[0-5]\d)? ?(?:am|pm)\b",
        # "cách đây 2 tiếng", "3 ngày trước", "2 days ago"
        rf"\bcach day (?:khoang )?(?:{_NUMBER}) (?:phut|tieng|gio|ngay|hom|tuan|thang|nam)\b",
        rf"\b(?:{_NUMBER}) (?:phut|tieng|gio|ngay|hom|tuan|thang|nam) (?:truoc|roi|nay)\b",
        r"\bnua (?:tieng|gio) truoc\b",
        r"\b(?:\d{1,2}|an?|two|three|few) (?:minutes?|hours?|days?|weeks?|months?) ago\b",
    )
]
# "hẻm 12/5", "số 22/11", "24/7", "1/2 kg": numbers with a slash that are no day.
_ADDRESS = re.compile(
    r"(?:hem|ngo|ngach|kiet|so|nha|duong|to|xuyet|k|sn|quoc lo|ql|nga tu|nga ba|pho|cau|xoay|lo)"
    r"\.? ?$"
)
_NEVER = re.compile(r"^(?:24[/-]0?7|[12][/-][234]|3[/-]4)$")


def told(text: str, now: datetime) -> str | None:
    """The time in the text, ready to be read by an officer; None when none is told."""
    text = text[:_LONGEST]
    if read(text).having(_TABLE["ongoing"]):
        return ONGOING
    pieces = _outermost(sorted(_pieces(text)))[:_MOST]
    if not pieces:
        return ONGOING if _is_happening(text) else None
    words = ", ".join(_whole(" ".join(text[start:end].split())) for start, end in pieces)
    day = _day(words, now)
    return f"{words} ({day})" if day else words


def _is_happening(text: str) -> bool:
    """A cry for help says when without saying so: "nó đang rượt vợ ngoài đường"."""
    return hear(text).present and bool(read(text).having(_TABLE["cry"]))


def _whole(words: str) -> str:
    """The sentence goes on after "đêm nào cũng", what is quoted of it may not end there."""
    endings = {"cũng": " vậy", "cung": " vay"}
    return words + endings.get(words.rpartition(" ")[2], "")


def answered(text: str, now: datetime) -> str:
    """An answer to "when?": the citizen's own words, with the day they stand for."""
    if read(text).having([*_TABLE["ongoing"], *_TABLE["still"]]):
        return ONGOING if len(text) < _SHORT else f"{ONGOING}: {text}"
    day = _day(text, now)
    return f"{text} ({day})" if day else text


def day_before(now: datetime, days: int) -> str:
    return f"{now.astimezone(VIETNAM).date() - timedelta(days=days):%d/%m/%Y}"


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    folded = _aligned(text)
    yield from _phrases(text, folded)
    for pattern in _PATTERNS:
        for found in pattern.finditer(folded):
            if _is_time(folded, found):
                yield found.span()


def _phrases(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Both "tối qua" and "toi qua" are last night; "tôi qua" is not."""
    for found in _KNOWN.finditer(folded):
        written = read(text[found.start() : found.end()])
        if any(written.has(phrase) for phrase in _PHRASES[found.group()]):
            yield found.span()


def _is_time(folded: str, found: re.Match[str]) -> bool:
    digits = found.group().strip()
    if _NEVER.match(digits):
        return False
    return "/" not in digits or not _ADDRESS.search(
        folded[max(0, found.start() - 10) : found.start()]
    )


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start <= kept[-1][1] + 1:  # "tối qua khoảng 10h" is one
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _day(words: str, now: datetime) -> str:
    """The date behind "tối qua", because nobody reads a tip on the day it was told."""
    heard = read(words)
    back = [days for name, days in _DAYS_BACK.items() if heard.having(_TABLE[name])]
    return day_before(now, max(back)) if back else ""


def _aligned(text: str) -> str:
    """Folded letter by letter, so that places in it are places in the text."""
    return "".join(fold(letter)[:1] or " " for letter in text)


def _grouped() -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for phrase in [
        phrase
        for name, row in _TABLE.items()
        if name not in {"ongoing", "still", "cry"}
        for phrase in row
    ]:
        grouped.setdefault(fold(phrase), []).append(phrase)
    return grouped


_PHRASES = _grouped()
_KNOWN = re.compile(rf"\b(?:{'|'.join(sorted(_PHRASES, key=len, reverse=True))})\b")
