"""Finds the classes of words (word_classes.toml) that a message uses, and where."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from tips.understanding.tokens import Token, tokens_of

_BARE_SHARE = 0.15  # fewer marked words than this: typed without

_Phrase = tuple[str, tuple[Token, ...]]  # a class and one of its phrases


def classes_in(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """(place, class) in the order of the words; a word may belong to several classes."""
    bare = is_bare(tokens)
    phrases = _phrases()
    found: list[tuple[int, str]] = []
    for place, token in enumerate(tokens):
        names = {
            name
            for name, phrase in phrases.get(token.plain, ())
            if _stands_at(tokens, place, phrase, bare=bare)
        }
        found += [(place, name) for name in sorted(names)]
    return found


def is_bare(tokens: Sequence[Token]) -> bool:
    """Typed on a keyboard without marks, or nearly so."""
    marked = sum(token.written != token.plain for token in tokens)
    return marked <= _BARE_SHARE * len(tokens)


def _stands_at(
    tokens: Sequence[Token], place: int, phrase: tuple[Token, ...], *, bare: bool
) -> bool:
    """Marks that were typed must be the phrase's; "dao" among marked words is no "đạo"."""
    if place + len(phrase) > len(tokens):
        return False
    lenient = bare or len(phrase) > 1
    for distance, meant in enumerate(phrase):
        typed = tokens[place + distance]
        if typed.plain != meant.plain:
            return False
        if typed.written != meant.written and not (lenient and typed.written == typed.plain):
            return False
    return True


@cache
def _phrases() -> Mapping[str, tuple[_Phrase, ...]]:
    """By the first word of the phrase, which nearly always decides."""
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for name, phrases in _table().items():
        for phrase in phrases.split(","):
            tokens = tuple(tokens_of(phrase))
            found[tokens[0].plain].append((name, tokens))
    return {first: tuple(rows) for first, rows in found.items()}


@cache
def _table() -> Mapping[str, str]:
    return tomllib.loads(
        (resources.files("tips.understanding") / "word_classes.toml").read_text("utf-8")
    )
