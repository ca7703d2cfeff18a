"""Splits a message into words the way residents glue, cut and abbreviate them."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from communes.remembering import remembered
from communes.spelling import fold, shape, unhide
from communes.telex import looks_like_telex, untelex

LONGEST = 4000  # characters of a message that are looked at
MOST_WORDS = 400
LONGEST_SYLLABLE = 7  # letters: "nghiêng"
_WORD = re.compile(r"[^\W\d_]+(?:['’`´][^\W\d_]+)*|\d+", re.UNICODE)
_DASH = re.compile(r"\s[-–—]|[-–—]\s")
_ONSETS = frozenset("ch gh kh nh ph th tr gi qu".split())  # noqa: SIM905
_CUT = re.compile(r"[,;:\n\r\t()\[\]|!?\"“”]|\.\s")
# "quốc lộ 1 đoạn Bình Chánh": the road's name ends there as it would before a comma.
_STRETCHES = frozenset(["đoạn", "khúc", "quãng"])
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8"}


class Gap(NamedTuple):
    """What stands before a word, other than a space."""

    cut: bool  # a comma or the like
    dotted: bool  # a dot without a space: "T.Quang"
    dashed: bool  # a dash with a space: it parts two names, or the halves of one


_NO_GAP = Gap(cut=False, dotted=False, dashed=False)


class Word(NamedTuple):  # made some ten times a message: a dataclass costs three times as much
    text: str  # folded
    shape: str  # with diacritics, the tone at the end
    spelt: str  # lower case as written
    marked: bool  # carries a diacritic
    capital: bool
    cut: bool  # what stands before it, as in a `Gap`
    dotted: bool
    dashed: bool


def read(text: str) -> list[Word]:
    text = unhide(text[:LONGEST])
    read_token = _read_telex if looks_like_telex(text) else _read_token
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start, stop = match.span()
        between = text[end:start]
        gap = _NO_GAP if between in ("", " ") else _gap(between, words)
        if len(words) > 1 and words[-1].spelt in _STRETCHES and not words[-1].capital:
            gap = gap._replace(cut=True)
        words += read_token(match[0], gap)
        end = stop
        if len(words) >= MOST_WORDS:
            break
    return words


def read_name(name: str) -> tuple[Word, ...]:
    """A name of the map: words and single spaces mostly, so that little needs a look."""
    words = name.split(" ")
    if all(map(str.isalpha, words)) and not looks_like_telex(name):
        return tuple(piece for word in words for piece in _read_token(word, _NO_GAP))
    return tuple(read(name))


def _pieces(written: str) -> list[str]:
    if written.isdigit():
        return [written.lstrip("0") or "0"]
    if written.isupper() or written[1:].islower():
        return [written]
    if _is_turned(written):
        written = written[1] + written[0] + written[2:]
    humps = [0, *(i for i in range(1, len(written)) if _is_hump(written, i)), len(written)]
    return [written[a:b] for a, b in pairwise(humps)]


def _is_turned(written: str) -> bool:
    """Whether "Phong" was struck as "hPong"; "hThanh" is huyện Thanh."""
    first, second, third = written[:1], written[1:2], written[2:3]
    return second.isupper() and second.lower() + first in _ONSETS and third.lower() != first


def _is_hump(written: str, place: int) -> bool:
    """Is this where "TânĐịnh" or "XVạn" falls apart?"""
    if not written[place].isupper() or written[place - 1 : place].upper() == written[place]:
        return False  # "HHòa" is a slip
    return written[place - 1].islower() or written[place + 1 : place + 2].islower()


def _gap(between: str, words: list[Word]) -> Gap:
    gap = _gap_of(between)
    if not gap.cut or (words and not (between.strip() == "." and _is_short(words[-1]))):
        return gap
    return gap._replace(cut=False)


@remembered(1024)
def _gap_of(between: str) -> Gap:
    dashed = len(between) > 1 and _DASH.search(between) is not None
    return Gap(_CUT.search(between) is not None, between == ".", dashed)


def _is_short(word: Word) -> bool:
    """In "P. Tân Định" the dot belongs to the abbreviation."""
    return len(word.text) == 1 or (len(word.text) <= 3 and not word.marked)


def _read_token(written: str, gap: Gap) -> tuple[Word, ...]:
    """The words glued together in it. Numbers, addresses and handles are never remembered."""
    is_syllable = len(written) <= LONGEST_SYLLABLE and written.isalpha()
    return _read_syllable(written, gap) if is_syllable else _take_apart(written, gap)


def _take_apart(written: str, gap: Gap) -> tuple[Word, ...]:
    first, *others = _pieces(written)
    return _word(first, _spell, gap), *(_word(piece, _spell, _NO_GAP) for piece in others)


# What people write is mostly the same few thousand syllables.
_read_syllable = remembered(16384)(_take_apart)


def _read_telex(written: str, gap: Gap) -> tuple[Word, ...]:
    return (_word(written, _undo_telex, gap),)


def _word(written: str, spell: Callable[[str], tuple[str, str]], gap: Gap) -> Word:
    spelt = written.lower().replace("’", "'")
    text, tonal = spell(spelt)
    return Word(text, tonal, spelt, tonal != text, written[:1].isupper(), *gap)


def _spell(spelt: str) -> tuple[str, str]:
    """A word folded, and with its diacritics and the tone at the end."""
    if spelt.isdigit():
        return spelt, spelt
    return "".join(c for c in fold(spelt) if c.isalnum()), shape(spelt)


def _undo_telex(spelt: str) -> tuple[str, str]:
    if spelt.isdigit():
        return spelt, spelt
    tonal = untelex(spelt)
    return "".join(c for c in fold(tonal.rstrip("012345")) if c.isalnum()), tonal
