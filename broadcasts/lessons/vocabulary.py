"""The words lessons may use, as `words.yaml` and `sources.yaml` of the library list them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from broadcasts.lessons.front_matter import Fault
from broadcasts.lessons.seasons import Span, span_of

LIBRARY = Path(__file__).parents[1] / "library"
ONE = ("kind", "season", "confidence")
MANY = ("topics", "audience", "sources")
_CODE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Words:
    allowed: Mapping[str, frozenset[str]]  # by front matter key
    placeholders: frozenset[str]
    numbers: frozenset[str]  # emergency numbers a lesson may name
    languages: Mapping[str, str]  # of translations: "hmn" and what people call it
    audiences: Mapping[str, str]  # "hoc_sinh": "Học sinh"
    audience_codes: Mapping[str, str]  # "hoc_sinh": "hs", as short as a deep link needs it
    season_days: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    body_chars: int = 900


def read_words(folder: Path = LIBRARY) -> tuple[Words | None, tuple[Fault, ...]]:
    """The words, or which of the two files cannot be used, from which line on."""
    told, faults = _loaded(folder, "words.yaml")
    sources, more = _loaded(folder, "sources.yaml")
    if faults or more:
        return None, faults + more
    try:
        return _words(told, sources), ()
    except (KeyError, TypeError, ValueError, AttributeError) as missing:
        return None, (Fault("words.yaml", 1, "words", str(missing)),)


@cache
def shipped() -> Words:
    words, faults = read_words()
    if words is None:
        raise ValueError(faults)
    return words


def _words(told: dict[str, Any], sources: dict[str, Any]) -> Words:
    lists = told | {"sources": sources}
    return Words(
        allowed={name: frozenset(map(str, lists[name])) for name in (*ONE, *MANY)},
        placeholders=frozenset(told["placeholders"]),
        numbers=frozenset(str(number) for number in told["emergency_numbers"]),
        languages=dict(told["languages"]),
        audiences=dict(told["audience"]),
        audience_codes=_codes(told["audience_codes"]),
        season_days={
            name: tuple(span_of(one) for one in spans)
            for name, spans in told["season_days"].items()
        },
        body_chars=int(told["max_body_chars"]),
    )


def _codes(told: dict[str, str]) -> dict[str, str]:
    codes = {name: str(code) for name, code in told.items()}
    wrong = [code for code in codes.values() if not _CODE.fullmatch(code)]
    if wrong or len(set(codes.values())) != len(codes):
        raise ValueError("audience_codes")
    return codes


def _loaded(folder: Path, name: str) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    try:
        told = yaml.load((folder / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        return {}, (Fault(name, line, "words"),)
    except (OSError, ValueError, yaml.YAMLError):
        return {}, (Fault(name, 1, "words"),)
    return (told, ()) if isinstance(told, dict) else ({}, (Fault(name, 1, "words"),))


def label_of(kind: str, word: str) -> str:
    """`kind`: "topics", "audience" or "season". The word itself where it has no label."""
    return labels(kind).get(word, word)


@cache
def labels(kind: str) -> Mapping[str, str]:
    told = yaml.load((LIBRARY / "words.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)[kind]
    return {str(word): str(label) for word, label in told.items()}
