"""What reached the rehearsal's platform: sixteen bytes a message, so that millions fit."""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

FREE_RATE = 30  # messages a second that cost nothing, and Stars for each one above
STARS_EACH = 0.1

Times = NDArray[np.float64]


@dataclass(eq=False)
class Tally:
    """Chats `first` to `first + people - 1` are the audience; others may be written to as well."""

    first: int
    people: int
    counted: Counter[str] = field(default_factory=Counter)  # requests, by what became of them
    edits: Counter[int] = field(default_factory=Counter)  # by message
    deleted: set[int] = field(default_factory=set)
    uploads: int = 0
    waits: list[float] = field(default_factory=list)  # of answers that say when they were asked for

    def __post_init__(self) -> None:
        self._attempts = array("H", bytes(2 * self.people))
        self._others: Counter[int] = Counter()
        self._arrived = array("d")  # every request that counts against the rate
        self._chats = array("q")  # of each message; its id is its place, from 1
        self._times = array("d")

    def attempt(self, chat: int) -> int:
        """How often this chat was asked before."""
        place = chat - self.first
        if not 0 <= place < self.people:
            self._others[chat] += 1
            return self._others[chat] - 1
        before = self._attempts[place]
        self._attempts[place] = min(before + 1, 65_535)
        return before

    def arrive(self, now: float) -> None:
        self._arrived.append(now)

    def deliver(self, chat: int, now: float) -> int:
        self._chats.append(chat)
        self._times.append(now)
        return len(self._chats)

    def holds(self, chat: int, message: int) -> bool:
        there = 0 < message <= len(self._chats) and self._chats[message - 1] == chat
        return there and message not in self.deleted

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many messages each of the audience got."""
        return self._per_chat(_copied(self._chats, np.int64))

    def messages(self, chat: int) -> list[tuple[int, float]]:
        places = np.flatnonzero(_copied(self._chats, np.int64) == chat)
        return [(int(place) + 1, self._times[place]) for place in places]

    @property
    def seconds(self) -> NDArray[np.int64]:
        """How many requests arrived in each second since the first."""
        return seconds_of(_copied(self._arrived, np.float64))

    def report(self) -> dict[str, Any]:
        arrived = _copied(self._arrived, np.float64)
        counts = self.counts
        edited = [self._chats[message - 1] for message in self.edits]
        deleted = [self._chats[message - 1] for message in self.deleted]
        return {
            "requests": dict(self.counted),
            "messages": len(self._chats),
            "never": int(np.count_nonzero(counts == 0)),
            "once": int(np.count_nonzero(counts == 1)),
            "twice": int(np.count_nonzero(counts == 2)),
            "more": int(np.count_nonzero(counts > 2)),
            "duplicates": int(np.maximum(counts - 1, 0).sum()),
            "seconds": float(arrived[-1] - arrived[0]) if len(arrived) else 0.0,
            "worst_second": worst_second(arrived),
            "worst_bin": int(seconds_of(arrived).max(initial=0)),
            "stars": stars(arrived),
            "edited": len(set(edited)),
            "edited_twice": sum(times > 1 for times in self.edits.values()),
            "deleted": len(set(deleted)),
            "uploads": self.uploads,
            "answers": len(self.waits),
            "answer_p50": _percentile(self.waits, 50),
            "answer_p99": _percentile(self.waits, 99),
        }

    def _per_chat(self, chats: NDArray[np.int64]) -> NDArray[np.int64]:
        places = chats - self.first
        ours = places[(places >= 0) & (places < self.people)]
        return np.bincount(ours, minlength=self.people).astype(np.int64)


def worst_second(arrived: Times) -> int:
    """The most that arrived within any second, wherever it begins."""
    if not len(arrived):
        return 0
    begins = np.searchsorted(arrived, arrived - 1.0, side="right")
    return int((np.arange(1, len(arrived) + 1) - begins).max())


def seconds_of(arrived: Times) -> NDArray[np.int64]:
    """How many arrived in each second since the first."""
    if not len(arrived):
        return np.zeros(0, np.int64)
    return np.bincount((arrived - arrived[0]).astype(np.int64)).astype(np.int64)


def stars(arrived: Times) -> float:
    """What the messages above the free rate would have cost."""
    return float(np.maximum(seconds_of(arrived) - FREE_RATE, 0).sum() * STARS_EACH)


def _percentile(waits: list[float], share: int) -> float:
    return float(np.percentile(waits, share)) if waits else 0.0


def _copied(told: "array[Any]", kind: type[Any]) -> NDArray[Any]:
    # A view would keep the array from growing.
    return np.frombuffer(told, kind).copy() if told else np.zeros(0, kind)
