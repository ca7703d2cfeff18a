"""The crc32 of what is written together, from those of its parts: a crc32 is linear."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
Places = NDArray[np.intp]
Key = TypeVar("Key", bound=np.integer[Any])
LONGEST = 48  # bytes; behind a longer word nothing was ever learned


@dataclass(frozen=True, slots=True)
class Hashed:
    """Features of some texts; the same one may stand there several times."""

    hashes: Hashes
    texts: Places  # which text each is of


def join(left: Hashes, right: Hashes, lengths: Places) -> Hashes:
    """Of each two: the left one moves over by as many bytes as the right one has."""
    parts = left.astype("<u4").view(np.uint8).reshape(-1, 4)
    rows = np.minimum(lengths, LONGEST)[:, None] * 4 + np.arange(4)
    moved: Hashes = np.bitwise_xor.reduce(_moves().take(rows * 256 + parts), axis=1)
    return moved ^ right


def find(hashes: Hashes, wanted: Hashes) -> tuple[Places, NDArray[np.bool_]]:
    """Where each of those wanted stands among sorted ones, and whether it does."""
    places = np.searchsorted(hashes, wanted)
    places[places == len(hashes)] = 0
    return places, hashes[places] == wanted


def sort_once(keys: NDArray[Key]) -> NDArray[Key]:
    """As `numpy.unique`, which takes three times as long for so few."""
    ordered = np.sort(keys)
    is_new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


def gather(hashes: Iterable[int]) -> Hashes:
    return np.fromiter(hashes, np.uint32)


@cache
def _moves() -> Hashes:
    """[bytes][which of the four][its value]: what a byte becomes when it is moved so far."""
    zero = crc32(b"\0")
    by_one = gather(crc32(bytes([value])) ^ zero for value in range(256))
    moved = [np.arange(256, dtype=np.uint32) << np.arange(0, 32, 8, dtype=np.uint32)[:, None]]
    for _ in range(LONGEST):
        moved.append(moved[-1] >> 8 ^ by_one[moved[-1] & 255])
    return np.array(moved)
