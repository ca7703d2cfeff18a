"""Finds the classes of words (word_classes.toml) that a message uses, and where."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise, product

from tips.understanding.tokens import BARE_SHARE, Token, tokens_of

_Spellings = tuple[Token, ...]  # of a word: with its marks, and without
_Phrase = tuple[str, Sequence[_Spellings]]  # a class and the words behind the first two


def classes_in(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """(place, class) in the order of the words; a word may belong to several classes."""
    one = map(classes_of_word(bare=is_bare(tokens)).get, tokens)
    more = [*map(longer_phrases().get, pairwise(tokens)), None]
    found: list[tuple[int, str]] = []
    for place, (names, begun) in enumerate(zip(one, more, strict=False)):
        if begun:
            longer = [name for name, rest in begun if not rest or stand_at(tokens, place + 2, rest)]
            names = sorted({*(names or ()), *longer}) if longer else names
        if names:
            found += [(place, name) for name in names]
    return found


def is_bare(tokens: Sequence[Token]) -> bool:
    """Typed on a keyboard without marks, or nearly so."""
    marked = sum(token.written != token.plain for token in tokens)
    return marked <= BARE_SHARE * len(tokens)


def stand_at(tokens: Sequence[Token], place: int, words: Sequence[_Spellings]) -> bool:
    return all(
        place + nth < len(tokens) and tokens[place + nth] in spellings
        for nth, spellings in enumerate(words)
    )


@cache
def classes_of_word(*, bare: bool) -> Mapping[Token, Sequence[str]]:
    """Marks that were typed must be the word's; "dao" among marked words is no "đạo"."""
    found: dict[Token, set[str]] = defaultdict(set)
    for name, (token, *others) in _phrases():
        if not others:
            found[token].add(name)
            if bare:
                found[Token(token.plain, token.plain)].add(name)
    return {token: sorted(names) for token, names in found.items()}


@cache
def longer_phrases() -> Mapping[tuple[Token, Token], Sequence[_Phrase]]:
    """By their first two words, as they may be typed."""
    found: dict[tuple[Token, Token], list[_Phrase]] = defaultdict(list)
    for name, phrase in _phrases():
        first, *others = map(_spellings, phrase)
        for second in others[:1]:
            for two in product(first, second):
                found[two].append((name, others[1:]))
    return found


def _spellings(word: Token) -> _Spellings:
    """Marks that were typed must be the phrase's; of two words or more they may be missing."""
    return tuple(dict.fromkeys([word, Token(word.plain, word.plain)]))


@cache
def _phrases() -> Sequence[tuple[str, Sequence[Token]]]:
    return [
        (name, tokens_of(phrase))
        for name, phrases in _table().items()
        for phrase in phrases.split(",")
    ]


@cache
def _table() -> Mapping[str, str]:
    return tomllib.loads(
        (resources.files("tips.understanding") / "word_classes.toml").read_text("utf-8")
    )


@cache
def class_names() -> Sequence[str]:
    """In their order."""
    return sorted(_table())
