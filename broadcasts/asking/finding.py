"""Finds the lessons that words are about: by topic, by number, by what stands in them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from broadcasts.lessons.lesson import Lesson
from broadcasts.lessons.vocabulary import labels
from communes.spelling import fold

_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    [
        "ve",
        "va",
        "cua",
        "cho",
        "cac",
        "nhung",
        "bi",
        "la",
        "co",
        "khong",
        "thi",
        "mot",
        "nay",
        "kia",
        "toi",
        "bai",
        "gi",
        "nhu",
        "the",
    ]
)
_IN_TITLE, _IN_BODY = 3.0, 1.0
_LEAST_SHARE = 0.5  # of what was asked: a lesson that has less of it is about something else


@dataclass(frozen=True, slots=True)
class _Page:
    lesson: Lesson
    title: str
    whole: str


def topic_of(about: str) -> str:
    """The topic these words name, "" if none: "ma tuy", "phong, chong ma tuy"."""
    wanted = _words(about)
    for topic, label in labels("topics").items():
        for name in (topic.replace("_", " "), label):
            if wanted in (_words(name), [w for w in _words(name) if w not in ("phong", "chong")]):
                return topic
    return ""


def about_topic(lessons: Iterable[Lesson], topic: str) -> tuple[Lesson, ...]:
    return tuple(lesson for lesson in lessons if topic in lesson.topics)


def numbered(lessons: Iterable[Lesson], number: int) -> tuple[Lesson, ...]:
    """Each series has one: "bài số 7"."""
    return tuple(one for one in lessons if int(one.id.partition("-")[2]) == number)


def search(lessons: Sequence[Lesson], about: str) -> tuple[Lesson, ...]:
    """Best first; none when too little of what was asked stands in any."""
    wanted = [word for word in dict.fromkeys(_words(about)) if word not in _EMPTY]
    if not wanted:
        return ()
    pages, rarity = _read(tuple(lessons))
    weight = {word: rarity.get(word, rarity[""]) for word in wanted}
    scored = [(_score(page, wanted, weight), page) for page in pages]
    # Single syllables stand in every lesson: a pair of them, or one in a title, means something.
    share = _LEAST_SHARE if len(wanted) == 1 else _LEAST_SHARE + _IN_BODY
    least = share * sum(weight.values())
    best = sorted((one for one in scored if one[0] >= least), key=lambda one: -one[0])
    return tuple(page.lesson for _, page in best)


def _score(page: _Page, wanted: Sequence[str], weight: dict[str, float]) -> float:
    score = 0.0
    for word in wanted:
        if f" {word} " in page.title:
            score += _IN_TITLE * weight[word]
        elif f" {word} " in page.whole:
            score += _IN_BODY * weight[word]
    for first, second in pairwise(wanted):
        pair = f" {first} {second} "  # Vietnamese words are mostly two syllables
        near = _IN_TITLE if pair in page.title else _IN_BODY if pair in page.whole else 0.0
        score += near * (weight[first] + weight[second])
    return score


@lru_cache(2)
def _read(lessons: tuple[Lesson, ...]) -> tuple[tuple[_Page, ...], dict[str, float]]:
    pages = tuple(_page(lesson) for lesson in lessons)
    seen = Counter(word for page in pages for word in set(page.whole.split()))
    rarity = {word: log(1 + len(pages) / count) for word, count in seen.items()}
    return pages, rarity | {"": log(1 + len(pages))}


def _page(lesson: Lesson) -> _Page:
    title = " ".join(_words(lesson.title))
    body = " ".join(_words(lesson.body))
    return _Page(lesson, f" {title} ", f" {title} {body} ")


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
