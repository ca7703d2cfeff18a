"""How many are meant, until when it takes, and what it costs: shown before anybody says yes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from broadcasts.audience.night import is_quiet, minute_of_day, when_over
from broadcasts.audience.subscriber import Quiet
from messages.channels import TELEGRAM

FREE_RATE = 30.0  # messages a second that Telegram carries for nothing
STARS_EACH = 0.1  # for every message beyond them
PAID_CHANNEL = TELEGRAM.name
MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Pace:
    """`rates`: messages a second by channel. A channel that is not there is not sent to."""

    rates: Mapping[str, float]
    night: Quiet
    paid: bool = False
    stars_cap: int = 0  # for one run of a campaign
    # đồng a message outside what is free, by channel; nobody is surprised by a bill
    prices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Forecast:
    sizes: Mapping[str, int]  # people by channel
    starts: datetime
    ends: datetime
    stars: int
    dong: int = 0  # at most: what is free or in the package costs nothing
    unreached: Mapping[str, int] = field(default_factory=dict)  # whom a platform shows nothing now

    @property
    def total(self) -> int:
        return sum(self.sizes.values())


def forecast(
    sizes: Mapping[str, int],
    pace: Pace,
    starts: datetime,
    *,
    urgent: bool,
    open_now: Mapping[str, int] | None = None,
) -> Forecast:
    """The channels go side by side; what is not urgent rests at night. `open_now`: people that a
    platform delivers to at present, for channels that deliver only for a while.
    """
    reached = {channel: sizes[channel] for channel in sorted(sizes) if channel in pace.rates}
    stars = _stars(reached.get(PAID_CHANNEL, 0), pace)
    night = None if urgent else pace.night
    seconds = max((_seconds(one, reached[one], pace) for one in reached), default=0.0)
    unreached = _unreached(reached, open_now or {})
    dong = sum((reached[one] - unreached.get(one, 0)) * pace.prices.get(one, 0) for one in reached)
    return Forecast(reached, starts, ends_at(starts, seconds, night), stars, dong, unreached)


def _unreached(reached: Mapping[str, int], open_now: Mapping[str, int]) -> Mapping[str, int]:
    left = {one: reached[one] - open_now[one] for one in reached if one in open_now}
    return {one: people for one, people in left.items() if people > 0}


def ends_at(starts: datetime, seconds: float, night: Quiet | None) -> datetime:
    left, now = timedelta(seconds=seconds), starts
    while night is not None:
        if is_quiet(now, night):
            now = when_over(now, night)
        evening = now + timedelta(minutes=(night.starts - minute_of_day(now)) % MINUTES or MINUTES)
        evening = evening.replace(second=0, microsecond=0)
        if now + left <= evening:
            break
        left, now = left - (evening - now), evening
    return now + left


def _seconds(channel: str, count: int, pace: Pace) -> float:
    rate = pace.rates[channel]
    if channel != PAID_CHANNEL or not pace.paid or rate <= FREE_RATE:
        return count / rate
    # Paid for as long as the Stars last, then at the free rate.
    fast = min(count, pace.stars_cap / STARS_EACH * rate / (rate - FREE_RATE))
    return fast / rate + (count - fast) / FREE_RATE


def _stars(count: int, pace: Pace) -> int:
    rate = pace.rates.get(PAID_CHANNEL, 0.0)
    if not pace.paid or rate <= FREE_RATE:
        return 0
    return min(pace.stars_cap, round(count * (1 - FREE_RATE / rate) * STARS_EACH))
