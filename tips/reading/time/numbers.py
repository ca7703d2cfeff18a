"""Numbers and hours in words: "mười lăm", "hăm tám", "bảy giờ tối", "half past 9"."""

import re

from communes.spelling import fold

_ONES = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "ham": 20, "nua": 0.5,
    "a": 1, "an": 1, "half an": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_TENS = {"muoi", "chuc"}
_ONE = "|".join(word for word in _ONES if word.isascii() and len(word) > 2 and " " not in word)
_NUMBER = rf"(?:\d{{1,2}}|(?:(?:hai|ba|bon|nam) )?(?:muoi|chuc)(?: (?:{_ONE}))?|{_ONE}|tu)"
_HOUR = re.compile(
    rf" (?:(\d{{1,2}})(?::\d\d| g \d| ?- ?\d{{1,2}} gio)|({_NUMBER}) (?:gio|ruoi|am|pm|o clock)"
    rf"|(?:half|quarter) (?:past|to) ({_NUMBER})"
    rf"|(?:luc|tam|khoang|at) ({_NUMBER})(?= )"
    rf"|({_NUMBER}) (?:den|toi|to|-) {_NUMBER} (?:gio|pm|am))"
)
_LATE = re.compile(r"\b(?:chieu|toi|afternoon|evening|pm|p m|xe)\b")
_NIGHT = re.compile(r"\b(?:dem|khuya|night|tonight)\b")
_NOON = re.compile(r"\btrua\b")


def number(words: str) -> float | None:
    """None for words that are no number; bare words only."""
    if words.isdigit():
        return int(words)
    if words in _ONES:
        return _ONES[words]
    return _composed(words.split())


def _composed(words: list[str]) -> float | None:
    """Such as "hai mươi lăm", "hăm tám", "ba mốt", "mười hai"."""
    total: float = 0
    for word in words:
        if word in _TENS and 0 < total < 10:
            total *= 10
        elif word in _ONES or word == "chuc":
            total = total * 10 if 1 < total < 10 else total
            total += _ONES.get(word, 10)
        else:
            return None
    return total or None


def hour_in(words: str) -> int | None:
    """The first hour of the words, 0 to 24, as its part of the day reads it."""
    words = f" {fold(words)} "
    for found in _HOUR.finditer(words):
        told = number(next(group for group in found.groups() if group))
        if told is not None and told <= 24:
            return _of_the_day(int(told), words)
    return None


def _of_the_day(hour: int, words: str) -> int:
    if hour > 12:
        return hour
    if _NIGHT.search(words) and hour >= 6:
        return hour + 12
    if _LATE.search(words) and hour < 12:
        return hour + 12
    if _NOON.search(words) and hour < 4:
        return hour + 12
    return 0 if hour == 12 and re.search(r"\b(?:sang|am)\b", words) else hour
