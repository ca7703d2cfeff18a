"""Which deadlines hold, as plain figures: law and orders change, so an operator may set them."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands in the section [clock] of the settings."""

    # content-vi.yaml, urgency_levels: suggested minutes until an officer has looked at a tip.
    critical_minutes: int = 5
    high_minutes: int = 30
    normal_minutes: int = 480
    classify_hours: int = 24
    resolve_days: int = 20
    extension_months: int = 2
    second_extension_months: int = 2
    in_working_time: frozenset[str] = frozenset()  # "acknowledge", "classify"
    working_hours: tuple[tuple[time, time], ...] = (
        (time(7, 30), time(11, 30)),
        (time(13, 30), time(17, 0)),
    )
    days_off: frozenset[date] = frozenset()  # on top of the public holidays
    working_days: frozenset[date] = frozenset()  # a Saturday that is worked all the same
    remind_percent: int = 50  # of a deadline's time, before it and after it …
    remind_hours: int = 72  # … but no more than this
    reward_days: int = 180  # within which a reward is fetched
    reward_most: int = 20_000_000  # đồng, to one person at once


STANDARD = Terms()
