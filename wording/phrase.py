"""A sentence to residents, in the language of one, that others hear in theirs.

Tips about one matter are answered together, and its residents may not share a language.
"""

from collections.abc import Callable
from functools import partial
from typing import Self

from wording.catalogue import text


class Phrase(str):
    """Equal to its words, so that rules and tests read it as what it says."""

    __slots__ = ("_say",)
    _say: Callable[[str], str]

    def __new__(cls, say: Callable[[str], str], language: str) -> Self:
        made = super().__new__(cls, say(language))
        made._say = say
        return made

    def in_language(self, language: str) -> str:
        return self._say(language)


def phrase(key: str, language: str, **values: object) -> Phrase:
    """Of the catalogue."""
    return Phrase(partial(_fill, key, values), language)


def in_language(words: str, language: str) -> str:
    """What an officer typed stays as it was typed."""
    return words.in_language(language) if isinstance(words, Phrase) else words


def _fill(key: str, values: dict[str, object], language: str) -> str:
    return text(key, language, **values)
