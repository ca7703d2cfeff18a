"""Which tips may tell of the same event: suggested to an officer, never merged by itself. Pure.

Residents write without diacritics, with slips, and name a place in many ways. What counts is how
much of the shorter telling's rare words — names, numbers, lanes — the longer one tells as well.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Protocol

from rapidfuzz.distance import Levenshtein

from communes.directory import CommuneCode
from desks.desk import Code
from tips.tip import KindId, Tip
from wording.clean import gist

WINDOW = timedelta(days=14)
# Suggested from here on; chosen on the tuned share of tests/tips/triage/duplicates.csv.
ENOUGH = 0.35
MOST = 5
LOOKED_AT = 50  # tips unsealed for one that is opened
GIST = 80
COMMON, RARE, NUMBER, PAIR = 0.25, 1.0, 1.3, 0.9
SAME_PLACE_ONLY, EVENT = 0.45, 2.0  # how far the same place alone goes, and what happened
SAME_PLACE, ELSEWHERE = 0.3, 0.5
LEAST = 3.0  # a telling of two words is not a telling
FADES = 0.15  # what two weeks apart take away

_NUMBERED = re.compile(r"\b(hem|ngo|ngach|kiet|to|ap|thon|kp|khu pho|duong so|tang|phong) ?(\d+)")
_WORD = re.compile(r"[a-z]+\d+[a-z\d]*|\d+[a-z]+\d*|[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class NearbyTip:
    code: Code
    kind: KindId
    commune: CommuneCode | None
    story: str
    place: str
    filed_at: datetime


@dataclass(frozen=True, slots=True)
class Likely:
    code: Code
    score: float
    gist: str


class NearbyTips(Protocol):
    async def near(self, tip: Tip, limit: int) -> tuple[NearbyTip, ...]:
        """Of the same desk and kind, within WINDOW, the nearest in time; no merged ones."""
        ...


class Duplicates:
    def __init__(self, nearby: NearbyTips) -> None:
        self._nearby = nearby

    async def of(self, tip: Tip) -> tuple[Likely, ...]:
        return likely(make_nearby(tip), await self._nearby.near(tip, LOOKED_AT))


def make_nearby(tip: Tip) -> NearbyTip:
    place = tip.report.place
    return NearbyTip(
        tip.code, tip.report.kind, place.commune, tip.report.story, place.words, tip.filed_at
    )


def likely(tip: NearbyTip, others: Iterable[NearbyTip]) -> tuple[Likely, ...]:
    """The best few, likeliest first."""
    scored = [(likeness(tip, other), other) for other in others if other.code != tip.code]
    found = [
        Likely(other.code, round(score, 2), gist(other.story, GIST)) for score, other in scored
    ]
    found = [one for one in found if one.score >= ENOUGH]
    return tuple(sorted(found, key=lambda one: -one.score)[:MOST])


def likeness(one: NearbyTip, other: NearbyTip) -> float:
    """Between 0 and 1; 0 for another kind, another commune, or more than two weeks apart."""
    apart = abs(one.filed_at - other.filed_at)
    if one.kind != other.kind or apart > WINDOW:
        return 0.0
    if one.commune and other.commune and one.commune != other.commune:
        return 0.0
    return _alike(one, other) * (1 - FADES * (apart / WINDOW))


def _alike(one: NearbyTip, other: NearbyTip) -> float:
    """The same corner is not the same event, nor is the same offence at another corner."""
    first, second = _weights(one), _weights(other)
    places = set(_words(one.place)) | set(_words(other.place))
    where = _shared(_within(first, places), _within(second, places))
    what = _shared(_without(first, places), _without(second, places))
    elsewhere = (one.place and other.place and where < SAME_PLACE) or _numbered_apart(one, other)
    doubt = min(1.0, SAME_PLACE_ONLY + what * EVENT) * (ELSEWHERE if elsewhere else 1.0)
    return _shared(first, second) * doubt


def _numbered_apart(one: NearbyTip, other: NearbyTip) -> bool:
    """Lane 45 is not lane 54: the same kind of place with other numbers."""
    first, second = _numbers(one), _numbers(other)
    return any(first[unit].isdisjoint(second[unit]) for unit in first.keys() & second.keys())


def _numbers(tip: NearbyTip) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for unit, number in _NUMBERED.findall(_plain(f"{tip.story} | {tip.place}")):
        found.setdefault(unit, set()).add(number)
    return found


def _within(weights: Mapping[str, float], places: set[str]) -> dict[str, float]:
    return {word: weight for word, weight in weights.items() if places.issuperset(word.split())}


def _without(weights: Mapping[str, float], places: set[str]) -> dict[str, float]:
    """Of what happened even common words tell something: "da ga" is not "danh bai"."""
    return {
        word: max(weight, 0.5)
        for word, weight in weights.items()
        if places.isdisjoint(word.split())
    }


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    less, more = sorted((one, other), key=lambda weights: sum(weights.values()))
    found = sum(weight for word, weight in less.items() if _is_in(word, more))
    return found / max(sum(less.values()), LEAST)


def _is_in(word: str, words: Mapping[str, float]) -> bool:
    if word in words:
        return True
    if len(word) < 5 or any(c.isdigit() for c in word):
        return False  # "hem 45" is not "hem 54"
    return any(
        abs(len(word) - len(known)) < 2 and Levenshtein.distance(word, known, score_cutoff=1) <= 1
        for known in words
        if len(known) >= 5
    )


def _weights(tip: NearbyTip) -> dict[str, float]:
    """Words and neighbouring words, each with how much it tells."""
    words = [*_words(tip.story), "|", *_words(tip.place)]
    known = {word: _weight(word) for word in words if word != "|"}
    pairs = pairwise(words)
    both = {f"{a} {b}": PAIR * (_weight(a) + _weight(b)) / 2 for a, b in pairs if "|" not in (a, b)}
    return {word: weight for word, weight in (known | both).items() if weight > COMMON / 2}


def _weight(word: str) -> float:
    if any(c.isdigit() for c in word):
        return NUMBER
    if word in _listed("silent"):
        return 0.0
    return COMMON if word in _listed("common") else RARE


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return re.sub(r"(?<=\d)[.\-/](?=\d)", "", bare)  # a plate's dots, "30/4"


@cache
def _listed(kind: str) -> frozenset[str]:
    file = resources.files("tips.triage").joinpath("duplicates.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(file)[kind].split())
