"""The receipt: eight plain words that hold 80 bits, and a ninth that catches slips of the pen.

The check is a Reed-Solomon symbol over GF(1024): every position has a weight of its own, so any
one wrong word and any two swapped words are always noticed, and for each position there is
exactly one word that would repair it. Few readings are ever worth trying.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from communes.spelling import fold

COUNT = 9  # eight words and the check
MOST_READINGS = 64
_LONGEST = 1_000  # characters looked at: a receipt has some 60
_FIELD = 0b100_0000_1001  # x^10 + x^3 + 1, primitive
_TOKEN = re.compile("[a-z0-9]+")

Reading = tuple[str, ...]
_Indexes = tuple[int, ...]


@cache
def word_list() -> tuple[str, ...]:
    """1,024 everyday syllables, no two alike without diacritics, none rude."""
    return tuple((resources.files("tips.reading") / "receipt_words.txt").read_text("utf-8").split())


@cache
def _places() -> dict[str, int]:
    return {fold(word): place for place, word in enumerate(word_list())}


def words_of(ten_bytes: bytes) -> Reading:
    """The receipt for 80 bits."""
    if len(ten_bytes) != 10:
        raise ValueError("a receipt holds exactly 80 bits")
    bits = int.from_bytes(ten_bytes, "big")
    data = tuple(bits >> shift & 1023 for shift in range(70, -1, -10))
    return _written((*data, _syndrome(data)))


def canonical(words: Sequence[str]) -> str:
    """What is hashed: one spelling however it was typed."""
    return " ".join(fold(word) for word in words)


def readings(typed: str) -> tuple[Reading, ...]:
    """Receipts that may be meant, best first: as typed, then one slip or one swap repaired."""
    tokens = _TOKEN.findall(fold(typed[:_LONGEST]))
    repaired = _repairs(tokens) if len(tokens) == COUNT else _exact_rows(tokens[:60])
    return tuple(dict.fromkeys(_written(indexes) for indexes in repaired))[:MOST_READINGS]


def looks_like_one(typed: str) -> bool:
    """True when the whole text is a receipt typed without a slip: sure enough to act on."""
    tokens = _TOKEN.findall(fold(typed[:_LONGEST]))
    if len(tokens) != COUNT or len(typed) > _LONGEST:
        return False
    indexes = _indexes(tokens)
    return None not in indexes and _is_right([i for i in indexes if i is not None])


def _written(indexes: Sequence[int]) -> Reading:
    return tuple(word_list()[index] for index in indexes)


def _indexes(tokens: Sequence[str]) -> list[int | None]:
    return [_places().get(token) for token in tokens]


# --- arithmetic of GF(1024) ---------------------------------------------------------------------


@cache
def _powers() -> tuple[int, ...]:
    powers, value = [], 1
    for _ in range(1023):
        powers.append(value)
        value <<= 1
        if value & 1024:
            value ^= _FIELD
    return tuple(powers)


@cache
def _logarithms() -> dict[int, int]:
    return {value: exponent for exponent, value in enumerate(_powers())}


def _times(value: int, exponent: int) -> int:
    """`value` times the field's generator to the power of `exponent` (may be negative)."""
    return _powers()[(_logarithms()[value] + exponent) % 1023] if value else 0


def _weight(position: int) -> int:
    return (position + 1) % COUNT  # the check itself weighs 1: generator to the power of 0


def _syndrome(indexes: Sequence[int]) -> int:
    """Zero for nine words that belong together; for eight words, the check they need."""
    total = 0
    for position, index in enumerate(indexes):
        total ^= _times(index, _weight(position))
    return total


def _is_right(indexes: Sequence[int]) -> bool:
    return _syndrome(indexes) == 0


# --- repairs -------------------------------------------------------------------------------------


def _exact_rows(tokens: list[str]) -> Iterator[_Indexes]:
    """No slip is forgiven where the words must first be found, or any chatter would match."""
    for row in _rows(tokens):
        known = [index for index in _indexes(row) if index is not None]
        if len(known) == COUNT and _is_right(known):
            yield tuple(known)


def _rows(tokens: list[str]) -> Iterator[list[str]]:
    """A forgotten space, a space inside a word, or "mã của tôi là …" around the receipt."""
    if len(tokens) == COUNT - 1:
        for place, token in enumerate(tokens):
            for cut in range(1, len(token)):
                yield [*tokens[:place], token[:cut], token[cut:], *tokens[place + 1 :]]
    if len(tokens) == COUNT + 1:
        for i in range(COUNT):
            yield [*tokens[:i], tokens[i] + tokens[i + 1], *tokens[i + 2 :]]
    for start in range(len(tokens) - COUNT + 1):
        yield tokens[start : start + COUNT]


def _repairs(tokens: list[str]) -> Iterator[_Indexes]:
    indexes = _indexes(tokens)
    unknown = [position for position, index in enumerate(indexes) if index is None]
    if len(unknown) > 1:
        return
    known = [index or 0 for index in indexes]
    if not unknown and _is_right(known):
        yield tuple(known)
    for position in unknown or range(COUNT):
        yield from _one_word_repaired(tokens, known, position)
    if not unknown:
        yield from _one_pair_swapped(known)


def _one_word_repaired(tokens: list[str], known: list[int], position: int) -> Iterator[_Indexes]:
    others = [*known[:position], 0, *known[position + 1 :]]
    needed = _times(_syndrome(others), -_weight(position))
    if _one_slip_apart(tokens[position], fold(word_list()[needed])):
        yield (*others[:position], needed, *others[position + 1 :])


def _one_pair_swapped(known: list[int]) -> Iterator[_Indexes]:
    for left in range(COUNT - 1):
        swapped = [*known[:left], known[left + 1], known[left], *known[left + 2 :]]
        if _is_right(swapped):
            yield tuple(swapped)


def _one_slip_apart(typed: str, word: str) -> bool:
    """One letter more, less, other, or two neighbours the wrong way round."""
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    rest, due = typed[start:], word[start:]
    return (
        rest[1:] == due
        or rest == due[1:]
        or rest[1:] == due[1:]
        or (rest[2:] == due[2:] and len(due) > 1 and rest[:2] == due[1] + due[0])
    )
