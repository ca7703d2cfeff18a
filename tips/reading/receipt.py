"""The receipt: eight plain words that hold 80 bits, and a ninth that catches slips of the pen.

The check is a Reed-Solomon symbol over GF(1024): every position has a weight of its own, so any
one wrong word and any two swapped words are always noticed, and for each position there is
exactly one word that would repair it. Few readings are ever worth trying.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from communes.spelling import fold

COUNT = 9  # eight words and the check
MOST_READINGS = 64
_LONGEST = 1_000  # characters looked at: a receipt has some 60
_SHORTEST, _LONGEST_GLUED = 18, 63  # letters of nine words
_MOST_CUTS = 4_000
_FIELD = 0b100_0000_1001  # x^10 + x^3 + 1, primitive
_WORD = re.compile("[a-z]+")  # "1.", "2)" and the like only number the words

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
    return written((*data, _syndrome(data)))


def canonical(words: Sequence[str]) -> str:
    """What is hashed: one spelling however it was typed."""
    return " ".join(fold(word) for word in words)


def readings(typed: str) -> tuple[Reading, ...]:
    """Receipts that may be meant where one was asked for: as typed, then with a slip repaired."""
    tokens = _WORD.findall(fold(typed[:_LONGEST]))
    exact = exact_rows(_indexes(tokens))
    return tuple(dict.fromkeys([*exact, *repaired(tokens)]))[:MOST_READINGS]


def exact_rows(indexes: Sequence[int | None]) -> Iterator[Reading]:
    for start in right_rows(indexes):
        yield written([index or 0 for index in indexes[start : start + COUNT]])


def repaired(tokens: Sequence[str]) -> tuple[Reading, ...]:
    """Of words that are nothing but a receipt: one slip, one swap, one word too few or too many."""
    ways = {COUNT: _repairs, COUNT - 1: _one_more, COUNT + 1: _one_less}
    rows = ways.get(len(tokens), _cut_apart)(tokens)
    return tuple(dict.fromkeys(written(row) for row in rows))[:MOST_READINGS]


def looks_like_one(typed: str) -> bool:
    """True when the whole text is a receipt typed without a slip: sure enough to act on."""
    tokens = _WORD.findall(fold(typed[:_LONGEST]))
    if len(tokens) != COUNT or len(typed) > _LONGEST:
        return False
    indexes = _indexes(tokens)
    return None not in indexes and is_right([i for i in indexes if i is not None])


def written(indexes: Sequence[int]) -> Reading:
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


def is_right(indexes: Sequence[int]) -> bool:
    return _syndrome(indexes) == 0


def right_rows(indexes: Sequence[int | None]) -> Iterator[int]:
    """Where nine words in a row belong together. Each step reckons on from the one before."""
    divided, last_weight = _times_table(-1), _times_table(COUNT - 1)
    known, sum_of_eight = 0, 0
    eight: deque[int] = deque(maxlen=COUNT - 1)
    for place, index in enumerate(indexes):
        if index is None:
            known, sum_of_eight = 0, 0
            eight.clear()
            continue
        if known >= COUNT - 1 and sum_of_eight == index:
            yield place - COUNT + 1
        if known >= COUNT - 1:
            sum_of_eight ^= _times(eight[0], 1)
        known += 1
        eight.append(index)
        sum_of_eight = divided[sum_of_eight] ^ last_weight[index]


@cache
def _times_table(exponent: int) -> tuple[int, ...]:
    return tuple(_times(value, exponent) for value in range(1024))


# --- repairs -------------------------------------------------------------------------------------


def _windows(tokens: Sequence[str]) -> Iterator[_Indexes]:
    for start in range(len(tokens) - COUNT + 1):
        known = [index for index in _indexes(tokens[start : start + COUNT]) if index is not None]
        if len(known) == COUNT:
            yield tuple(known)


def _one_more(tokens: Sequence[str]) -> Iterator[_Indexes]:
    """A forgotten space, or a word that was lost: the check says which, but not where."""
    for place, token in enumerate(tokens):
        for cut in range(1, len(token)):
            row = [*tokens[:place], token[:cut], token[cut:], *tokens[place + 1 :]]
            yield from (window for window in _windows(row) if is_right(window))
    known = [index for index in _indexes(tokens) if index is not None]
    if len(known) == COUNT - 1:
        for place in range(COUNT):
            needed = _needed([*known[:place], 0, *known[place:]], place)
            yield (*known[:place], needed, *known[place:])


def _one_less(tokens: Sequence[str]) -> Iterator[_Indexes]:
    """A space inside a word, or a word too many."""
    for place in range(COUNT):
        joined = [*tokens[:place], tokens[place] + tokens[place + 1], *tokens[place + 2 :]]
        yield from (window for window in _windows(joined) if is_right(window))
    for place in range(COUNT + 1):
        shorter = [*tokens[:place], *tokens[place + 1 :]]
        yield from (window for window in _windows(shorter) if is_right(window))


def _cut_apart(tokens: Sequence[str]) -> Iterator[_Indexes]:
    """Typed without spaces: every way to cut the letters into nine words that belong together."""
    letters = "".join(tokens)
    if not (len(tokens) < COUNT - 1 and _SHORTEST <= len(letters) <= _LONGEST_GLUED):
        return
    rows: list[tuple[int, _Indexes]] = [(0, ())]
    for _ in range(COUNT):
        rows = [longer for row in rows for longer in _with_next_word(letters, *row)][:_MOST_CUTS]
    yield from (row for end, row in rows if end == len(letters) and is_right(row))


def _with_next_word(letters: str, start: int, row: _Indexes) -> Iterator[tuple[int, _Indexes]]:
    for end in range(start + 2, min(start + 7, len(letters)) + 1):
        index = _places().get(letters[start:end])
        if index is not None:
            yield end, (*row, index)


def _repairs(tokens: Sequence[str]) -> Iterator[_Indexes]:
    indexes = _indexes(tokens)
    unknown = [position for position, index in enumerate(indexes) if index is None]
    if len(unknown) > 1:
        return
    known = [index or 0 for index in indexes]
    if not unknown and is_right(known):
        yield tuple(known)
    for position in unknown or range(COUNT):
        yield from _one_word_repaired(tokens, known, position)
    if not unknown:
        yield from _one_pair_swapped(known)


def _one_word_repaired(
    tokens: Sequence[str], known: list[int], position: int
) -> Iterator[_Indexes]:
    others = [*known[:position], 0, *known[position + 1 :]]
    needed = _needed(others, position)
    if _one_slip_apart(tokens[position], fold(word_list()[needed])):
        yield (*others[:position], needed, *others[position + 1 :])


def _needed(others: Sequence[int], position: int) -> int:
    """The one word that belongs where `others` has a zero."""
    return _times(_syndrome(others), -_weight(position))


def _one_pair_swapped(known: list[int]) -> Iterator[_Indexes]:
    for left in range(COUNT - 1):
        swapped = [*known[:left], known[left + 1], known[left], *known[left + 2 :]]
        if is_right(swapped):
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
