"""Reads a translation that stands beside its lesson: `ld-01.hmn.md` beside `ld-01.md`.

A qualified person made it. It is told only while the Vietnamese words are those it was made from:
a law that changed in one language must not live on in another.
"""

from collections.abc import Iterator
from hashlib import sha256

from broadcasts.lessons.front_matter import Fault, Front, parse
from broadcasts.lessons.lesson import Lesson, Translation
from broadcasts.lessons.lesson_file import check_keys, check_review, month_of
from broadcasts.lessons.lesson_text import check_text
from broadcasts.lessons.vocabulary import Words

KEYS = ("id", "title", "translator", "review_by", "original")


def fingerprint(lesson: Lesson) -> str:
    """Changes with every letter of the Vietnamese lesson."""
    return sha256(f"{lesson.title}\n{lesson.body}".encode()).hexdigest()[:8]


def read_translation(
    file: str, text: str, words: Words, lesson: Lesson
) -> tuple[Translation | None, tuple[Fault, ...]]:
    front, language = parse(file, text), language_of(file)
    if front.broken:
        return None, (Fault(file, front.broken, "front_matter"),)
    found = [*_head(front, lesson), *check_text(front, words, language)]
    if language not in words.languages:
        found.append(Fault(file, 1, "unknown_language", language, ", ".join(words.languages)))
    faults = tuple(sorted(found, key=lambda one: one.line))
    return (None if faults else _translation(front, language)), faults


def language_of(file: str) -> str:
    """Empty for the Vietnamese lesson itself."""
    return file.rpartition("/")[2].removesuffix(".md").partition(".")[2]


def _translation(front: Front, language: str) -> Translation:
    return Translation(
        language=language,
        title=front.word("title"),
        body=front.body,
        translator=front.word("translator"),
        review_by=month_of(front.word("review_by")),
    )


def _head(front: Front, lesson: Lesson) -> Iterator[Fault]:
    yield from check_keys(front, KEYS, KEYS)
    yield from check_review(front)
    if "id" in front.entries and front.word("id") != lesson.id:
        yield Fault(front.file, front.line("id"), "id_not_file", front.word("id"), lesson.id)
    if "translator" in front.entries and not front.word("translator"):
        yield Fault(front.file, front.line("translator"), "missing_key", "translator")
    now = fingerprint(lesson)
    if "original" in front.entries and front.word("original") != now:
        yield Fault(front.file, front.line("original"), "original_changed", now)
