"""The receipt: eight plain words that hold 80 bits, and a ninth that catches slips of the pen.

The check is a Reed-Solomon symbol over GF(1024): every position has a weight of its own, so any
one wrong word and any two swapped words are always noticed, and for each position there is
exactly one word that would repair it.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from communes.spelling import fold

COUNT = 9  # eight words and the check
_FIELD = 0b100_0000_1001  # x^10 + x^3 + 1, primitive

Reading = tuple[str, ...]
Indexes = tuple[int, ...]


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
    return written((*data, _syndrome(data)))


def canonical(words: Sequence[str]) -> str:
    """What is hashed: one spelling however it was typed."""
    return " ".join(fold(word) for word in words)


def exact_rows(indexes: Sequence[int | None]) -> Iterator[Reading]:
    for start in right_rows(indexes):
        yield written([index or 0 for index in indexes[start : start + COUNT]])


def written(indexes: Sequence[int]) -> Reading:
    return tuple(word_list()[index] for index in indexes)


def place_of(token: str) -> int | None:
    """In the list, of a bare word."""
    return _places().get(token)


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


def needed_at(position: int, others: Sequence[int]) -> int:
    """The one word that belongs where `others` has a zero."""
    return _times(_syndrome(others), -_weight(position))


def is_right(indexes: Sequence[int]) -> bool:
    return _syndrome(indexes) == 0


def right_rows(indexes: Sequence[int | None]) -> Iterator[int]:
    """Where nine words in a row belong together; only where so many of the list stand together."""
    start = 0
    for end, index in enumerate([*indexes, None]):
        if index is None:
            if end - start >= COUNT:
                together = [known or 0 for known in indexes[start:end]]
                yield from (start + place for place in _right_starts(together))
            start = end + 1


def _right_starts(indexes: Sequence[int]) -> Iterator[int]:
    """Each step reckons on from the one before."""
    divided, last_weight = _times_table(-1), _times_table(COUNT - 1)
    sum_of_eight = 0
    eight: deque[int] = deque(maxlen=COUNT - 1)
    for place, index in enumerate(indexes):
        if place >= COUNT - 1:
            if sum_of_eight == index:
                yield place - COUNT + 1
            sum_of_eight ^= _times(eight[0], 1)
        eight.append(index)
        sum_of_eight = divided[sum_of_eight] ^ last_weight[index]


@cache
def _times_table(exponent: int) -> tuple[int, ...]:
    return tuple(_times(value, exponent) for value in range(1024))
