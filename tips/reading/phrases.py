"""Finds phrases in what people type, with diacritics, without, or half and half."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from communes.spelling import fold, shape

_WORD = re.compile(r"[^\W_]+")
_LONGEST_PHRASE = 6  # words
_MOST_WORDS = 800
_BARE_SHARE = 0.15  # fewer marked words than this: typed on a keyboard without diacritics

_Shapes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A text, ready to be asked for phrases."""

    bare: bool  # typed without diacritics
    _runs: Mapping[str, tuple[_Shapes, ...]]  # "danh bac" → how it was really written

    def has(self, phrase: str) -> bool:
        return any(self._means(run, phrase) for run in self._runs.get(_folded(phrase), ()))

    def having(self, phrases: Iterable[str]) -> tuple[str, ...]:
        return tuple(phrase for phrase in phrases if self.has(phrase))

    def _means(self, run: _Shapes, phrase: str) -> bool:
        """In a bare text "ke" may be "kẻ"; "danh bạc" is "đánh bạc" anywhere."""
        lenient = self.bare or len(run) > 1
        return all(
            typed == meant or (lenient and typed.isascii() and not typed[-1:].isdigit())
            for typed, meant in zip(run, _shapes(phrase), strict=True)
        )


def read(text: str) -> Words:
    written = _WORD.findall(text.lower())[:_MOST_WORDS]
    marked = sum(not word.isascii() for word in written)
    runs: dict[str, list[_Shapes]] = defaultdict(list)
    spelled = {word: (shape(word), fold(word)) for word in set(written)}
    shapes = [spelled[word][0] for word in written]
    plain = [spelled[word][1] for word in written]
    for start in range(len(written)):
        for end in range(start + 1, min(start + _LONGEST_PHRASE, len(written)) + 1):
            runs[" ".join(plain[start:end])].append(tuple(shapes[start:end]))
    bare = marked <= _BARE_SHARE * len(written)
    return Words(bare, {folded: tuple(found) for folded, found in runs.items()})


@cache
def _folded(phrase: str) -> str:
    return " ".join(fold(word) for word in _WORD.findall(phrase.lower()))


@cache
def _shapes(phrase: str) -> _Shapes:
    return tuple(shape(word) for word in _WORD.findall(phrase.lower()))
