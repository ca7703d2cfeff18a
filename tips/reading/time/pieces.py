"""Finds the words that tell a time, and joins those that tell one time together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from communes.spelling import fold
from tips.reading.time.patterns import (
    ANY_NUMBER,
    compiled,
    expanded,
    glue,
    guards,
    known_words,
    patterns_by_first_word,
)
from tips.reading.time.row import Row, row_of

GOING_ON = "going_on"  # told by what is going on, where nothing else tells a time
STILL = "still"
_NO_NUMBER_BEFORE = {"span", "date"}
_LONGEST_PART = 20  # letters of "buổi tờ mờ sáng"
_MOST_HEARD = 120
_MOST_WORDS = 16  # of one time
_DOUBTFUL = re.compile(r"24 giờ|bay gio|24[/-]7|[12]/[234]|3/4")  # "mở 24h"; "bây giờ"; "1/2 ký"
_COUNTING = ("thứ nhất", "thu nhat")
_SHORT_WEEKDAY = re.compile(r"(?:^| )T \d")


@dataclass(frozen=True, slots=True)
class Piece:
    family: str  # of patterns.toml
    start: int  # in the row's words
    end: int
    words: str
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Time:
    """Pieces that stand together: "tối qua", "lúc 10h" and "chợ" between them are two."""

    quote: str  # as it was written
    words: str
    pieces: tuple[Piece, ...]

    def of(self, family: str) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.family == family)


def times_in(text: str, *, answering: bool = False) -> tuple[Time, ...]:
    """In an answer to "when?" a mere "vẫn còn" tells a time too."""
    row = row_of(text, known_words())
    return tuple(_times(row, _pieces(row, answering=answering)))


def _pieces(row: Row, *, answering: bool) -> list[Piece]:
    heard = list(islice(_found(row, answering=answering), _MOST_HEARD))
    found = [piece for piece in heard if piece.family != GOING_ON] or heard
    taken: list[Piece] = []
    for piece in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(piece.end <= other.start or piece.start >= other.end for other in taken):
            taken.append(piece)
    return sorted(taken, key=lambda one: one.start)


def _found(row: Row, *, answering: bool) -> Iterator[Piece]:
    for family, found in _matches(row):
        groups = {name: fold(value) for name, value in found.groupdict().items() if value}
        piece = Piece(family, found.start(), found.end(), found.group(), groups)
        if (family != STILL or answering) and _is_time(row, piece):
            yield piece


def _matches(row: Row) -> Iterator[tuple[str, re.Match[str]]]:
    """Only patterns that begin with the word are tried on it: most words begin none."""
    candidates = patterns_by_first_word()
    for word, start in row.each():
        for family, pattern in candidates.get(ANY_NUMBER if word[0].isdigit() else word, ()):
            found = compiled(pattern).match(row.words, start)
            if found:
                yield family, found


def _is_time(row: Row, piece: Piece) -> bool:
    """What stands before may say that it is an address, an order or a price."""
    before = row.before(piece.start)
    if piece.family == "weekday" and any(first in row.words for first in _COUNTING):
        return False
    if before in guards().get(piece.family, ()) or (
        piece.family in _NO_NUMBER_BEFORE and before.isdigit()
    ):
        return piece.family == "weekday" and "tuan" in piece.groups.get("which", "")
    if _SHORT_WEEKDAY.search(piece.words):
        return "which" in piece.groups or _is_part(before)
    return not _DOUBTFUL.fullmatch(piece.words) or before in glue()["before"]


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(f" ((?:buổi |buoi )?{expanded('<PART>')})$")


def _is_part(word: str) -> bool:
    return bool(_parts().search(f" {word}"))


# --- times ---------------------------------------------------------------------------------------


def _times(row: Row, pieces: Sequence[Piece]) -> Iterator[Time]:
    together: list[Piece] = []
    for piece in pieces:
        if together and not _belong_together(row, together, piece):
            yield _time(row, together)
            together = []
        together.append(piece)
    if together:
        yield _time(row, together)


def _belong_together(row: Row, together: Sequence[Piece], piece: Piece) -> bool:
    between = row.words[together[-1].end : piece.start].split()
    if row.words.count(" ", together[0].start, piece.end) > _MOST_WORDS:
        return False
    return all(word in glue()["between"] or _is_part(word) for word in between)


def _time(row: Row, pieces: Sequence[Piece]) -> Time:
    start, end = _from_the_first_word(row, pieces[0].start), _to_the_last_part(row, pieces[-1].end)
    return Time(row.quote(start, end), row.words[start:end], tuple(pieces))


def _from_the_first_word(row: Row, start: int) -> int:
    """Words like "khoảng", "tối" or "vào lúc" before a time are of it."""
    part = _parts().search(row.words, max(0, start - _LONGEST_PART), start - 1)
    start = part.start(1) if part else start
    for _ in range(2):
        word = row.words[: start - 1].rpartition(" ")[2]
        if word in glue()["before"]:
            start -= len(word) + 1
    return start


def _to_the_last_part(row: Row, end: int) -> int:
    """The evening of "28/11 buổi tối"."""
    after = _part_after().match(row.words, end)
    return after.end() if after else end


@cache
def _part_after() -> re.Pattern[str]:
    return re.compile(expanded(r" (?:(?:lúc|vào) )?(?:buổi )?<PART>(?= )"))
