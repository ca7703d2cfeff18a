"""One look at the tips whose time has come. Inside the transaction of the sweep."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import DEAF, Code, DeskCode, OfficerId
from storage.database.dialects import insert_unless_there
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


async def give_one(sweep: Sweep, sight: Sight, before: Sequence[Row[Any]]) -> tuple[Reminder, ...]:
    """What is new is written; what no longer runs, or went to another desk, is put right."""
    row = sight.row
    found = look(sight, sweep.at, {as_given(one) for one in before})
    told = [one for one in found.due if await _write(sweep, sight, found, one)]
    await _put_right(sweep, row, before, found)
    clock = {
        "due_at": found.clock.at if found.clock else None,
        "next_reminder_at": found.again,
    }
    await sweep.connection.execute(update(tips).where(tips.c.id == row.id).values(**clock))
    return tuple(_reminder(sweep, sight, found, one) for one in told)


def as_given(row: Row[Any]) -> Given:
    return Given(row.since, DeadlineKind(row.kind), ReminderStage(row.stage))


async def _write(sweep: Sweep, sight: Sight, found: Look, one: Given) -> bool:
    """False if another process was first."""
    if found.clock is None:
        return False
    values = {
        "tip": sight.row.id,
        "since": one.since,
        "kind": one.kind,
        "stage": one.stage,
        "desk": sweep.desks.receiver(sight.row.desk, one.stage),
        "due_at": found.clock.at,
        "at": sweep.at,
        "stands": True,
    }
    return await insert_unless_there(sweep.connection, reminders, values)


async def _put_right(sweep: Sweep, row: Row[Any], before: Sequence[Row[Any]], found: Look) -> None:
    clock = found.clock
    for one in before:
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
