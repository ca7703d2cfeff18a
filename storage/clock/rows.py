"""One look at the tips whose time has come. Inside the transaction of the sweep."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import DEAF, Code, DeskCode, OfficerId
from storage.database.dialects import insert_new
from storage.tables.clock import reminders
from storage.tables.desks import desks, officers
from storage.tables.tips import tips
from storage.writing import Writing
from tips.clock.deadlines import DeadlineKind
from tips.clock.reminders import Given, Look, Reminder, ReminderStage, look
from tips.terms import Terms
from tips.tip import KindId, Status, Urgency

Above = Callable[[DeskCode], tuple[DeskCode, ...]]
LOOKED_AT = (
    "id", "code", "kind", "desk", "status", "urgency", "filed_at", "acknowledged_at",
    "classified_at", "closed_at", "since", "extensions", "officer", "lead", "due_at",
    "next_reminder_at",
)  # fmt: skip


_SET_CLOCK = (
    update(tips)
    .where(tips.c.id == bindparam("tip"))
    .values(due_at=bindparam("ends"), next_reminder_at=bindparam("again"))
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a look needs of a tip: nothing that is sealed."""

    row: Row[Any]
    terms: Terms
    status: Status
    urgency: Urgency
    filed_at: datetime
    acknowledged_at: datetime | None
    classified_at: datetime | None
    closed_at: datetime | None
    since: datetime | None
    extensions: int


@dataclass(frozen=True, slots=True)
class Desks:
    """The desks of a batch of tips, and the one above each that is open."""

    rows: Mapping[str, Row[Any]]
    above: Above

    def over(self, desk: str) -> str:
        ways = self.above(DeskCode(desk))
        return next((one for one in ways if one in self.rows and self.rows[one].is_open), ways[-1])

    def groups_of(self, desk: str) -> tuple[str, ...]:
        """Whom it is told. A deaf desk's own group, for when it hears again, and meanwhile the
        nearest above that hears.
        """
        own = self.rows.get(desk)
        if own is None or own.trouble not in DEAF:
            return (own.telegram_group,) if own and own.telegram_group else ()
        ways = [self.rows[one] for one in self.above(DeskCode(desk)) if one in self.rows]
        hearing = [row.telegram_group for row in ways if row.trouble not in DEAF]
        return tuple(group for group in (own.telegram_group, *hearing[:1]) if group)

    def receiver(self, desk: str, stage: ReminderStage) -> str:
        return self.over(desk) if stage is ReminderStage.AFTER else desk


@dataclass(frozen=True, slots=True)
class Sweep:
    """One look of the clock: its transaction and moment, and the desks it concerns."""

    writing: Writing
    desks: Desks

    @property
    def connection(self) -> AsyncConnection:
        return self.writing.connection

    @property
    def at(self) -> datetime:
        return self.writing.at


def sight_of(row: Row[Any], terms: Terms) -> Sight:
    return Sight(
        row=row,
        terms=terms,
        status=Status(row.status),
        urgency=Urgency(row.urgency),
        filed_at=row.filed_at,
        acknowledged_at=row.acknowledged_at,
        classified_at=row.classified_at,
        # A merged tip has no clock of its own: its lead's runs.
        closed_at=row.closed_at or (row.filed_at if row.lead else None),
        since=row.since,
        extensions=row.extensions,
    )


def due_tips(at: datetime, limit: int) -> Select[Any]:
    columns = [tips.c[name] for name in LOOKED_AT]
    return (
        select(*columns, officers.c.label.label("officer_label"))
        .outerjoin(officers, officers.c.id == tips.c.officer)
        .where(tips.c.next_reminder_at <= at)
        .order_by(tips.c.next_reminder_at)
        .limit(limit)
    )


async def desks_of(connection: AsyncConnection, codes: Sequence[str], above: Above) -> Desks:
    every = {one for code in codes for one in (DeskCode(code), *above(DeskCode(code)))}
    rows = await connection.execute(select(desks).where(desks.c.code.in_(every)))
    return Desks({row.code: row for row in rows}, above)


async def given_for(
    connection: AsyncConnection, ids: Sequence[str]
) -> Mapping[str, Sequence[Row[Any]]]:
    rows = await connection.execute(select(reminders).where(reminders.c.tip.in_(ids)))
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.tip].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Seen:
    """One tip after the look: what was given for it before, and what is found now."""

    sight: Sight
    before: Sequence[Row[Any]]
    found: Look


def look_at(sweep: Sweep, sight: Sight, before: Sequence[Row[Any]]) -> Seen:
    return Seen(sight, before, look(sight, sweep.at, {as_given(one) for one in before}))


async def give(sweep: Sweep, seen: Sequence[Seen]) -> list[tuple[str, Reminder]]:
    """What is new is written; what no longer runs, or went to another desk, is put right. With the
    ids of the tips.
    """
    new = await _write(sweep, seen)
    for one in seen:
        await _put_right(sweep, one)
    await _set_clocks(sweep.connection, seen)
    return [
        (one.sight.row.id, _reminder(sweep, one.sight, one.found, given))
        for one in seen
        for given in one.found.due
        if (one.sight.row.id, given.kind, given.stage) in new
    ]


def as_given(row: Row[Any]) -> Given:
    return Given(row.since, DeadlineKind(row.kind), ReminderStage(row.stage))


async def _write(sweep: Sweep, seen: Sequence[Seen]) -> Collection[tuple[str, str, str]]:
    """Of which tip, deadline and stage: those no other process was first with."""
    rows = [
        {
            "tip": one.sight.row.id,
            "since": given.since,
            "kind": given.kind,
            "stage": given.stage,
            "desk": sweep.desks.receiver(one.sight.row.desk, given.stage),
            "due_at": one.found.clock.at,
            "at": sweep.at,
            "stands": True,
        }
        for one in seen
        if one.found.clock is not None
        for given in one.found.due
    ]
    written = (reminders.c.tip, reminders.c.kind, reminders.c.stage)
    return {tuple(row) for row in await insert_new(sweep.connection, reminders, rows, written)}


async def _set_clocks(connection: AsyncConnection, seen: Sequence[Seen]) -> None:
    clocks = [
        {
            "tip": one.sight.row.id,
            "ends": one.found.clock.at if one.found.clock else None,
            "again": one.found.again,
        }
        for one in seen
    ]
    await connection.execute(_SET_CLOCK, clocks)


async def _put_right(sweep: Sweep, seen: Seen) -> None:
    clock, row = seen.found.clock, seen.sight.row
    for one in seen.before:
        runs = clock is not None and (one.since, one.kind) == (clock.since, clock.kind)
        desk = sweep.desks.receiver(row.desk, ReminderStage(one.stage))
        due_at = clock.at if clock and runs else one.due_at
        if (runs, desk, due_at) == (one.stands, one.desk, one.due_at) or not (runs or one.stands):
            continue
        key = [
            reminders.c[name] == getattr(one, name) for name in ("tip", "since", "kind", "stage")
        ]
        await sweep.connection.execute(
            update(reminders).where(*key).values(stands=runs, desk=desk, due_at=due_at)
        )


def _reminder(sweep: Sweep, sight: Sight, found: Look, one: Given) -> Reminder:
    row = sight.row
    return Reminder(
        code=Code(row.code),
        kind=KindId(row.kind),
        urgency=sight.urgency,
        deadline=one.kind,
        stage=one.stage,
        due_at=found.clock.at if found.clock else sweep.at,
        desk=DeskCode(row.desk),
        desk_name=sweep.desks.rows[row.desk].name,
        officer=OfficerId(row.officer) if row.officer else None,
        officer_label=row.officer_label or "",
        given_at=sweep.at,
    )
