"""Which clock runs for a tip, on what law it stands, and how much of it is left. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from tips.clock.workdays import after_working, day_that_ends, end_of_days, end_of_months
from tips.terms import Terms
from tips.tip import Status, Urgency
from wording.catalogue import text
from wording.moments import VIETNAM


class DeadlineKind(StrEnum):
    """In the order they run. What each stands on: desk.clock_<kind>_basis."""

    ACKNOWLEDGE = "acknowledge"  # somebody has looked at it
    CLASSIFY = "classify"  # it is clear whose matter it is
    RESOLVE = "resolve"  # Criminal Procedure Code, article 147 (1)
    RESOLVE_EXTENDED = "resolve_extended"  # article 147 (2), the first sentence
    RESOLVE_FINAL = "resolve_final"  # article 147 (2), with the procuracy's one extension


UNCLASSIFIED = (Status.RECEIVED, Status.CLASSIFYING, Status.NEEDS_MORE)
RESOLVING = (DeadlineKind.RESOLVE, DeadlineKind.RESOLVE_EXTENDED, DeadlineKind.RESOLVE_FINAL)


class Timed(Protocol):
    """A tip, its row in the queue, or what the sweep of reminders reads of it."""

    @property
    def status(self) -> Status: ...
    @property
    def urgency(self) -> Urgency: ...
    @property
    def filed_at(self) -> datetime: ...
    @property
    def acknowledged_at(self) -> datetime | None: ...
    @property
    def classified_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def since(self) -> datetime | None: ...
    @property
    def extensions(self) -> int: ...
    @property
    def terms(self) -> Terms: ...


@dataclass(frozen=True, slots=True)
class Running:
    """The one deadline that runs now, and since when."""

    kind: DeadlineKind
    since: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    label: str  # what must have happened by then: "phân loại"
    at: datetime
    late: bool
    basis: str = ""  # the article or order it stands on


def running(tip: Timed) -> Running | None:
    """None once the tip is closed."""
    if tip.closed_at is not None:
        return None
    kind = _kind(tip)
    since = tip.filed_at if kind is DeadlineKind.ACKNOWLEDGE else tip.since or tip.filed_at
    return Running(kind, since, _end(kind, since, tip))


def first_look_by(tip: Timed) -> datetime:
    return _end(DeadlineKind.ACKNOWLEDGE, tip.filed_at, tip)


def deadline_of(tip: Timed, now: datetime) -> Deadline | None:
    """The running deadline as it is shown; None once the tip is closed."""
    clock = running(tip)
    if clock is None:
        return None
    return Deadline(label_of(clock.kind), clock.at, now > clock.at, basis_of(clock.kind))


def label_of(kind: DeadlineKind) -> str:
    return text(f"desk.clock_{kind}")


def basis_of(kind: DeadlineKind) -> str:
    return text(f"desk.clock_{kind}_basis")


def due(at: datetime, language: str = "vi") -> str:
    """Say "21:14, 12/3", or "hết ngày 12/3" of a deadline that runs to the end of a day."""
    if (day := day_that_ends(at)) is not None:
        return text("desk.end_of_day", language, day=f"{day.day}/{day.month}")
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M}, {local.day}/{local.month}"


def acknowledge_minutes(urgency: Urgency, terms: Terms) -> int:
    """Until an officer has looked at a tip: content-vi.yaml, urgency_levels."""
    return {
        Urgency.CRITICAL: terms.critical_minutes,
        Urgency.HIGH: terms.high_minutes,
        Urgency.NORMAL: terms.normal_minutes,
    }[urgency]


def remaining(deadline: Deadline, now: datetime) -> str:
    """Say "còn 28 phút" or "trễ 2 giờ": being late is a word, not only a colour."""
    key = "desk.clock_late" if deadline.late else "desk.clock_left"
    return text(key, "vi", span=_span(abs(deadline.at - now)))


def _kind(tip: Timed) -> DeadlineKind:
    if tip.acknowledged_at is None:
        return DeadlineKind.ACKNOWLEDGE
    if tip.status in UNCLASSIFIED and not _waits_for_more(tip):
        return DeadlineKind.CLASSIFY
    return RESOLVING[min(max(tip.extensions, 0), 2)]


def _waits_for_more(tip: Timed) -> bool:
    """A question pauses no clock: before the matter is classified that clock runs on."""
    return tip.status is Status.NEEDS_MORE and tip.classified_at is not None


def _end(kind: DeadlineKind, since: datetime, tip: Timed) -> datetime:
    terms = tip.terms
    match kind:
        case DeadlineKind.ACKNOWLEDGE:
            minutes = acknowledge_minutes(tip.urgency, terms)
            return _after(kind, since, timedelta(minutes=minutes), tip)
        case DeadlineKind.CLASSIFY:
            return _after(kind, since, timedelta(hours=terms.classify_hours), tip)
        case DeadlineKind.RESOLVE:
            return end_of_days(since, terms.resolve_days, terms)
        case DeadlineKind.RESOLVE_EXTENDED:
            return end_of_months(since, terms.extension_months, terms)
        case DeadlineKind.RESOLVE_FINAL:
            months = terms.extension_months + terms.second_extension_months
            return end_of_months(since, months, terms)


def _after(kind: DeadlineKind, since: datetime, span: timedelta, tip: Timed) -> datetime:
    # Danger keeps no office hours, whatever the settings say.
    if kind in tip.terms.in_working_time and tip.urgency is Urgency.NORMAL:
        return after_working(since, span, tip.terms)
    return since + span


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return text("desk.span_minutes", "vi", n=max(minutes, 1))
    if minutes < 48 * 60:
        return text("desk.span_hours", "vi", n=minutes // 60)
    return text("desk.span_days", "vi", n=minutes // (24 * 60))
