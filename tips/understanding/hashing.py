"""Reckons the hashes of the features of many texts at once: those of `features_of`, in arrays.

A long story has some twenty thousand features: most of the time to read it went to spelling each
out, only to hash it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tips.understanding.checksums import Hashed, Hashes, Places, find, gather, join, sort_once
from tips.understanding.classes import class_names, classes_of_word, longer_phrases, stand_at
from tips.understanding.features import FOLLOWING, NEAR, form_of
from tips.understanding.tokens import BARE_SHARE, Token

_BEGIN, _END = Token("^", "^"), Token("$", "$")
_SPACE, _QUOTE = crc32(b" "), crc32(b"'")


@dataclass(frozen=True, slots=True)
class _Row:
    """All texts behind each other, each between a beginning and an end."""

    tokens: Sequence[Token]
    known: Mapping[Token, int]  # each once
    places: Places  # among those that are known, of each token
    texts: Places  # which text it is of
    is_begin: NDArray[np.bool_]
    is_end: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Words:
    """The hashes of each token of a row."""

    alone: Hashes
    behind: Hashes  # of " danh", as it stands behind another word
    lengths: Places  # of that, in bytes
    marked: Hashes  # of "'đánh"
    has_mark: NDArray[np.bool_]


def hash_features(texts: Sequence[str], read: Sequence[Sequence[Token]]) -> Hashed:
    """Of each text, read as these tokens."""
    row = _lay_out(read)
    words = _hash_words(row)
    pairs = _hash_pairs(row, words)
    found = _find_classes(row, words, pairs)
    return _together(
        _of_words(row, words),
        pairs,
        _of_classes(row, *found),
        _beside_classes(row, words, *found),
        _of_forms(texts, read),
    )


def _together(*parts: Hashed) -> Hashed:
    return Hashed(
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.texts for part in parts]),
    )


def _lay_out(read: Sequence[Sequence[Token]]) -> _Row:
    tokens = list(chain.from_iterable((_BEGIN, *text, _END) for text in read))
    known = {token: place for place, token in enumerate(dict.fromkeys(tokens))}
    places = np.fromiter(map(known.__getitem__, tokens), np.intp, len(tokens))
    texts = np.repeat(np.arange(len(read)), [len(text) + 2 for text in read])
    return _Row(tokens, known, places, texts, places == known[_BEGIN], places == known[_END])


def _hash_words(row: _Row) -> _Words:
    plain = [token.plain.encode() for token in row.known]
    return _Words(
        gather(map(crc32, plain))[row.places],
        gather(crc32(word, _SPACE) for word in plain)[row.places],
        np.array([len(word) + 1 for word in plain])[row.places],
        gather(crc32(token.written.encode(), _QUOTE) for token in row.known)[row.places],
        np.array([token.written != token.plain for token in row.known])[row.places],
    )


def _of_words(row: _Row, words: _Words) -> Hashed:
    is_word = ~(row.is_begin | row.is_end)
    return _together(
        Hashed(words.alone[is_word], row.texts[is_word]),
        Hashed(words.marked[words.has_mark], row.texts[words.has_mark]),
    )


def _hash_pairs(row: _Row, words: _Words) -> Hashed:
    """Of each token but an end with the one behind it."""
    (left,) = np.nonzero(~row.is_end)
    right = left + 1
    pairs = join(words.alone[left], words.behind[right], words.lengths[right])
    return Hashed(pairs, row.texts[left])


# --- classes of words ----------------------------------------------------------------------------


def _find_classes(row: _Row, words: _Words, pairs: Hashed) -> tuple[Places, Places]:
    """Where each stands in the row, and its number in the table: in order, each once."""
    at, classes = _of_single_words(row, words)
    more = [
        (place, _table().numbers[name])
        for place in _may_begin_phrases(row, pairs)
        for name, rest in longer_phrases().get((row.tokens[place], row.tokens[place + 1]), ())
        if not rest or stand_at(row.tokens, place + 2, rest)
    ]
    places, names = np.array(more, np.intp).reshape(-1, 2).T
    count = len(class_names())
    keys = np.concatenate([at * count + classes, places * count + names])
    return np.divmod(sort_once(keys), count)


def _of_single_words(row: _Row, words: _Words) -> tuple[Places, Places]:
    sizes = np.bincount(row.texts) - 2
    is_bare = np.bincount(row.texts, words.has_mark) <= BARE_SHARE * sizes
    marked, bare = _table().of_words if is_bare.any() else (_table().of_words[0], {})
    each = [table.get(token, ()) for table in (marked, bare) for token in row.known]
    which = row.places + is_bare[row.texts] * len(row.known)
    counts = np.array([len(found) for found in each])
    ends = np.cumsum(counts)
    often = counts[which]
    at = np.repeat(np.arange(len(which)), often)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(often) - often, often)
    flat = np.fromiter(chain.from_iterable(each), np.intp)
    return at, flat[(ends - counts)[which][at] + nth]


def _may_begin_phrases(row: _Row, pairs: Hashed) -> Sequence[int]:
    (left,) = np.nonzero(~row.is_end)
    found: Sequence[int] = left[find(_table().phrases, pairs.hashes)[1]].tolist()
    return found


def _of_classes(row: _Row, at: Places, classes: Places) -> Hashed:
    texts = row.texts[at]
    first = np.repeat(np.arange(len(at)), FOLLOWING)
    second = first + np.tile(np.arange(1, FOLLOWING + 1), len(at))
    first, second = first[second < len(at)], second[second < len(at)]
    apart = at[second] - at[first]
    near = (apart > 0) & (apart <= NEAR) & (texts[first] == texts[second])
    near &= classes[first] != classes[second]
    first, second = first[near], second[near]
    pairs = _table().pairs[classes[first], classes[second]]
    return _together(Hashed(_table().alone[classes], texts), Hashed(pairs, texts[first]))


def _beside_classes(row: _Row, words: _Words, at: Places, classes: Places) -> Hashed:
    """Each with the word before it, and with the word behind it."""
    table, before, behind = _table(), at - 1, at + 1
    led = join(words.alone[before], table.behind[classes], table.lengths[classes])
    leading = join(table.alone[classes], words.behind[behind], words.lengths[behind])
    has_before, has_behind = ~row.is_begin[before], ~row.is_end[behind]
    return _together(
        Hashed(led[has_before], row.texts[at][has_before]),
        Hashed(leading[has_behind], row.texts[at][has_behind]),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    numbers: Mapping[str, int]  # of each class, in the order of their names
    alone: Hashes  # of "#name"
    behind: Hashes  # of " #name"
    lengths: Places  # of that
    pairs: Hashes  # of "#name>other"
    phrases: Hashes  # of the first two words of each longer phrase, sorted
    of_words: Sequence[Mapping[Token, Sequence[int]]]  # in marked texts, in bare ones


@cache
def _table() -> _Table:
    names = class_names()
    places = {name: place for place, name in enumerate(names)}
    marked = [f"#{name}".encode() for name in names]
    pairs = [crc32(f">{other}".encode(), crc32(one)) for one in marked for other in names]
    return _Table(
        places,
        gather(map(crc32, marked)),
        gather(crc32(one, _SPACE) for one in marked),
        np.array([len(one) + 1 for one in marked]),
        gather(pairs).reshape(len(names), -1),
        np.unique(gather(map(_hash_pair, longer_phrases()))),
        [_numbers_of_words(places, bare=bare) for bare in (False, True)],
    )


def _numbers_of_words(places: Mapping[str, int], *, bare: bool) -> Mapping[Token, Sequence[int]]:
    found = classes_of_word(bare=bare)
    return {token: [places[name] for name in classes] for token, classes in found.items()}


def _hash_pair(two: tuple[Token, Token]) -> int:
    return crc32(" ".join(token.plain for token in two).encode())


def _of_forms(texts: Sequence[str], read: Sequence[Sequence[Token]]) -> Hashed:
    forms = [list(form_of(*text)) for text in zip(texts, read, strict=True)]
    return Hashed(
        gather(crc32(form.encode()) for form in chain.from_iterable(forms)),
        np.repeat(np.arange(len(forms)), [len(form) for form in forms]),
    )
