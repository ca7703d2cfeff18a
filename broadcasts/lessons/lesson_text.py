"""What may be wrong with the words residents read: title and body, in any language."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from broadcasts.lessons.front_matter import Fault, Front
from broadcasts.lessons.limits import LIMITS, SHORTEST_CAPTION
from broadcasts.lessons.scam_signs import SHORT_LINK, asks_for_money, asks_for_secret, phone_numbers
from broadcasts.lessons.unit import OFFICE, PHONE, UNIT
from broadcasts.lessons.vocabulary import Words
from messages.fitting import length

TITLE_CHARS = 100
_MARK = re.compile(r"\{[^}\n]*\}?|\}")
# Bidirectional marks and control characters say one thing and show another.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_UNSEEN_LATIN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# As long as names, phones and addresses of units get.
_LONGEST = {
    UNIT: "Phòng Cảnh sát điều tra tội phạm về ma túy (PC04) Công an thành phố Hồ Chí Minh",
    PHONE: "(028) 3829 7643 (Công an thành phố Hồ Chí Minh)",
    OFFICE: "số 268 đường Trần Hưng Đạo, phường Cầu Ông Lãnh, thành phố Hồ Chí Minh",
}


@dataclass(frozen=True, slots=True)
class NumberedLine:
    number: int
    text: str


def check_text(front: Front, words: Words, language: str = "vi") -> Iterator[Fault]:
    yield from _title(front)
    yield from _body_length(front, words)
    yield from _too_long(front)
    if asks_for_secret(front.body):
        yield _in_body(front, asks_for_secret, "asks_secret")
    if asks_for_money(front.body):
        yield _in_body(front, asks_for_money, "asks_money")
    for line in _lines(front):
        yield from _in_line(front.file, line, words)
        if language != "km" and _UNSEEN_LATIN.search(line.text):  # Khmer parts its words by them
            yield Fault(front.file, line.number, "unseen")


def _title(front: Front) -> Iterator[Fault]:
    if "title" in front.entries and not 1 <= len(front.word("title")) <= TITLE_CHARS:
        yield Fault(front.file, front.line("title"), "title", str(TITLE_CHARS))


def _body_length(front: Front, words: Words) -> Iterator[Fault]:
    if not 1 <= len(front.body) <= words.body_chars:
        told = f"{len(front.body)}/{words.body_chars}"
        yield Fault(front.file, front.body_line, "body_length", told)


def _too_long(front: Front) -> Iterator[Fault]:
    """Never split, never cut: what fits in a caption fits everywhere."""
    told = f"{front.word('title')}\n\n{front.body}"
    for mark, longest in _LONGEST.items():
        told = told.replace(mark, longest)
    needed = length(told)
    walls = [(name, limits.text) for name, limits in LIMITS.items()]
    for name, wall in (*walls, ("caption", SHORTEST_CAPTION)):
        if needed > wall:
            yield Fault(front.file, front.body_line, "too_long", f"{name}: {needed}/{wall}")


def _in_body(front: Front, asks: Callable[[str], bool], key: str) -> Fault:
    lines = front.body.split("\n")
    at = next((n for n in range(len(lines)) if asks(lines[n])), 0)
    return Fault(front.file, front.body_line + at, key)


def _lines(front: Front) -> Iterator[NumberedLine]:
    yield NumberedLine(front.line("title"), front.word("title"))
    for number, text in enumerate(front.body.split("\n"), front.body_line):
        yield NumberedLine(number, text)


def _in_line(file: str, line: NumberedLine, words: Words) -> Iterator[Fault]:
    fault = Fault(file, line.number, "")
    if not unicodedata.is_normalized("NFC", line.text):
        yield replace(fault, key="not_nfc")
    if _UNSEEN.search(line.text):
        yield replace(fault, key="unseen")
    for mark in _MARK.findall(line.text):
        if mark not in words.placeholders:
            yield replace(fault, key="placeholder", what=mark)
    if SHORT_LINK.search(line.text):
        yield replace(fault, key="short_link")
    for number in phone_numbers(line.text, words.numbers):
        yield replace(fault, key="phone_number", what=number)
