"""Figures of a desk, or of a province's desks, for a window: from codes and times only. Pure.

Nobody's name is in them: who ranks officers by their tips gets tips, not answers.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from communes.directory import CommuneCode, Directory
from desks.desk import Code, DeskCode
from messages.channels import CHANNELS
from tips.clock.deadlines import first_look_by, running
from tips.reading.kinds import kind_label
from tips.statuses import closing_label
from tips.terms import Terms
from tips.tip import KindId, Status, Urgency
from wording.catalogue import text
from wording.moments import VIETNAM


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of one tip: nothing that is sealed."""

    code: Code
    desk: DeskCode
    kind: KindId
    commune: str
    channel: str
    status: Status
    urgency: Urgency
    filed_at: datetime
    acknowledged_at: datetime | None
    classified_at: datetime | None
    closed_at: datetime | None
    closing_reason: str | None
    since: datetime | None
    extensions: int
    merged: bool  # its lead is worked on; it was received all the same
    terms: Terms


@dataclass(frozen=True, slots=True)
class Slice:
    """One row of a table: `value` leads back to its tips."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    received: int
    open: int
    late: int
    looked_at: int  # those whose first look is due or done …
    on_time: int  # … and of them, done in time
    tables: Mapping[str, Sequence[Slice]]


BY: Mapping[str, Callable[[Counted], str]] = {
    "kind": lambda tip: tip.kind,
    "commune": lambda tip: tip.commune,
    "channel": lambda tip: tip.channel,
    "outcome": lambda tip: (tip.closing_reason or "") if tip.closed_at else "",
    "hour": lambda tip: f"{tip.filed_at.astimezone(VIETNAM).hour:02}",
    "weekday": lambda tip: str(tip.filed_at.astimezone(VIETNAM).isoweekday()),
}
IN_ORDER = frozenset({"hour", "weekday"})  # of the day and of the week; the others by their count
STATES: Mapping[str, Callable[[Counted, datetime], bool]] = {
    "received": lambda _tip, _now: True,
    "open": lambda tip, _now: _is_open(tip),
    "late": lambda tip, now: is_late(tip, now),
    "missed": lambda tip, now: _is_judged(tip, now) and not _is_on_time(tip),
}


def figures_of(tips: Sequence[Counted], directory: Directory, now: datetime) -> Figures:
    judged = [tip for tip in tips if _is_judged(tip, now)]
    return Figures(
        received=len(tips),
        open=sum(map(_is_open, tips)),
        late=sum(is_late(tip, now) for tip in tips),
        looked_at=len(judged),
        on_time=sum(map(_is_on_time, judged)),
        tables={by: _slices(by, tips, directory) for by in BY},
    )


def behind(tips: Iterable[Counted], by: str, value: str, now: datetime) -> tuple[Counted, ...]:
    """The tips behind one figure, newest first. KeyError for a table that there is not."""
    if by == "state":
        found = [tip for tip in tips if STATES[value](tip, now)]
    else:
        found = [tip for tip in tips if BY[by](tip) == value]
    return tuple(sorted(found, key=lambda tip: (tip.filed_at, tip.code), reverse=True))


def is_late(tip: Counted, now: datetime) -> bool:
    clock = running(tip) if _is_open(tip) else None
    return clock is not None and clock.at < now


def _is_open(tip: Counted) -> bool:
    return tip.closed_at is None and not tip.merged


def _is_judged(tip: Counted, now: datetime) -> bool:
    """A first look that is not due yet is neither on time nor late."""
    return not tip.merged and (tip.acknowledged_at is not None or first_look_by(tip) < now)


def _is_on_time(tip: Counted) -> bool:
    return tip.acknowledged_at is not None and tip.acknowledged_at <= first_look_by(tip)


def _slices(by: str, tips: Sequence[Counted], directory: Directory) -> tuple[Slice, ...]:
    counts = Counter(map(BY[by], tips))
    values = sorted(counts) if by in IN_ORDER else [value for value, _ in counts.most_common()]
    return tuple(Slice(value, _label(by, value, directory), counts[value]) for value in values)


def _label(by: str, value: str, directory: Directory) -> str:
    if by == "commune":
        commune = directory.communes.get(CommuneCode(value))
        return commune.full_name if commune else text("register.no_commune")
    return LABELS[by](value)


LABELS: Mapping[str, Callable[[str], str]] = {
    "kind": lambda kind: kind_label(KindId(kind)),
    "channel": lambda channel: text(CHANNELS.row(channel).within),
    "outcome": lambda reason: closing_label(reason) if reason else text("register.still_open"),
    "hour": lambda hour: text("register.hour", "vi", hour=int(hour)),
    "weekday": lambda day: text(f"register.weekday_{day}"),
}
