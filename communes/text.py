"""Splits a message into words the way residents glue, cut and abbreviate them."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from communes.spelling import fold, shape, unhide
from communes.telex import looks_like_telex, untelex

LONGEST = 4000  # characters of a message that are looked at
MOST_WORDS = 400
_WORD = re.compile(r"[^\W\d_]+(?:['’`´][^\W\d_]+)*|\d+", re.UNICODE)
_DASH = re.compile(r"\s[-–—]|[-–—]\s")
_ONSETS = frozenset("ch gh kh nh ph th tr gi qu".split())  # noqa: SIM905
_CUT = re.compile(r"[,;:\n\r\t()\[\]|!?\"“”]|\.\s")
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8"}


class Word(NamedTuple):  # made some ten times a message: a dataclass costs three times as much
    text: str  # folded
    shape: str  # with diacritics, the tone at the end
    spelt: str  # lower case as written
    marked: bool  # carries a diacritic
    capital: bool
    cut: bool = False  # a comma or the like stands before it
    dotted: bool = False  # a dot without a space stands before it: "T.Quang"
    dashed: bool = False  # a dash with a space: it parts two names, or the halves of one


def read(text: str) -> list[Word]:
    text = unhide(text[:LONGEST])
    telex = looks_like_telex(text)
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        start, stop = match.span()
        between = text[end:start]
        pieces = _read_token(match[0], telex=telex)
        if between not in ("", " "):
            cut, dotted, dashed = _cuts(between, words), between == ".", _dashes(between)
            pieces = _behind(pieces, cut=cut, dotted=dotted, dashed=dashed)
        words += pieces
        end = stop
        if len(words) >= MOST_WORDS:
            break
    return words


def read_name(name: str) -> tuple[Word, ...]:
    """A name of the map: words and single spaces mostly, so that little needs a look."""
    words = name.split(" ")
    if all(map(str.isalpha, words)) and not looks_like_telex(name):
        return tuple(piece for word in words for piece in _read_token(word, telex=False))
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


@lru_cache(maxsize=16384)
def _behind(pieces: tuple[Word, ...], *, cut: bool, dotted: bool, dashed: bool) -> tuple[Word, ...]:
    """The same words, with what stands before the first of them."""
    return pieces[0]._replace(cut=cut, dotted=dotted, dashed=dashed), *pieces[1:]


@lru_cache(maxsize=1024)
def _dashes(between: str) -> bool:
    return len(between) > 1 and _DASH.search(between) is not None


@lru_cache(maxsize=1024)
def _may_cut(between: str) -> bool:
    return _CUT.search(between) is not None


def _cuts(between: str, words: list[Word]) -> bool:
    if not words or not _may_cut(between):
        return False
    # "P. Tân Định": the dot belongs to the abbreviation.
    last = words[-1]
    short = len(last.text) == 1 or (len(last.text) <= 3 and not last.marked)
    return not (between.strip() == "." and short)


@lru_cache(maxsize=16384)  # what people write is mostly the same few thousand words
def _read_token(written: str, *, telex: bool) -> tuple[Word, ...]:
    """The words glued together in it, as if nothing but a space stood before it."""
    return tuple(_read_word(p, telex=telex) for p in ([written] if telex else _pieces(written)))


def _read_word(written: str, *, telex: bool) -> Word:
    spelt = written.lower().replace("’", "'")
    text, tonal = _undo_telex(spelt) if telex else _spell(spelt)
    return Word(text, tonal, spelt, tonal != text, written[:1].isupper())


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
