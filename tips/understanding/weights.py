"""Adds up what the learned weights (weights.npz) say to the features of a message.

The file knows hashes of features, not their names: 8-bit weights, one scale for each answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tips.understanding.checksums import Hashed, Places, find, sort_once
from tips.understanding.features import hashes_of
from tips.understanding.heads import HEADS

Numbers = NDArray[np.float32]
_BITS = np.uint64(16)  # of a key that say which text it is of; no message has as many sentences
_TEXT = np.uint64(2**16 - 1)


@dataclass(frozen=True)
class Weights:
    hashes: NDArray[np.uint32]  # sorted
    rows: NDArray[np.int8]  # hashes x answers, the heads side by side
    scales: Numbers  # of each answer

    def find(self, features: Hashed) -> "Known":
        """Those of the features that were learned, each once."""
        keys = sort_once(
            features.hashes.astype(np.uint64) << _BITS | features.texts.astype(np.uint64)
        )
        places, known = find(self.hashes, (keys >> _BITS).astype(np.uint32))
        texts = (keys[known] & _TEXT).astype(np.uint16)
        return Known(
            places[known][np.argsort(texts, kind="stable")], np.bincount(texts, minlength=1)
        )

    def find_names(self, texts: Sequence[Sequence[str]]) -> "Known":
        """For the few features of a message, named once each: sooner looked up one by one."""
        rows = [self._known(features) for features in texts]
        return Known(list(chain.from_iterable(rows)), list(map(len, rows)))

    def scores(self, known: "Known") -> dict[str, Numbers]:
        """For each head, how much the first text speaks for each of its answers."""
        count = int(known.counts[0])
        total = self.rows[known.rows[:count]].sum(axis=0, dtype=np.int32) * self.scales
        return dict(_parted(total / max(count, 1) ** 0.5))

    def loudest(self, known: "Known", head: str) -> Numbers:
        """Of each answer of a head, the most that any of the texts speaks for it."""
        columns = _columns(head)
        summed = np.cumsum(self.rows[known.rows, columns], axis=0, dtype=np.int32)
        upto = np.vstack([np.zeros((1, summed.shape[1]), np.int32), summed])[
            [0, *np.cumsum(known.counts)]
        ]
        long = np.maximum(known.counts, 1)[:, None] ** 0.5
        each = np.diff(upto, axis=0) * self.scales[columns] / long
        return np.asarray(each.max(axis=0), np.float32)

    def shares(self, features: Sequence[str], head: str, answer: str) -> list[tuple[str, float]]:
        """What each feature adds to one answer, most first."""
        column = _column(head, answer)
        share = self.scales[column] / max(len(self._known(features)), 1) ** 0.5
        said = [
            (feature, float(self.rows[row, column] * share))
            for feature in features
            for row in self._known([feature])
        ]
        return sorted(said, key=lambda pair: -pair[1])

    def _known(self, features: Sequence[str]) -> list[int]:
        """The rows of those features that were learned."""
        looked_up = map(self._row_of.get, hashes_of(features))
        return [row for row in looked_up if row is not None]

    @cached_property
    def _row_of(self) -> Mapping[int, int]:
        """For the few features of one message, faster than a search."""
        return {number: row for row, number in enumerate(self.hashes.tolist())}


@dataclass(frozen=True, slots=True)
class Known:
    """Features of some texts that were learned."""

    rows: Places | list[int]  # of the weights; text by text
    counts: Places | list[int]  # how many of each text


def _parted(total: Numbers) -> Mapping[str, Numbers]:
    parted, start = {}, 0
    for head, answers in HEADS.items():
        parted[head] = total[start : start + len(answers)]
        start += len(answers)
    return parted


def _column(head: str, answer: str) -> int:
    return _first_column(head) + HEADS[head].index(answer)


def _columns(head: str) -> slice:
    return slice(_first_column(head), _first_column(head) + len(HEADS[head]))


def _first_column(head: str) -> int:
    return sum(len(HEADS[name]) for name in list(HEADS)[: list(HEADS).index(head)])


@cache
def learned() -> Weights:
    with (
        resources.as_file(resources.files("tips.understanding") / "weights.npz") as path,
        np.load(path) as kept,
    ):
        return Weights(kept["hashes"], kept["rows"], kept["scales"])
