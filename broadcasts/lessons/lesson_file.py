"""Reads one lesson from Markdown with front matter, and names what is wrong with it.

Every fault says the line and the fix: the people who edit lessons are officers, not programmers.
"""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from broadcasts.lessons.front_matter import Fault as Fault
from broadcasts.lessons.front_matter import Front, parse
from broadcasts.lessons.lesson import Lesson, Month
from broadcasts.lessons.lesson_text import check_text
from broadcasts.lessons.vocabulary import MANY, Words

SERIES = "ngay_hoi_19_8"
KEYS = (
    *("id", "kind", "title", "topics", "audience", "season", "sources", "confidence"),
    *("review_by", "legal_check", "day_offset", "list24"),
)
NEEDED = KEYS[:9]
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_OFFSET = re.compile(r"0|-[1-9][0-9]?")
FIRST_OFFSET = -49


def read(file: str, text: str, words: Words) -> tuple[Lesson | None, tuple[Fault, ...]]:
    """The lesson, or what keeps it from being one. `file` is for the faults only."""
    front = parse(file, text)
    if front.broken:
        return None, (Fault(file, front.broken, "front_matter"),)
    faults = sorted(
        (fault for check in _CHECKS for fault in check(front, words)), key=lambda one: one.line
    )
    return (None if faults else _lesson(front, words)), tuple(faults)


def _lesson(front: Front, words: Words) -> Lesson:
    offset = front.word("day_offset")
    season = front.word("season")
    return Lesson(
        id=front.word("id"),
        kind=front.word("kind"),
        title=front.word("title"),
        body=front.body,
        topics=front.words("topics"),
        audience=front.words("audience"),
        season=season,
        sources=front.words("sources"),
        confidence=front.word("confidence"),
        review_by=month_of(front.word("review_by")),
        needs_lawyer=front.word("legal_check") == "bat_buoc",
        day_offset=int(offset) if offset else None,
        season_days=words.season_days.get(season, ()),
    )


def month_of(told: str) -> Month:
    year, month = told.split("-")
    return int(year), int(month)


def check_keys(front: Front, known: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[Fault]:
    for name, entry in front.entries.items():
        if name not in known:
            near = next(iter(get_close_matches(name, known, 1)), "")
            key = "unknown_key_near" if near else "unknown_key"
            yield Fault(front.file, entry.line, key, name, near)
    for name, line in front.doubled:
        yield Fault(front.file, line, "doubled_key", name)
    for name in needed:
        if name not in front.entries:
            yield Fault(front.file, 1, "missing_key", name)


def check_review(front: Front) -> Iterator[Fault]:
    if "review_by" in front.entries and not _MONTH.fullmatch(front.word("review_by")):
        yield Fault(front.file, front.line("review_by"), "review_by")


def _keys(front: Front, _words: Words) -> Iterator[Fault]:
    yield from check_keys(front, KEYS, NEEDED)
    named = front.file.rpartition("/")[2].removesuffix(".md")
    if "id" in front.entries and front.word("id") != named:
        yield Fault(front.file, front.line("id"), "id_not_file", front.word("id"), named)


def _vocabulary(front: Front, words: Words) -> Iterator[Fault]:
    for name, allowed in words.allowed.items():
        if name not in front.entries:
            continue
        at, told = front.line(name), front.entries[name].told
        if isinstance(told, str) and name in MANY:
            yield Fault(front.file, at, "not_a_list", name)
        elif isinstance(told, tuple) and name not in MANY:
            yield Fault(front.file, at, "a_list", name)
        else:
            said = (told,) if isinstance(told, str) else told or ("",)
            yield from (_unknown(front.file, at, name, one, allowed) for one in said
                        if one not in allowed)  # fmt: skip


def _unknown(file: str, line: int, name: str, told: str, allowed: frozenset[str]) -> Fault:
    near = next(iter(get_close_matches(told, allowed, 1)), "")
    key = "unknown_word_near" if near else "unknown_word"
    return Fault(file, line, key, f"{name}: {told}", near)


def _dates(front: Front, _words: Words) -> Iterator[Fault]:
    yield from check_review(front)
    offset, is_told = front.word("day_offset"), "day_offset" in front.entries
    is_day = bool(_OFFSET.fullmatch(offset)) and int(offset) >= FIRST_OFFSET
    if is_told != (front.word("kind") == SERIES) or (is_told and not is_day):
        yield Fault(front.file, front.line("day_offset"), "day_offset")
    if "legal_check" in front.entries and front.word("legal_check") not in ("bat_buoc", "da_duyet"):
        yield Fault(front.file, front.line("legal_check"), "legal_check")


def _text(front: Front, words: Words) -> Iterator[Fault]:
    yield from check_text(front, words)


_CHECKS: tuple[Callable[[Front, Words], Iterator[Fault]], ...] = (_keys, _vocabulary, _dates, _text)
