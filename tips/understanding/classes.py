"""Finds the classes of words (word_classes.toml) that a message uses, and where."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

from tips.understanding.tokens import BARE_SHARE, Token, tokens_of

_Phrase = tuple[str, tuple[Token, ...]]  # a class and one of its phrases


def classes_in(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """(place, class) in the order of the words; a word may belong to several classes."""
    one = map(_of_one_word(bare=is_bare(tokens)).get, tokens)
    plain = [token.plain for token in tokens]
    more = [*map(_of_more_words().get, pairwise(plain)), None]
    found: list[tuple[int, str]] = []
    for place, (names, begun) in enumerate(zip(one, more, strict=False)):
        if begun:
            longer = [name for name, phrase in begun if _stands_at(tokens, place, phrase)]
            names = sorted({*(names or ()), *longer}) if longer else names
        if names:
            found += [(place, name) for name in names]
    return found


def is_bare(tokens: Sequence[Token]) -> bool:
    """Typed on a keyboard without marks, or nearly so."""
    marked = sum(token.written != token.plain for token in tokens)
    return marked <= BARE_SHARE * len(tokens)


def _stands_at(tokens: Sequence[Token], place: int, phrase: Sequence[Token]) -> bool:
    """Marks that were typed must be the phrase's; of two words or more they may be missing."""
    if place + len(phrase) > len(tokens):
        return False
    for offset, meant in enumerate(phrase):
        typed = tokens[place + offset]
        if typed.plain != meant.plain or typed.written not in (meant.written, meant.plain):
            return False
    return True


@cache
def _of_one_word(*, bare: bool) -> Mapping[Token, Sequence[str]]:
    """Marks that were typed must be the word's; "dao" among marked words is no "đạo"."""
    found: dict[Token, set[str]] = defaultdict(set)
    for name, (token, *others) in _phrases():
        if not others:
            found[token].add(name)
            if bare:
                found[Token(token.plain, token.plain)].add(name)
    return {token: sorted(names) for token, names in found.items()}


@cache
def _of_more_words() -> Mapping[tuple[str, str], Sequence[_Phrase]]:
    """By their first two, which nearly always decide."""
    found: dict[tuple[str, str], list[_Phrase]] = defaultdict(list)
    for name, phrase in _phrases():
        if len(phrase) > 1:
            found[phrase[0].plain, phrase[1].plain].append((name, phrase))
    return found


@cache
def _phrases() -> Sequence[_Phrase]:
    return [
        (name, tuple(tokens_of(phrase)))
        for name, phrases in _table().items()
        for phrase in phrases.split(",")
    ]


@cache
def _table() -> Mapping[str, str]:
    return tomllib.loads(
        (resources.files("tips.understanding") / "word_classes.toml").read_text("utf-8")
    )
