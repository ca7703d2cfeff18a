"""A lesson as the plain texts that one channel takes. What is previewed is what is sent."""

import re
from collections.abc import Iterator
from datetime import date

from broadcasts.lessons.lesson import Lesson
from broadcasts.lessons.limits import Limits
from broadcasts.lessons.unit import Unit, can_tell, filled
from messages.fitting import length

# Where a text may be parted, best places first: paragraphs, lines, sentences, words.
_SEAMS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…])[\"”»)]?\s+"),
    re.compile(r"\s+"),
)
_LEAST = 0.4  # a part shorter than this share of the wall is not worth a better seam


class FooterTooLong(ValueError):
    """A footer must leave room for words."""


def render(
    lesson: Lesson, unit: Unit, limits: Limits, footer: str, language: str, day: date
) -> tuple[str, ...]:
    """Each within the limits; with a picture, the first is its caption.

    In the reader's language when a translation exists, is not overdue on that day and has words
    for what the unit lacks; else in Vietnamese. The footer ends the last text.
    """
    words = compose(lesson, unit, language, day)
    wall = limits.caption if lesson.picture else limits.text
    if length(footer) > wall // 2:
        raise FooterTooLong
    first, rest = _cut(words, wall)
    parts = [first, *_parted(rest, limits.text)]
    return (*parts[:-1], *_with_footer(parts[-1], footer, wall if len(parts) == 1 else limits.text))


def compose(lesson: Lesson, unit: Unit, language: str, day: date) -> str:
    """Title and body as residents of that unit read them, in one piece."""
    version = lesson.translate(language, day)
    if not can_tell(unit, _whole(version), version.language):
        version = lesson
    return filled(_whole(version), unit, version.language)


def _whole(lesson: Lesson) -> str:
    return f"{lesson.title}\n\n{lesson.body}"


def _with_footer(last: str, footer: str, wall: int) -> tuple[str, ...]:
    if not footer:
        return (last,)
    if length(last) + 2 + length(footer) <= wall:
        return (f"{last}\n\n{footer}",)
    first, rest = _cut(last, length(last) - 1)  # no footer stands alone: words move down to it
    return first, *_with_footer(rest, footer, wall)


def _parted(text: str, wall: int) -> Iterator[str]:
    while text:
        part, text = _cut(text, wall)
        yield part


def _cut(text: str, wall: int) -> tuple[str, str]:
    """As much as the wall holds, and what is left; the space between them is dropped."""
    text = text.strip()
    if length(text) <= wall:
        return text, ""
    most = _prefix(text, wall)
    for seam in _SEAMS:
        ends = [found for found in seam.finditer(text) if _head_end(found) <= most]
        if ends and (ends[-1].start() >= most * _LEAST or seam is _SEAMS[-1]):
            at = ends[-1]
            return text[: at.end()].rstrip(), text[at.end() :].lstrip()
    return text[:most], text[most:]


def _head_end(seam: re.Match[str]) -> int:
    """Where the words before a seam end: a closing quote belongs to them."""
    return seam.start() + len(seam.group().rstrip())


def _prefix(text: str, wall: int) -> int:
    """How many letters the wall holds, at least one."""
    if len(text) <= wall and length(text) <= wall:
        return len(text)
    end = min(len(text), wall)
    while end > 1 and length(text[:end]) > wall:
        end -= 1
    return end
