"""A column of names that is swept for the nearest ones: first by their letters, then in full."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from communes.remembering import remembered

if TYPE_CHECKING:  # a start need not wait for numpy: only a guess does, and the first one
    import numpy as np
    import numpy.typing as npt

    Letters = npt.NDArray[np.uint64]

NEAREST = 8  # names a stretch of text is compared with in full
_FEW = 100  # names: so many are compared as fast as they are sifted
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_THRICE = "nhagoituceml"  # what a name may well hold three of
_BITS = {
    letter: [1 << place for place, other in enumerate(_ALPHABET * 2 + _THRICE) if other == letter]
    for letter in _ALPHABET
}


class Column:
    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    @cached_property
    def _letters(self) -> "Letters":
        return _letters_of_all(self.names)

    def nearest(self, written: str, span: tuple[int, int], limit: int) -> set[int]:
        """The places, within a span, of the names nearest to what was written."""
        places = self._alike(written, span, limit)
        if len(places) <= NEAREST:
            return {p for p in places if OSA.distance(written, self.names[p]) <= limit}
        near = process.extract(
            written,
            [self.names[place] for place in places],
            scorer=OSA.distance,
            score_cutoff=limit,
            limit=NEAREST,
        )
        return {places[place] for _, _, place in near}

    def _alike(self, written: str, span: tuple[int, int], limit: int) -> list[int]:
        """Each slip brings in one letter at most and takes out one at most: who needs more?"""
        import numpy as np

        first, last = span
        if last - first <= _FEW:
            return list(range(first, last))
        letters, wanted = self._letters[first:last], np.uint64(_letters(written))
        brought = np.bitwise_count(letters & ~wanted)
        taken = np.bitwise_count(~letters & wanted)
        fit: list[int] = (np.flatnonzero((brought <= limit) & (taken <= limit)) + first).tolist()
        return fit


def _letters_of_all(names: Sequence[str]) -> "Letters":
    """The same bits for a thousand names in one sweep per letter, not one per letter and name."""
    import numpy as np

    rows = np.array([name.encode("ascii", "replace") for name in names])
    written = rows.view(np.uint8).reshape(len(names), rows.dtype.itemsize)
    found = np.zeros(len(names), dtype=np.uint64)
    for letter, bits in _BITS.items():
        times = np.count_nonzero(written == ord(letter), axis=1)
        for least, bit in enumerate(bits, start=1):
            found |= np.where(times >= least, np.uint64(bit), np.uint64(0))
    return found


@remembered(64)  # for one message's groups of names; the next one takes its place
def _letters(name: str) -> int:
    """A bit for each letter a name holds, one for the second of it, one for some a third time."""
    found = 0
    for letter in name:
        found |= next((bit for bit in _BITS.get(letter, ()) if not found & bit), 0)
    return found
