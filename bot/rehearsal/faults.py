"""What goes wrong on the rehearsal's platform: drawn from a seed, for each chat the same again."""

import json
import math
import struct
from dataclasses import asdict, dataclass
from enum import Enum
from hashlib import blake2b
from typing import Any

WHOLE = 2.0**32
LONGEST_LATENCY = 10  # times the mean of what comes on top


class Fate(Enum):
    TAKEN = "taken"
    BLOCKED = "blocked"  # 403
    GONE = "gone"  # 400, chat not found
    SILENT = "silent"  # the answer never comes
    BROKEN = "broken"  # 5xx
    RESET = "reset"  # the line breaks before the answer


@dataclass(frozen=True, slots=True)
class Faults:
    """Shares are of 1. Of what is silent, broken or reset half has arrived all the same."""

    seed: int = 1
    latency: float = 0.02  # seconds: the quickest answer
    jitter: float = 0.01  # what comes on top, on average
    blocked: float = 0.0  # share of chats
    gone: float = 0.0  # share of chats
    silent: float = 0.0  # share of requests, and so on
    silence: float = 30.0  # seconds until the line of an unanswered request is closed
    broken: float = 0.0
    reset: float = 0.0
    halts_a_minute: float = 0.0  # 429 although nobody was too fast
    halt_seconds: int = 1
    rate: int = 30  # messages the platform takes in any second
    tolerance: float = 0.05


@dataclass(frozen=True, slots=True)
class Draw:
    fate: Fate
    arrives: bool
    latency: float
    lot: float  # for whatever else has to be chosen


PRESETS = {
    "none": Faults(),
    "some": Faults(
        blocked=0.02, gone=0.003, silent=0.0005, broken=0.001, reset=0.0005, halts_a_minute=0.5
    ),
    "harsh": Faults(
        blocked=0.08,
        gone=0.02,
        silent=0.004,
        broken=0.01,
        reset=0.005,
        halts_a_minute=4,
        halt_seconds=2,
    ),
}


def draw(faults: Faults, chat: int, attempt: int) -> Draw:
    """`attempt` counts what one chat was asked to take: order between chats changes nothing."""
    fate, arrives, latency, lot = _lots(f"{faults.seed}/{chat}/{attempt}")
    found = closed(faults, chat) or _fate(faults, fate)
    whether = found is Fate.TAKEN or (found not in {Fate.BLOCKED, Fate.GONE} and arrives < 0.5)
    return Draw(found, whether, _latency(faults, latency), lot)


def closed(faults: Faults, chat: int) -> Fate | None:
    """Whoever blocked the bot has blocked it every time."""
    if not faults.blocked and not faults.gone:
        return None
    lot = _lots(f"{faults.seed}/{chat}")[0]
    if lot < faults.blocked:
        return Fate.BLOCKED
    return Fate.GONE if lot < faults.blocked + faults.gone else None


def until_next_halt(faults: Faults, number: int) -> float:
    """Seconds from one halt out of the blue to the next."""
    if not faults.halts_a_minute:
        return math.inf
    return -math.log(1 - _lots(f"{faults.seed}/halt/{number}")[0]) * 60 / faults.halts_a_minute


def dumps(faults: Faults) -> str:
    return json.dumps(asdict(faults))


def loads(told: str | bytes) -> Faults:
    raw: dict[str, Any] = json.loads(told)
    return Faults(**raw)


def _fate(faults: Faults, lot: float) -> Fate:
    for fate, share in (
        (Fate.SILENT, faults.silent),
        (Fate.BROKEN, faults.broken),
        (Fate.RESET, faults.reset),
    ):
        if lot < share:
            return fate
        lot -= share
    return Fate.TAKEN


def _latency(faults: Faults, lot: float) -> float:
    return faults.latency + faults.jitter * min(-math.log(1 - lot), LONGEST_LATENCY)


def _lots(of: str) -> tuple[float, float, float, float]:
    """Four numbers from 0 to below 1 that follow from the words."""
    a, b, c, d = struct.unpack("<4I", blake2b(of.encode(), digest_size=16).digest())
    return a / WHOLE, b / WHOLE, c / WHOLE, d / WHOLE
