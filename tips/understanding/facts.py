"""Reads the facts that a message already tells, so that nobody is asked for them again.

Exact rules, kept in facts.toml with their marks. A message typed without marks is read with the
rules without marks; in any other "bóng" is never "bỏng".
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice

from communes.spelling import fold
from tips.understanding.tokens import LONGEST, is_typed_bare

_PART = re.compile(r"<(\w+)>")  # one rule inside another
_NAME = re.compile(r" (?:số )?(\w+(?:[/.-]\w+)*)")
_AMOUNT = re.compile(r"\d+(?:h|k|m|tr|am|pm)\d*\b|[\dx.]{6,}|\d\d[A-Z]\d?-", re.IGNORECASE)
# "30k for the parcel, then 12 million gone": the first sum is seldom the one that matters.
MOST = {"money": 4, "phone": 3, "plate": 3, "account": 3}
_BETWEEN_PLACES = 2  # letters: a comma and a space


@dataclass(frozen=True, slots=True)
class Fact:
    fact: str  # a rule of facts.toml, or "place"
    words: str


@dataclass(frozen=True, slots=True)
class Letters:
    """A text as the rules read it."""

    text: str
    letters: str
    bare: bool  # typed without marks

    @classmethod
    def of(cls, text: str) -> "Letters":
        text = text[:LONGEST]
        bare = is_typed_bare(text)
        letters = _aligned(text) if bare else text.lower()
        return cls(text, letters if len(letters) == len(text) else _aligned(text), bare)


def facts_in(text: str) -> tuple[Fact, ...]:
    """Each fact once, with the words that tell it: of sums and numbers all that were told."""
    letters = Letters.of(text)
    place = place_in(letters)
    told = tuple(rules_told(letters))
    return (*told, Fact("place", place)) if place else told


def rules_told(read: Letters) -> Iterator[Fact]:
    for name, rule in _rules(bare=read.bare).items():
        words = _told(read.text, rule.finditer(read.letters), MOST.get(name, 1))
        if words:
            yield Fact(name, words)


def _told(text: str, hits: Iterator[re.Match[str]], most: int) -> str:
    words = (text[hit.start() : hit.end()].strip() for hit in islice(hits, most))
    return ", ".join(dict.fromkeys(words))


def tells(read: Letters, sign: str) -> bool:
    """Something that is answered in its own way."""
    return bool(_sign(sign, bare=read.bare).search(read.letters))


def place_in(read: Letters) -> str:
    """The words that name it, empty where none do: the kind of place, then its name or number, as
    often as they follow each other: "đường Quang Trung", "nhà số 6 ngõ 4 phố Vạn Phúc".
    """
    text, letters, bare = read.text, read.letters, read.bare
    start = end = 0
    for found in () if text.isupper() else _place_part("kind", bare=bare).finditer(letters):
        if end and found.start() > end + _BETWEEN_PLACES:
            break
        after = _end_of_name(text, found.end())
        if after and not _place_part("no_place", bare=bare).match(letters, found.end() + 1):
            behind = _place_part("after", bare=bare).match(letters, after)
            start, end = start if end else found.start(), behind.end() if behind else after
    return text[start:end].strip()


def _end_of_name(text: str, start: int) -> int:
    """0 where no name or number follows: "ở 2 giờ" is no place."""
    first = _NAME.match(text, start)
    if not first or not (first[1][0].isupper() or first[1][0].isdigit()) or _AMOUNT.match(first[1]):
        return 0
    end = first.end()
    while (more := _NAME.match(text, end)) and more[1][0].isupper():
        end = more.end()
    return end


def _aligned(text: str) -> str:
    """Folded letter by letter, so that what is found in it can be quoted from the text."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(fold(letter)[:1] or " " for letter in text)


@cache
def _rules(*, bare: bool) -> Mapping[str, re.Pattern[str]]:
    return {name: _compiled(rule, bare=bare) for name, rule in _table()["facts"].items()}


@cache
def _place_part(part: str, *, bare: bool) -> re.Pattern[str]:
    return _compiled(_table()["place"][part], bare=bare)


@cache
def _sign(sign: str, *, bare: bool) -> re.Pattern[str]:
    return _compiled(_table()["signs"][sign], bare=bare)


def _compiled(rule: str, *, bare: bool) -> re.Pattern[str]:
    whole = _PART.sub(lambda part: f"(?:{_table()['parts'][part[1]]})", rule)
    return re.compile(fold(whole) if bare else whole, re.VERBOSE)


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((resources.files("tips.understanding") / "facts.toml").read_text("utf-8"))
