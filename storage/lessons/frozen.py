"""Who was fixed in one step of a freeze, and the shards they are cut into."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from broadcasts.delivery.shard import CANARY_FROM, CANARY_SIZE, SIZE
from storage.lessons.packing import Ids, Picks


@dataclass(frozen=True, slots=True)
class Frozen:
    """One step's people; after it the freeze goes on at `cursor` (None: it is over)."""

    ids: Ids = field(default_factory=lambda: np.zeros(0, np.int64))
    cursor: int | None = None
    channel: str = ""
    picks: Picks | None = None  # of a digest: a row for each of `ids`

    def cut(self, *, canary: bool) -> "list[Frozen]":
        """Into shards; of a large audience the first is small and goes ahead alone."""
        count = len(self.ids)
        head = CANARY_SIZE if canary and count > CANARY_FROM else 0
        edges = [*([0] if head else []), *range(head, count, SIZE), count]
        return [self._part(slice(*pair)) for pair in pairwise(edges)]

    def _part(self, some: slice) -> "Frozen":
        picks = None if self.picks is None else self.picks[some]
        return Frozen(self.ids[some], self.cursor, self.channel, picks)


def hash_of(before: str, cut: Sequence[Frozen]) -> str:
    """Who was meant to be told, provable later: each shard's ids onto what came before."""
    told = before
    for part in cut:
        told = hashlib.sha256(told.encode() + part.ids.tobytes()).hexdigest()
    return told
