"""Learns which messages are scams: `python -m training.scams.train`. The same rows, the same file.

One message in five is never seen. Nothing a resident ever received is in the rows.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from tips.scams.features import features_of
from tips.scams.reading import receive
from tips.scams.weights import Weights
from tips.understanding.features import hashes_of
from training.scams.rows import Row, grow, read_rows
from training.understanding.learning import Vocabulary, learn
from training.understanding.packing import zip_arrays

WEIGHTS = Path(__file__).parents[2] / "tips" / "scams" / "weights.npz"
FEWEST = 2  # messages that must have a feature
DECAY = 0.1
MOST_FEATURES = 20_000  # what 200 kB hold; those that weigh least are dropped


def training_rows() -> list[Row]:
    return [row for row in read_rows() if not row.is_kept_out]


def train(rows: Sequence[Row]) -> Weights:
    copies = [grow(row) for row in rows]
    grown = list(chain.from_iterable(copies))
    messages = [features_of(receive(row.text)) for row in grown]
    vocabulary = _known_to_enough(copies, messages)
    wanted = np.array([[float(row.is_scam)] for row in grown])
    counts = Counter(row.is_scam for row in grown)
    weight = np.array([len(grown) / 2 / counts[row.is_scam] for row in grown])
    table = learn(vocabulary.matrix(messages), wanted, weight, each=True, decay=DECAY)
    return _packed(list(vocabulary.places), table[:, 0])


def _known_to_enough(
    copies: Sequence[Sequence[Row]], messages: Sequence[Sequence[str]]
) -> Vocabulary:
    """All copies of a message are one witness."""
    read = iter(messages)
    return Vocabulary.of([{one for _ in group for one in next(read)} for group in copies], FEWEST)


def _packed(names: Sequence[str], weights: np.ndarray) -> Weights:
    kept = np.sort(np.argsort(-np.abs(weights), kind="stable")[:MOST_FEATURES])
    hashes = np.array(list(hashes_of(names[place] for place in kept)), np.uint32)
    order = np.argsort(hashes, kind="stable")
    scale = float(np.float32(np.abs(weights[kept]).max() / 127))
    rows = np.round(weights[kept] / scale).astype(np.int8)
    return Weights(hashes[order], rows[order], scale)


def pack(learned: Weights) -> bytes:
    scale = np.array(learned.scale, np.float32)
    return zip_arrays({"hashes": learned.hashes, "rows": learned.rows, "scale": scale})


if __name__ == "__main__":
    WEIGHTS.write_bytes(pack(train(training_rows())))
