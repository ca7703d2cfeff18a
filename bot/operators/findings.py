"""What the doctor finds, and how it says so."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.clock import SystemClock
from bot.config import Config
from wording.catalogue import text

CLOCK_DRIFT = 30  # seconds; more, and sign-in links and deadlines go wrong


class State(StrEnum):
    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    what: str  # "keys", "database" …: an entry of operator.toml
    state: State
    sentence: str

    @property
    def is_bad(self) -> bool:
        return self.state is State.BAD


def make_finding(config: Config, what: str, state: State, key: str, **values: object) -> Finding:
    return Finding(what, state, text(f"operator.{key}", config.language, **values))


def clock_beside(config: Config, other: datetime) -> Finding:
    apart = round(abs((SystemClock().now() - other.astimezone(UTC)).total_seconds()))
    if apart > CLOCK_DRIFT:
        return make_finding(config, "clock", State.BAD, "clock_wrong", seconds=apart)
    return make_finding(config, "clock", State.GOOD, "clock_good", seconds=apart)
