"""When a deadline speaks up, to whom, and in what words. Each stage of each deadline once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desks.desk import Code, DeskCode, Officer, OfficerId
from desks.permissions import commands
from tips.clock.deadlines import DeadlineKind, Running, Timed, due, label_of, running
from tips.reading.kinds import kind_label
from tips.statuses import SHAPES
from tips.tip import KindId, Urgency
from wording.catalogue import text

LISTED = 20  # tips in one message; the rest is a number


class ReminderStage(StrEnum):
    BEFORE = "before"  # whoever holds it, else those on duty, else the whole desk
    AT = "at"  # the commander
    AFTER = "after"  # the desk above: the province's, else the national one


class LetterOfClock:
    """Kinds of letters, beside those of tips/intake/ports.py."""

    REMINDER = "reminder"  # of one tip, where its card is
    DIGEST = "digest"  # of several, or of another desk's


ORDER = {stage: number for number, stage in enumerate(ReminderStage)}


@dataclass(frozen=True, slots=True)
class Given:
    """What makes a reminder the same one: given once, whatever restarts or clocks do."""

    since: datetime
    kind: DeadlineKind
    stage: ReminderStage


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at one tip finds."""

    clock: Running | None
    due: tuple[Given, ...]
    again: datetime | None  # when to look next, unless the tip changes before


@dataclass(frozen=True, slots=True)
class Reminder:
    """As an officer sees it: codes, kind and clock, never a word of the story."""

    code: Code
    kind: KindId
    urgency: Urgency
    deadline: DeadlineKind
    stage: ReminderStage
    due_at: datetime
    desk: DeskCode  # that has the tip
    desk_name: str
    officer: OfficerId | None  # who holds it now
    officer_label: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is there to be told at a desk."""

    on_duty: frozenset[OfficerId] = frozenset()
    has_commander: bool = False


def look(tip: Timed, now: datetime, given: Collection[Given]) -> Look:
    clock = running(tip)
    if clock is None:
        return Look(None, (), None)
    open_stages = {
        one: at
        for stage, at in moments(clock, tip).items()
        if (one := Given(clock.since, clock.kind, stage)) not in given
    }
    due = tuple(one for one, at in open_stages.items() if at <= now)
    later = [at for at in open_stages.values() if at > now]
    return Look(clock, due, min(later, default=None))


def moments(clock: Running, tip: Timed) -> Mapping[ReminderStage, datetime]:
    """Half the time before it, at it, and half the time after it; three days at most."""
    terms = tip.terms
    whole = (clock.at - clock.since) * terms.remind_percent / 100
    span = min(whole, timedelta(hours=terms.remind_hours))
    return {
        ReminderStage.BEFORE: clock.at - span,
        ReminderStage.AT: clock.at,
        ReminderStage.AFTER: clock.at + span,
    }


def still_runs(tip: Timed, one: Given) -> bool:
    clock = running(tip)
    return clock is not None and (clock.since, clock.kind) == (one.since, one.kind)


def is_for(reminder: Reminder, officer: Officer, watch: Watch) -> bool:
    """Whom it concerns at the desk it was given to: where nobody is on duty, everybody."""
    if reminder.stage is ReminderStage.BEFORE and reminder.officer is not None:
        return reminder.officer == officer.id
    if not watch.on_duty:
        return True
    if reminder.stage is ReminderStage.AT and watch.has_commander:
        return commands(officer)
    return officer.id in watch.on_duty


def newest(reminders: Sequence[Reminder]) -> tuple[Reminder, ...]:
    """Of each tip the latest stage only: who is late needs no word that it will be late soon."""
    latest = {one.code: one for one in sorted(reminders, key=lambda one: ORDER[one.stage])}
    return tuple(sorted(latest.values(), key=lambda one: one.due_at))


def words(reminders: Sequence[Reminder], on_duty: Sequence[str]) -> str:
    """One message to a desk's group, of one tip or of many. It stays true however late it comes."""
    lines = [line(one) for one in reminders[:LISTED]]
    if (more := len(reminders) - LISTED) > 0:
        lines.append(text("desk.reminder_more", "vi", n=more))
    return "\n".join([_head(reminders), *lines, _to(reminders, on_duty)])


def line(one: Reminder) -> str:
    return text(
        "desk.reminder_line",
        "vi",
        shape=SHAPES[one.urgency],
        code=one.code,
        kind=kind_label(one.kind),
        label=label_of(one.deadline),
        at=due(one.due_at),
    )


def _head(reminders: Sequence[Reminder]) -> str:
    [stage] = {one.stage for one in reminders}
    if stage is not ReminderStage.AFTER:
        return text(f"desk.reminder_{stage}")
    names = sorted({one.desk_name for one in reminders})
    return text("desk.reminder_after", "vi", desks=", ".join(names[:LISTED]))


def _to(reminders: Sequence[Reminder], on_duty: Sequence[str]) -> str:
    if reminders[0].stage is ReminderStage.AT:
        return text("desk.reminder_to_commander")
    holders = {one.officer_label for one in reminders}
    if holders != {""} and reminders[0].stage is ReminderStage.BEFORE:
        return text("desk.reminder_to_holder", "vi", name=", ".join(sorted(holders - {""})))
    if on_duty:
        return text("desk.reminder_to_duty", "vi", names=", ".join(on_duty))
    return text("desk.reminder_to_nobody")
