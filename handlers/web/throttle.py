"""How fast one sender may go: a bucket of tokens each, in memory, for as many as matter."""

import math
from collections import OrderedDict
from dataclasses import dataclass

from desks.ports import Clock

REMEMBERED = 20_000  # senders; the one seen longest ago is forgotten first


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float  # seconds


class Pace:
    """`burst` at once, then `per_second`."""

    def __init__(self, clock: Clock, burst: float, per_second: float) -> None:
        self._clock = clock
        self._burst = burst
        self._per_second = per_second
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, sender: str, cost: float = 1) -> int:
        """Take one token: 0. Or, with too few left, the whole seconds until there are enough."""
        bucket = self._filled(sender)
        if bucket.tokens >= cost:
            bucket.tokens -= cost
            return 0
        return max(1, math.ceil((cost - bucket.tokens) / self._per_second))

    def has(self, sender: str, cost: float) -> bool:
        return self._filled(sender).tokens >= cost

    def fullness(self, sender: str) -> float:
        """1: nothing was taken lately; 0: nothing is left."""
        return self._filled(sender).tokens / self._burst

    def _filled(self, sender: str) -> _Bucket:
        now = self._clock.now().timestamp()
        bucket = self._buckets.setdefault(sender, _Bucket(self._burst, now))
        gained = max(0.0, now - bucket.at) * self._per_second
        bucket.tokens = min(self._burst, bucket.tokens + gained)
        bucket.at = now
        self._buckets.move_to_end(sender)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket
