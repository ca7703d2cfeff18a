"""What was meant where a receipt was typed with a slip: a letter, a swap, a word lost or glued.

For each position there is exactly one word that would put a wrong receipt right, so few readings
are worth trying, and a tired thumb is told from chance by how near that word is.
"""

import re
from collections.abc import Iterator, Sequence

from communes.spelling import fold
from tips.reading.receipt import (
    COUNT,
    Indexes,
    Reading,
    exact_rows,
    is_right,
    needed_at,
    place_of,
    word_list,
    written,
)

MOST_READINGS = 64
_LONGEST = 1_000  # characters looked at: a receipt has some 60
_SHORTEST, _LONGEST_GLUED = 18, 63  # letters of nine words
_MOST_CUTS = 4_000
_WORD = re.compile("[a-z]+")  # "1.", "2)" and the like only number the words


def readings(typed: str) -> tuple[Reading, ...]:
    """Receipts that may be meant where one was asked for: as typed, then with a slip repaired."""
    tokens = _WORD.findall(fold(typed[:_LONGEST]))
    exact = exact_rows([place_of(token) for token in tokens])
    return tuple(dict.fromkeys([*exact, *repaired(tokens)]))[:MOST_READINGS]


def repaired(tokens: Sequence[str]) -> tuple[Reading, ...]:
    """Of words that are nothing but a receipt: one slip, one swap, one word too few or too many."""
    ways = {COUNT: _repairs, COUNT - 1: _one_more, COUNT + 1: _one_less}
    rows = ways.get(len(tokens), _cut_apart)(tokens)
    return tuple(dict.fromkeys(written(row) for row in rows))[:MOST_READINGS]


def _windows(tokens: Sequence[str]) -> Iterator[Indexes]:
    for start in range(len(tokens) - COUNT + 1):
        known = _known(tokens[start : start + COUNT])
        if len(known) == COUNT:
            yield known


def _known(tokens: Sequence[str]) -> Indexes:
    return tuple(index for index in map(place_of, tokens) if index is not None)


def _one_more(tokens: Sequence[str]) -> Iterator[Indexes]:
    """A forgotten space, or a word that was lost: the check says which, but not where."""
    for place, token in enumerate(tokens):
        for cut in range(1, len(token)):
            row = [*tokens[:place], token[:cut], token[cut:], *tokens[place + 1 :]]
            yield from (window for window in _windows(row) if is_right(window))
    known = _known(tokens)
    if len(known) == COUNT - 1:
        for place in range(COUNT):
            needed = needed_at(place, [*known[:place], 0, *known[place:]])
            yield (*known[:place], needed, *known[place:])


def _one_less(tokens: Sequence[str]) -> Iterator[Indexes]:
    """A space inside a word, or a word too many."""
    for place in range(COUNT):
        joined = [*tokens[:place], tokens[place] + tokens[place + 1], *tokens[place + 2 :]]
        yield from (window for window in _windows(joined) if is_right(window))
    for place in range(COUNT + 1):
        shorter = [*tokens[:place], *tokens[place + 1 :]]
        yield from (window for window in _windows(shorter) if is_right(window))


def _cut_apart(tokens: Sequence[str]) -> Iterator[Indexes]:
    """Typed without spaces: every way to cut the letters into nine words that belong together."""
    letters = "".join(tokens)
    if not (len(tokens) < COUNT - 1 and _SHORTEST <= len(letters) <= _LONGEST_GLUED):
        return
    rows: list[tuple[int, Indexes]] = [(0, ())]
    for _ in range(COUNT):
        rows = [longer for row in rows for longer in _with_next_word(letters, *row)][:_MOST_CUTS]
    yield from (row for end, row in rows if end == len(letters) and is_right(row))


def _with_next_word(letters: str, start: int, row: Indexes) -> Iterator[tuple[int, Indexes]]:
    for end in range(start + 2, min(start + 7, len(letters)) + 1):
        index = place_of(letters[start:end])
        if index is not None:
            yield end, (*row, index)


def _repairs(tokens: Sequence[str]) -> Iterator[Indexes]:
    indexes = [place_of(token) for token in tokens]
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


def _one_word_repaired(tokens: Sequence[str], known: list[int], position: int) -> Iterator[Indexes]:
    others = [*known[:position], 0, *known[position + 1 :]]
    needed = needed_at(position, others)
    if _one_slip_apart(tokens[position], fold(word_list()[needed])):
        yield (*others[:position], needed, *others[position + 1 :])


def _one_pair_swapped(known: list[int]) -> Iterator[Indexes]:
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
