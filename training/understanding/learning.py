"""Linear models over features that are mostly absent: softmax for one of many, sigmoid for each."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tips.understanding.features import features_of

if TYPE_CHECKING:  # half a second of CPU, which whoever only reads the rows does not need
    from scipy.sparse import csr_matrix

Array = NDArray[np.float64]
_STEPS = 40  # more make the weights larger, not better


@dataclass(frozen=True, slots=True)
class Vocabulary:
    places: dict[str, int]

    @classmethod
    def of(cls, messages: Iterable[Iterable[str]], fewest: int) -> "Vocabulary":
        """The features that enough of the messages have."""
        counts = Counter(chain.from_iterable(messages))
        kept = sorted(feature for feature, count in counts.items() if count >= fewest)
        return cls({feature: place for place, feature in enumerate(kept)})

    def matrix(self, messages: Sequence[Sequence[str]]) -> "csr_matrix":
        """One row a message, as long as any other: a long story does not shout louder."""
        from scipy.sparse import csr_matrix

        ends, columns, values = [0], [], []
        for features in messages:
            known = [self.places[feature] for feature in features if feature in self.places]
            columns += known
            values += [1 / max(len(known), 1) ** 0.5] * len(known)
            ends.append(len(columns))
        shape = (len(messages), len(self.places))
        return csr_matrix((np.array(values, np.float32), columns, ends), shape=shape)


def read_features(texts: Sequence[str]) -> list[list[str]]:
    return [features_of(text) for text in texts]


def learn(inputs: "csr_matrix", wanted: Array, weight: Array, *, each: bool, decay: float) -> Array:
    """The weights [features × answers] that make the wanted answers likeliest."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    if weight.ndim == 1:
        known = np.flatnonzero(weight)
        inputs, wanted, weight = inputs[known], wanted[known], weight[known]
    start = np.zeros(inputs.shape[1] * wanted.shape[1])
    loss = _loss(inputs, wanted, weight, _sigmoid if each else _softmax)
    turned = csr_matrix(inputs.T)

    def measure(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(inputs.shape[1], -1)
        cost, error = loss(weights.astype(np.float32))
        slope = turned @ error.astype(np.float32) + decay * weights
        return cost + decay / 2 * float(flat @ flat), slope.ravel()

    found = minimize(measure, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return np.asarray(found.x.reshape(inputs.shape[1], -1))


def _loss(
    inputs: "csr_matrix",
    wanted: Array,
    weight: Array,
    likely: Callable[[Array], tuple[Array, Array]],
) -> Callable[[Array], tuple[float, Array]]:
    weighed = weight if weight.ndim == 2 else weight[:, None]

    def measure(weights: Array) -> tuple[float, Array]:
        likelihood, log = likely(np.asarray(inputs @ weights, np.float64))
        missed = weighed * (wanted * log)
        if likely is _sigmoid:
            missed = missed + weighed * (1 - wanted) * np.log1p(-np.clip(likelihood, 0, 1 - 1e-12))
        return -float(missed.sum()), weighed * (likelihood - wanted)

    return measure


def _softmax(scores: Array) -> tuple[Array, Array]:
    shifted = scores - scores.max(axis=1, keepdims=True)
    log = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return np.exp(log), log


def _sigmoid(scores: Array) -> tuple[Array, Array]:
    log = -np.logaddexp(0, -scores)
    return np.exp(log), log
