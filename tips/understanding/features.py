"""What the weights look at: words, pairs of words and classes of words, each a short name.

Names, so that a decision can be explained; the weights themselves know only their hashes.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from zlib import crc32

from tips.understanding.classes import classes_in
from tips.understanding.tokens import Token, tokens_of

NEAR = 6  # words between two classes that belong together
FOLLOWING = 5  # classes looked at behind each
_FEW = (3, 6, 12, 25, 60)  # words: a message of two words is read otherwise than one of sixty


def features_of(text: str) -> list[str]:
    return features_in(text, tokens_of(text))


def features_in(text: str, tokens: Sequence[Token]) -> list[str]:
    """Each feature once, in the order of the message."""
    return list(dict.fromkeys([*_of_words(tokens), *_of_classes(tokens), *form_of(text, tokens)]))


def hashes_of(features: Iterable[str]) -> Iterator[int]:
    return map(crc32, map(str.encode, features))


def _of_words(tokens: Sequence[Token]) -> list[str]:
    plain = [token.plain for token in tokens]
    pairs = [f"{left} {right}" for left, right in pairwise(["^", *plain, "$"])]
    marked = [f"'{token.written}" for token in tokens if token.written != token.plain]
    return [*plain, *pairs, *marked]


def _of_classes(tokens: Sequence[Token]) -> list[str]:
    found = classes_in(tokens)
    last = len(tokens) - 1
    classes: list[str] = []
    for start, (place, name) in enumerate(found, start=1):
        marked = f"#{name}"
        classes.append(marked)
        for after, other in found[start : start + FOLLOWING]:
            if after > place + NEAR:
                break
            if after != place and other != name:
                classes.append(f"{marked}>{other}")
        if place < last:
            classes.append(f"{marked} {tokens[place + 1].plain}")
        if place:
            classes.append(f"{tokens[place - 1].plain} {marked}")
    return classes


def form_of(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    said = len({token.plain for token in tokens})  # "Còn nữa." said a thousand times is short
    yield f"~words<{next((most for most in _FEW if said < most), 'many')}"
    yield "~always"
    if "?" in text:
        yield "~?"
    if "!" in text:
        yield "~!"
    if text.isupper():
        yield "~CAPS"
    if all(token.written == token.plain for token in tokens):
        yield "~bare"
