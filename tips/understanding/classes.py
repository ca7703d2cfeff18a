"""Finds the classes of words (word_classes.toml) that a message uses, and where."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from tips.understanding.tokens import Token, tokens_of

_BARE_SHARE = 0.15  # fewer marked words than this: typed without
_REMEMBERED = 20_000  # words

_Phrase = tuple[str, tuple[Token, ...]]  # a class and one of its phrases
_Words = tuple[str, ...]  # without marks


def classes_in(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """(place, class) in the order of the words; a word may belong to several classes."""
    bare = is_bare(tokens)
    longer = _phrases(2)
    found: list[tuple[int, str]] = []
    if not tokens:
        return found
    following = [*(token.plain for token in tokens[1:]), ""]
    for place, (token, after) in enumerate(zip(tokens, following, strict=True)):
        names = _of_one_word(token, bare=bare)
        begun = longer.get((token.plain, after))
        if begun:
            names = names | {
                name for name, phrase in begun if _stands_at(tokens, place, phrase, bare=bare)
            }
        if names:
            found += [(place, name) for name in sorted(names)]
    return found


@lru_cache(_REMEMBERED)
def _of_one_word(token: Token, *, bare: bool) -> frozenset[str]:
    return frozenset(
        name
        for name, phrase in _phrases(1).get((token.plain,), ())
        if _stands_at((token,), 0, phrase, bare=bare)
    )


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
def _phrases(words: int) -> Mapping[_Words, tuple[_Phrase, ...]]:
    """Of one word, or of more by their first two, which nearly always decide."""
    found: dict[_Words, list[_Phrase]] = defaultdict(list)
    for name, phrases in _table().items():
        for phrase in phrases.split(","):
            tokens = tuple(tokens_of(phrase))
            if min(len(tokens), 2) == words:
                found[tuple(token.plain for token in tokens[:words])].append((name, tokens))
    return {first: tuple(rows) for first, rows in found.items()}


@cache
def _table() -> Mapping[str, str]:
    return tomllib.loads(
        (resources.files("tips.understanding") / "word_classes.toml").read_text("utf-8")
    )
