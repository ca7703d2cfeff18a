"""Finds a receipt in whatever is written around it, and says how sure it is one.

Most everyday syllables are receipt words too, and a thousandth of all nine words in a row pass the
check. So what is found here asks for a look-up, and the look-up decides. Only what is `sure` may
be answered with "no tip belongs to it"; the rest is then read as what it was written for.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import NamedTuple

from communes.remembering import remembered
from communes.spelling import fold, shape
from tips.reading.receipt import COUNT, Reading, exact_rows, right_rows, word_list
from tips.reading.receipt_slips import MOST_READINGS, repaired

_REMEMBERED = 2  # messages: one is asked about twice in its turn
_LONGEST = 8_000
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_MARKED = 3  # nine words that agree in their marks are no chance
_MOST_COMMON = 3  # of nine chosen by lot; a sentence has more
_MOST_COMMON_NAMED = 6  # where somebody calls it a receipt
_FEWEST_LEFT = 4  # words of a receipt that lost the others
_LONGEST_AROUND = 14  # words around a receipt that ask about it
_FEWEST_TOLD = 4  # words beside a receipt that tell something
_LONGEST_WITH_SLIPS = 100  # words: in a longer story nobody repairs a receipt
_LONGEST_GLUED = 10  # no word of a sentence is as long, nine words typed without a space are
_NAMED = re.compile(
    r"\b(?:mã|mã số|m[aã] (?:của|cua|giữ|giu|tin|số)|(?:cái|cai|giữ|giu|nhập|nhap) ma"
    r"|(?:[5-9]|năm|nam|sáu|sau|bảy|bay|tám|tam|chín|chin) (?:từ|tu|chữ|chu)"
    r"|(?:giấy|giay) (?:nó |no )?ghi|code|receipt|(?:[5-9]|nine|eight|seven|six) words)\b"
)
_FEW = re.compile(r"\b(?:[5-7]|năm|nam|sáu|sau|bảy|bay|six|seven) (?:từ|tu|chữ|chu|words)\b")
_ASKED = re.compile(
    r"\b(?:(?:coi|xem|kiem tra) (?:giup|gium|dum|lai|ho)|check|ket qua|toi dau|den dau|tra loi"
    r"|tien do|any (?:news|update)|chua(?: a| vay| nhi)?$)"
)
_TONE_MAY_MOVE = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|[òóỏõọ][ae]|[ùúủũụ]y")  # "hòa", "hoà"


@dataclass(frozen=True, slots=True)
class Found:
    readings: tuple[Reading, ...]  # none: too little is left of it to find a tip by
    sure: bool  # it was written as a receipt, whether or not a tip belongs to it
    alone: bool = False  # nothing but such words: where they tell nothing, they are one
    rest: str = ""  # what else was written
    says_more: bool = False  # the rest is more than courtesies and "is there any news?"


class _Word(NamedTuple):  # made by the thousand
    bare: str
    place: int | None  # in the list; None where it is not there, or with other marks
    marked: bool
    begin: int
    end: int


@remembered(_REMEMBERED)
def receipt_in(text: str) -> Found | None:
    """None where there is nothing to look up."""
    text = _composed(text)
    typed = _WORD.findall(text)
    known = {word: _place(word) for word in set(typed)}
    exact = list(right_rows([known[word] for word in typed]))
    if not exact and len(typed) > _LONGEST_WITH_SLIPS:
        return None
    words = [_read(one, known[one.group()]) for one in _WORD.finditer(text)]
    named = bool(_NAMED.search(text))
    if not exact:
        return _too_few(words) if named and _FEW.search(text) else _alone(words, named=named)
    readings = tuple(dict.fromkeys(exact_rows([word.place for word in words])))[:MOST_READINGS]
    sure = any(_is_sure(words, start, named=named) for start in exact)
    begin, end = words[exact[0]].begin, words[exact[-1] + COUNT - 1].end
    around = [*words[: exact[0]], *words[exact[-1] + COUNT :]]
    return Found(readings, sure, rest=f"{text[:begin]} {text[end:]}", says_more=_says_more(around))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text[:_LONGEST].lower())


def _place(typed: str) -> int | None:
    """In the list of words."""
    place = _forms().get(typed)
    if place is None and not typed.isascii() and _TONE_MAY_MOVE.search(typed):
        place = _forms().get(shape(typed))
    return place


def _read(found: re.Match[str], place: int | None) -> _Word:
    """With what is left of it without marks, and whether it had any."""
    typed = found.group()
    bare = fold(typed)
    return _Word(bare, place, typed != bare, *found.span())


@cache
def _forms() -> dict[str, int]:
    """Each word as it is shown, by its shape, and bare."""
    return {
        form: place
        for place, word in enumerate(word_list())
        for form in (word, shape(word), fold(word))
    }


@cache
def _talk() -> dict[str, frozenset[str]]:
    table = (resources.files("tips.reading") / "receipt_talk.toml").read_text("utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(table).items()}


# --- nine words as they were given ---------------------------------------------------------------


def _is_sure(words: Sequence[_Word], start: int, *, named: bool) -> bool:
    nine = words[start : start + COUNT]
    if sum(word.marked for word in nine) >= _FEWEST_MARKED:
        return True
    before, after = words[:start], words[start + COUNT :]
    if len(before) + len(after) > _LONGEST_AROUND:
        return False
    if named:
        return _common(nine) <= _MOST_COMMON_NAMED
    around = " | ".join(" ".join(word.bare for word in part) for part in (before, after)).strip(
        " |"
    )
    asked = _ASKED.search(around) or all(
        word.bare in _talk()["around"] for word in chain(before, after)
    )
    return bool(asked) and _common(nine) <= _MOST_COMMON


def _says_more(around: Sequence[_Word]) -> bool:
    asked = _ASKED.search(" ".join(word.bare for word in around))
    told = [word for word in around if word.bare not in _talk()["around"]]
    return len(told) >= _FEWEST_TOLD and not asked


def _common(words: Sequence[_Word]) -> int:
    return sum(word.bare in _talk()["common"] for word in words)


# --- a message that is nothing but a receipt with a slip in it -----------------------------------


def _alone(words: Sequence[_Word], *, named: bool) -> Found | None:
    if len(words) > COUNT + _LONGEST_AROUND:
        return None
    if len(words) < COUNT - 1 and any(len(word.bare) >= _LONGEST_GLUED for word in words):
        return _glued(words)
    rows = [row for row in _rows_by_lot(words) if _is_by_lot(row)]
    if not rows:
        return _too_few(words) if named else None
    meant = chain.from_iterable(repaired([word.bare for word in row]) for row in rows)
    readings = tuple(dict.fromkeys(meant))[:MOST_READINGS]
    alone = any(_agrees_in_marks(row) for row in rows)
    return Found(readings, named, alone) if named or alone or readings else None


def _rows_by_lot(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """Nine words or one more or less, with nothing but courtesies around them."""
    said = [place for place, word in enumerate(words) if word.bare not in _talk()["around"]]
    if not said:
        return
    for count in (COUNT, COUNT - 1, COUNT + 1):
        for start in range(max(0, said[-1] - count + 1), min(said[0], len(words) - count) + 1):
            yield words[start : start + count]


def _is_by_lot(words: Sequence[_Word]) -> bool:
    """At most one word is not of the list, and few are those that every sentence has."""
    strange = sum(word.bare not in _bare_words() for word in words)
    other_marks = sum(word.marked and word.place is None for word in words)
    return strange <= 1 and other_marks <= 2 and _common(words) <= _MOST_COMMON


def _agrees_in_marks(words: Sequence[_Word]) -> bool:
    agreeing = sum(word.marked and word.place is not None for word in words)
    other_marks = sum(word.marked and word.place is None for word in words)
    slips = other_marks + abs(len(words) - COUNT)
    return agreeing > _FEWEST_MARKED and slips <= 1 and _common(words) < _MOST_COMMON


def _glued(words: Sequence[_Word]) -> Found | None:
    readings = repaired([word.bare for word in words])
    return Found(readings, sure=True) if readings else None


def _too_few(words: Sequence[_Word]) -> Found | None:
    """Somebody tells what is left of a receipt: "em chỉ nhớ 6 từ: …"."""
    said = _talk()["around"] | _talk()["common"]
    left = [word for word in words if word.bare not in said]
    by_lot = all(word.place is not None for word in left)
    return Found((), sure=True) if by_lot and _FEWEST_LEFT <= len(left) < COUNT - 1 else None


@cache
def _bare_words() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list())
