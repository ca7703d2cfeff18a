"""The patterns of the table, ready to be tried: every word with or without its marks or in Telex,
each pattern only where a word stands that it may begin with.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from communes.spelling import fold

ANY_NUMBER = "#"
_MACRO = re.compile(r"<([A-Z_]+)>")
_WORDS = re.compile(r"\(\?P<\w+>|\(\?<?[=!:]|\\.|(@?)([^\W\d_]+)")
_TELEX = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
_TELEX_TONE = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
_OLD_PLACES = (("oà", "òa"), ("oá", "óa"), ("uý", "úy"))

Patterns = tuple[tuple[str, str], ...]  # a family and a pattern


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(
        (resources.files("tips.reading.time") / "patterns.toml").read_text("utf-8")
    )


def _all_patterns() -> Iterator[tuple[str, str]]:
    for family, patterns in _table()["families"].items():
        for pattern in patterns:
            yield family, _without_macros(pattern)


def _without_macros(pattern: str) -> str:
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda found: _table()["classes"][found.group(1)], pattern)
    return pattern


def expanded(pattern: str) -> str:
    """Every word with or without its marks; after an @ only with them."""
    return _WORDS.sub(_either, _without_macros(pattern))


def _either(found: re.Match[str]) -> str:
    exactly, word = found.groups()
    if not word or exactly or word.isascii():
        return word or found.group()
    return f"(?:{word}|{fold(word)})"


def _words_in(pattern: str) -> Iterator[str]:
    return (found.group(2) for found in _WORDS.finditer(pattern) if found.group(2))


@cache
def guards() -> Mapping[str, frozenset[str]]:
    """What may not stand before a time of the family."""
    return {
        family: frozenset(form for word in row for form in (word, fold(word)))
        for family, row in _table()["guards"].items()
    }


@cache
def glue() -> Mapping[str, frozenset[str]]:
    return {
        where: frozenset(form for word in row for form in (word, fold(word)))
        for where, row in _table()["glue"].items()
    }


# --- patterns by the word they begin with --------------------------------------------------------


@cache
def patterns_by_first_word() -> Mapping[str, Patterns]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for family, pattern in _all_patterns():
        first_words = _firsts(pattern)
        for word in first_words | {fold(first) for first in first_words}:
            found[word].append((family, pattern))
    return {word: tuple(patterns) for word, patterns in found.items()}


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """When a word is met that it begins with: all of them would be a tenth of a start."""
    return re.compile(f"(?:{expanded(pattern)})(?= )")


def _firsts(pattern: str) -> set[str]:
    return {word for one in _alternatives(pattern) for word in _firsts_of_row(one)}


def _alternatives(pattern: str) -> Iterator[str]:
    depth, begin = 0, 0
    for at, letter in enumerate(pattern):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0 and pattern[at - 1] != "\\":
            yield pattern[begin:at]
            begin = at + 1
    yield pattern[begin:]


def _firsts_of_row(row: str) -> Iterator[str]:
    """What may be left out is followed by what else may come first."""
    may_be_missing = True
    while row and may_be_missing:
        part, row = _first_part(row)
        may_be_missing = part.startswith(("(?!", "(?=", "(?<")) and not part.startswith("(?P")
        if not may_be_missing:
            yield from _firsts_of_part(part)
            may_be_missing = row.startswith(("?", "{0"))
            row = re.sub(r"^(?:\?|\{[^}]*\})", "", row) if part.startswith("(") else row


def _firsts_of_part(part: str) -> Iterator[str]:
    if part.startswith("("):
        yield from _firsts(re.sub(r"^\((?:\?P<\w+>|\?:)", "", part)[:-1])
    else:
        yield ANY_NUMBER if part[0] in "\\[0123456789" else part.lstrip("@")


def _first_part(row: str) -> tuple[str, str]:
    """A group, a word or what stands for a number."""
    if row[0] != "(":
        part = re.match(r"@?[^\W\d_]+|.", row, re.DOTALL)
        end = part.end() if part else 1
        return row[:end], row[end:]
    depth = 0
    for at, letter in enumerate(row):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return row[: at + 1], row[at + 1 :]
    raise ValueError(f"a bracket stays open in {row}")


# --- the words that are known --------------------------------------------------------------------


@cache
def known_words() -> Mapping[str, str]:
    """As typed → as the patterns have it."""
    words = {word for _, pattern in _all_patterns() for word in _words_in(pattern)}
    words.update(word for row in _table()["guards"].values() for word in row)
    words.update(word for row in _table()["glue"].values() for word in row if word.isalpha())
    known: dict[str, str] = {}
    for word in sorted(words):
        for typed in _spellings(word):
            known.setdefault(typed, word)
    known.update({fold(word): fold(word) for word in words}, **{word: word for word in words})
    meant = {typed: word for word, row in _table()["aliases"].items() for typed in row}
    return {**known, **meant}


def _spellings(word: str) -> Iterator[str]:
    for new, old in _OLD_PLACES:
        yield word.replace(new, old)
    telex = _telex(word)
    yield from (telex, telex.replace("uwow", "uow"), telex.replace("uwow", "uwo"))


def _telex(word: str) -> str:
    """As typed where the keyboard was not switched on: "tối" → "toois"."""
    tone, letters = "", []
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((_TELEX_TONE[part] for part in parts if part in _TELEX_TONE), tone)
        plain = "".join(part for part in parts if part not in _TELEX_TONE)
        plain = unicodedata.normalize("NFC", plain)
        letters.append(_TELEX.get(plain, plain))
    return "".join(letters) + tone
