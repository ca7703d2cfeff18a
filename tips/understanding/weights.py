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

from tips.understanding.features import hashes_of
from tips.understanding.heads import HEADS

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    hashes: NDArray[np.uint32]  # sorted
    rows: NDArray[np.int8]  # hashes x answers, the heads side by side
    scales: Numbers  # of each answer

    def scores(self, features: Sequence[str]) -> dict[str, Numbers]:
        """For each head, how much the features speak for each of its answers."""
        known = self._known(features)
        total = self.rows[known].sum(axis=0, dtype=np.int32) * self.scales
        return dict(_parted(total / max(len(known), 1) ** 0.5))

    def loudest(self, parts: Sequence[Sequence[str]], head: str) -> Numbers:
        """Of each answer of a head, the most that any part of a message speaks for it."""
        places, known = self._search(list(chain.from_iterable(parts)))
        whose = np.repeat(np.arange(len(parts)), [len(part) for part in parts])[known]
        counts = np.bincount(whose, minlength=len(parts))
        columns = _columns(head)
        summed = np.cumsum(self.rows[places[known], columns], axis=0, dtype=np.int32)
        upto = np.vstack([np.zeros((1, summed.shape[1]), np.int32), summed])[
            [0, *np.cumsum(counts)]
        ]
        each = np.diff(upto, axis=0) * self.scales[columns] / np.maximum(counts, 1)[:, None] ** 0.5
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

    def _search(self, features: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where each feature stands, and whether at all: the faster way for thousands of them."""
        hashes = np.fromiter(hashes_of(features), np.uint32, len(features))
        places = np.searchsorted(self.hashes, hashes)
        places[places == len(self.hashes)] = 0
        return places, self.hashes[places] == hashes

    @cached_property
    def _row_of(self) -> Mapping[int, int]:
        """For the few features of one message, faster than a search."""
        return {number: row for row, number in enumerate(self.hashes.tolist())}


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
