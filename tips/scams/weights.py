"""Adds up what the learned weights (weights.npz) say to the features of a message."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """Hashes of features in order, and an 8-bit weight of each."""

    hashes: NDArray[np.uint32]
    rows: NDArray[np.int8]
    scale: float

    def likelihood(self, features: Sequence[str]) -> float:
        known = self._weights(features)
        score = float(known.sum(dtype=np.int32)) * self.scale / max(len(known), 1) ** 0.5
        return float(1 / (1 + np.exp(-score)))

    def shares(self, features: Sequence[str]) -> list[tuple[str, float]]:
        """What each feature adds, most first."""
        said = [(one, float(self._weights([one]).sum()) * self.scale) for one in features]
        return sorted(said, key=lambda pair: -pair[1])

    def _weights(self, features: Sequence[str]) -> NDArray[np.int8]:
        hashes = np.fromiter((zlib.crc32(one.encode()) for one in features), np.uint32)
        places = np.searchsorted(self.hashes, hashes)
        places[places == len(self.hashes)] = 0
        found: NDArray[np.int8] = self.rows[places[self.hashes[places] == hashes]]
        return found


@cache
def learned() -> Weights:
    with (
        resources.as_file(resources.files("tips.scams") / "weights.npz") as path,
        np.load(path) as kept,
    ):
        return Weights(kept["hashes"], kept["rows"], float(kept["scale"]))
