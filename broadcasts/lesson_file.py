"""Reads one lesson from Markdown with front matter, and names what is wrong with it.

Every fault says the line and the fix: the people who edit lessons are officers, not programmers.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from broadcasts.lesson import Lesson

TITLE_CHARS = 100
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
MARK = re.compile(r"\{[^}\n]*\}")
# Residents are taught never to trust these; so no lesson may carry one.
SHORT_LINK = re.compile(r"\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|cutt\.ly|s\.id)/", re.IGNORECASE)
KEYS = {
    *("id", "kind", "title", "topics", "audience", "season", "sources", "confidence"),
    *("review_by", "legal_check", "day_offset", "list24"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    file: str
    line: int
    key: str  # entry of lessons.toml: what is wrong and how to mend it
    what: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What lessons may say: kinds, topics, audiences, seasons, sources, placeholders."""

    allowed: Mapping[str, frozenset[str]]  # by front matter key
    placeholders: frozenset[str]
    body_chars: int


class _Front:
    """Front matter with the line each key stands on."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
        self.whole = bool(lines) and lines[0].strip() == "---" and end > 0
        head = lines[1:end] if self.whole else []
        self._lines = {line.split(":")[0].strip(): n for n, line in enumerate(head, 2)}
        self.values, self.bad_line = _loaded("\n".join(head))
        self.body = "\n".join(lines[end + 1 :]).strip() if self.whole else ""
        self.body_line = end + 2

    def fault(self, name: str, key: str, what: object = "") -> Fault:
        return Fault(self.file, self._lines.get(name, 1), key, str(what))


def _loaded(head: str) -> tuple[dict[str, Any], int]:
    try:
        values = yaml.safe_load(head) or {}
    except yaml.MarkedYAMLError as problem:
        return {}, (problem.problem_mark.line if problem.problem_mark else 0) + 2
    return (values, 0) if isinstance(values, dict) else ({}, 2)


def read(file: str, text: str, words: Words) -> tuple[Lesson | None, tuple[Fault, ...]]:
    """The lesson, or what keeps it from being one. `file` is for the faults only."""
    front = _Front(file, text.splitlines())
    if not front.whole or front.bad_line:
        return None, (Fault(file, front.bad_line or 1, "front_matter"),)
    faults = tuple(fault for check in CHECKS for fault in check(front, words))
    return (None if faults else _lesson(front)), faults


def _lesson(front: _Front) -> Lesson:
    told = front.values
    year, month = str(told["review_by"]).split("-")
    return Lesson(
        id=told["id"],
        kind=told["kind"],
        title=told["title"],
        body=front.body,
        topics=tuple(told["topics"]),
        audience=tuple(told["audience"]),
        season=told["season"],
        sources=tuple(told["sources"]),
        confidence=told["confidence"],
        review_by=(int(year), int(month)),
        needs_lawyer=told.get("legal_check") == "bat_buoc",
        day_offset=told.get("day_offset"),
    )


def _known_keys(front: _Front, _words: Words) -> Iterator[Fault]:
    for name in front.values.keys() - KEYS:
        yield front.fault(name, "unknown_key", name)


def _title(front: _Front, _words: Words) -> Iterator[Fault]:
    title = front.values.get("title")
    if not isinstance(title, str) or not 1 <= len(title) <= TITLE_CHARS:
        yield front.fault("title", "title", TITLE_CHARS)
    if str(front.values.get("id")) != front.file.rpartition("/")[2].removesuffix(".md"):
        yield front.fault("id", "id_not_file", front.values.get("id"))


def _vocabulary(front: _Front, words: Words) -> Iterator[Fault]:
    for name, allowed in words.allowed.items():
        told = front.values.get(name)
        said = told if isinstance(told, list) else [told]
        for one in said or [None]:
            if str(one) not in allowed:
                yield front.fault(name, "unknown_word", f"{name}: {one}")


def _dates(front: _Front, _words: Words) -> Iterator[Fault]:
    if not MONTH.fullmatch(str(front.values.get("review_by"))):
        yield front.fault("review_by", "review_by")
    offset = front.values.get("day_offset")
    belongs = front.values.get("kind") == "ngay_hoi_19_8"
    if belongs != isinstance(offset, int) or (isinstance(offset, int) and offset > 0):
        yield front.fault("day_offset", "day_offset")
    if front.values.get("legal_check", "bat_buoc") not in ("bat_buoc", "da_duyet"):
        yield front.fault("legal_check", "legal_check")


def _body(front: _Front, words: Words) -> Iterator[Fault]:
    at, body = front.body_line, front.body
    if not 1 <= len(body) <= words.body_chars:
        yield Fault(front.file, at, "body_length", f"{len(body)}/{words.body_chars}")
    if not unicodedata.is_normalized("NFC", body):
        yield Fault(front.file, at, "not_nfc")
    for number, line in enumerate(body.splitlines(), at + 1):
        for mark in set(MARK.findall(line)) - words.placeholders:
            yield Fault(front.file, number, "placeholder", mark)
        if SHORT_LINK.search(line):
            yield Fault(front.file, number, "short_link")


CHECKS: tuple[Callable[[_Front, Words], Iterator[Fault]], ...] = (
    _known_keys,
    _title,
    _vocabulary,
    _dates,
    _body,
)
