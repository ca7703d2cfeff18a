"""Which clock runs for a tip. Pure; calendar time: crime keeps no office hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tips.catalogue import text
from tips.tip import Status, Urgency

# content-vi.yaml, urgency_levels: suggested minutes until an officer has looked at a tip.
ACKNOWLEDGE_MINUTES: Mapping[Urgency, int] = {
    Urgency.CRITICAL: 5,
    Urgency.HIGH: 30,
    Urgency.NORMAL: 480,
}
# Transfer with papers within 24 hours (joint circular 01/2017; what replaced it is not known).
CLASSIFY = timedelta(hours=24)
# Criminal Procedure Code, article 147 (1).
RESOLVE = timedelta(days=20)


class Timed(Protocol):
    """A tip or its row in the queue."""

    @property
    def status(self) -> Status: ...
    @property
    def urgency(self) -> Urgency: ...
    @property
    def filed_at(self) -> datetime: ...
    @property
    def acknowledged_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Deadline:
    label: str  # what must have happened by then: "phân loại"
    at: datetime
    late: bool


def deadline_of(tip: Timed, now: datetime) -> Deadline | None:
    """The running deadline; None once the tip is closed."""
    if tip.closed_at is not None:
        return None
    label, span = _running(tip)
    at = tip.filed_at + span
    return Deadline(text(f"desk.clock_{label}"), at, late=now > at)


def remaining(deadline: Deadline, now: datetime) -> str:
    """Say "còn 28 phút" or "trễ 2 giờ": being late is a word, not only a colour."""
    key = "desk.clock_late" if deadline.late else "desk.clock_left"
    return text(key, "vi", span=_span(abs(deadline.at - now)))


def _running(tip: Timed) -> tuple[str, timedelta]:
    if tip.acknowledged_at is None:
        return "acknowledge", timedelta(minutes=ACKNOWLEDGE_MINUTES[tip.urgency])
    if tip.status in (Status.RECEIVED, Status.CLASSIFYING):
        return "classify", CLASSIFY
    return "resolve", RESOLVE


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return text("desk.span_minutes", "vi", n=max(minutes, 1))
    if minutes < 48 * 60:
        return text("desk.span_hours", "vi", n=minutes // 60)
    return text("desk.span_days", "vi", n=minutes // (24 * 60))
