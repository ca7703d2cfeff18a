"""What the weights look at: words, pairs of words, and what links, numbers and habits show."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tips.scams.links import Whose
from tips.scams.reading import Received
from tips.understanding.tokens import tokens_of

_FEW = (4, 9, 18, 35, 60)
_TRAILING_TAG = re.compile(r" (?=[a-z0-9]*[a-z])[a-z0-9]{2,6}$")


def features_of(received: Received) -> list[str]:
    """Each once."""
    words = [token.plain for token in tokens_of(received.folded)]
    return list(dict.fromkeys((*_of_words(words), *_of_signs(received, words))))


def _of_words(words: list[str]) -> Iterator[str]:
    yield from words
    yield from (f"{left} {right}" for left, right in pairwise(words))


def _of_signs(received: Received, words: list[str]) -> Iterator[str]:
    yield "!always"
    yield f"!words<{next((most for most in _FEW if len(words) < most), 'many')}"
    whose = {link.whose for link in received.links}
    yield from (f"!link:{one}" for one in sorted(whose))
    if not whose:
        yield "!no link"
    if whose - {Whose.OFFICIAL}:
        yield "!foreign link"
    yield from (f"!number:{one}" for one in sorted({one.kind for one in received.numbers}))
    yield from (f"!habit:{one}" for one in received.habits)
    yield f"!habits:{min(len(received.habits), 3)}"
    if received.is_disguised:
        yield "!disguised"
    if received.warns:
        yield "!warns"
    if _TRAILING_TAG.search(received.folded):
        yield "!tag"
