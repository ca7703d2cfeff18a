"""Learns the weights from the rows and grammars: `python -m training.understanding.train`.

The same rows give the same file. The personas of the kept-out fifth are never seen.
"""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import numpy as np

from tips.understanding.features import hashes_of
from tips.understanding.heads import HEADS
from training.understanding.grammar import grown_rows
from training.understanding.heads import WANTED
from training.understanding.learning import Array, Vocabulary, learn, read_features
from training.understanding.packing import zip_arrays
from training.understanding.rows import ROWS, Row, read_rows
from training.understanding.styles import grow

WEIGHTS = Path(__file__).parents[2] / "tips" / "understanding" / "weights.npz"
FEWEST = 2  # messages that must have a feature before it is looked at
DECAY = 0.15
MOST_FEATURES = 48_000  # what two megabytes hold; those that weigh least are dropped


def training_rows() -> list[Row]:
    written = [row for row in read_rows(ROWS.glob("*.txt")) if not row.is_kept_out]
    return [*written, *grown_rows()]


def train(rows: list[Row]) -> tuple[Vocabulary, dict[str, Array]]:
    copies = [grow(row) for row in rows]
    grown = list(chain.from_iterable(copies))
    messages = read_features([row.text for row in grown])
    vocabulary = Vocabulary.of(_of_each(messages, copies), FEWEST)
    inputs = vocabulary.matrix(messages)
    weights = {}
    for head in HEADS:
        wanted, weight = WANTED[head](grown)
        each = head == "danger"
        weights[head] = learn(inputs, wanted, weight, each=each, decay=DECAY)
    return vocabulary, weights


def _of_each(messages: list[list[str]], copies: list[list[Row]]) -> Iterator[set[str]]:
    """The features of a row with all its copies, which are one witness and not three."""
    read = iter(messages)
    for group in copies:
        yield set(chain.from_iterable(islice(read, len(group))))


def pack(vocabulary: Vocabulary, weights: dict[str, Array]) -> bytes:
    """Hashes, 8-bit weights and their scales, in a file that is always the same."""
    table = np.hstack([weights[head] for head in HEADS])
    names = list(vocabulary.places)
    kept = np.sort(np.argsort(-np.abs(table).max(axis=1), kind="stable")[:MOST_FEATURES])
    hashes = np.array(list(hashes_of(names[place] for place in kept)), np.uint32)
    order = np.argsort(hashes, kind="stable")
    scales = (np.abs(table[kept]).max(axis=0) / 127).astype(np.float32)
    rows = np.round(table[kept] / scales).astype(np.int8)
    return zip_arrays({"hashes": hashes[order], "rows": rows[order], "scales": scales})


if __name__ == "__main__":
    WEIGHTS.write_bytes(pack(*train(training_rows())))
