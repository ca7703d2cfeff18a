"""Gives what is due, once; and says what stands for a desk."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import DEAF, NATIONAL, Code, DeskCode, OfficerId
from desks.permissions import COMMANDING, TAKING
from storage.clock.letters import TipReminder, drop_letters, write_letters
from storage.clock.rows import (
    LOOKED_AT,
    Above,
    Sight,
    Sweep,
    as_given,
    desks_of,
    due_tips,
    give,
    given_for,
    look_at,
    sight_of,
)
from storage.clock.winding import out_of_date
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.sealing.vault import Vault
from storage.tables.clock import reminders, shifts
from storage.tables.desks import desks, officers, sessions
from storage.tables.tips import tips
from storage.writing import Writing
from tips.clock.deadlines import DeadlineKind
from tips.clock.reminders import Given, Reminder, ReminderStage, Watch, still_runs
from tips.clock.watching import ReminderStore, Swing
from tips.terms import STANDARD, Terms
from tips.tip import KindId, Urgency

SHOWN = 200
BITE = 20  # tips looked at together: some 10 ms in which nobody else is heard
AT_ONCE = 400  # tips set in one statement


def only_national(_desk: DeskCode) -> tuple[DeskCode, ...]:
    return (NATIONAL,)


class SqlReminderStore(ReminderStore):
    def __init__(
        self,
        database: Database,
        vault: Vault,
        terms: Terms = STANDARD,
        above: Above = only_national,
    ) -> None:
        self._database = database
        self._vault = vault
        self._terms = terms
        self._above = above

    @override
    async def give(self, at: datetime, limit: int) -> Swing:
        # Asked all the time by everybody: a look that finds nothing must not bother the writer.
        if not await self._database.read(lambda c: c.scalar(due_tips(at, 1))):
            return Swing(0, frozenset(), 0)
        return await self._database.write(lambda c: self._give(c, at, limit))

    @override
    async def wind_up(self, at: datetime) -> None:
        found = await self._database.read(
            lambda connection: out_of_date(connection, at, self._terms)
        )
        for start in range(0, len(found), AT_ONCE):
            those = tips.c.id.in_(found[start : start + AT_ONCE])
            ahead = update(tips).where(those, tips.c.next_reminder_at > at)
            await self._database.write(
                lambda c, ahead=ahead: c.execute(ahead.values(next_reminder_at=at))  # type: ignore[misc]
            )

    @override
    async def standing(self, desk: DeskCode) -> tuple[Reminder, ...]:
        rows = await read_rows(self._database, _standing(desk))
        return tuple(self._shown(row) for row in rows if self._runs(row))

    @override
    async def watch(self, desk: DeskCode, at: datetime) -> Watch:
        present = (
            select(shifts.c.officer)
            .join(officers, officers.c.id == shifts.c.officer)
            .where(shifts.c.desk == desk, shifts.c.starts <= at, shifts.c.ends > at)
            .where(officers.c.role.in_(TAKING))
        )
        chiefs = select(exists().where(officers.c.desk == desk, officers.c.role.in_(COMMANDING)))

        async def work(connection: AsyncConnection) -> Watch:
            names = (await connection.scalars(present)).all()
            return Watch(frozenset(map(OfficerId, names)), bool(await connection.scalar(chiefs)))

        return await self._database.read(work)

    async def _give(self, connection: AsyncConnection, at: datetime, limit: int) -> Swing:
        # Of two processes that look at once the second takes other tips instead of waiting.
        due = due_tips(at, limit).with_for_update(skip_locked=True, of=tips)
        rows = list(await connection.execute(due))
        here = await desks_of(connection, [row.desk for row in rows], self._above)
        sweep = Sweep(Writing(connection, self._vault, at), here)
        told: list[TipReminder] = []
        for start in range(0, len(rows), BITE):
            told += await self._give_some(sweep, rows[start : start + BITE])
            await asyncio.sleep(0)
        await write_letters(sweep, told)
        receivers = [DeskCode(here.receiver(one.desk, one.stage)) for _, one in told]
        unheard = await _deaf_and_empty(sweep, set(receivers))
        reached = sum(one not in unheard for one in receivers)
        return Swing(len(rows), frozenset(receivers), reached, len(told) - reached)

    async def _give_some(self, sweep: Sweep, rows: Sequence[Row[Any]]) -> list[TipReminder]:
        before = await given_for(sweep.connection, [row.id for row in rows])
        sights = [sight_of(row, self._terms) for row in rows]
        seen = [look_at(sweep, sight, before.get(sight.row.id, ())) for sight in sights]
        for one in seen:
            if any(_is_over(one.sight, given) for given in one.before):
                await drop_letters(sweep.connection, one.sight.row.id)
        return await give(sweep, seen)

    def _runs(self, row: Row[Any]) -> bool:
        """The sweep may not have seen yet that it is over."""
        return still_runs(sight_of(row, self._terms), _given(row))

    def _shown(self, row: Row[Any]) -> Reminder:
        return Reminder(
            code=Code(row.code),
            kind=KindId(row.kind),
            urgency=Urgency(row.urgency),
            deadline=DeadlineKind(row.deadline),
            stage=ReminderStage(row.stage),
            due_at=row.reminded_due,
            desk=DeskCode(row.desk),
            desk_name=row.desk_name,
            officer=OfficerId(row.officer) if row.officer else None,
            officer_label=row.officer_label or "",
            given_at=row.given_at,
        )


async def _deaf_and_empty(sweep: Sweep, receivers: Iterable[DeskCode]) -> Collection[str]:
    """Desks whose group hears nothing, at which nobody has a page open, and none above hears."""
    rows = sweep.desks.rows
    deaf = {one for one in receivers if one in rows and rows[one].trouble in DEAF}
    lost = {one for one in deaf if len(sweep.desks.groups_of(one)) < 2}
    if not lost:
        return ()
    seated = (
        select(officers.c.desk)
        .join(sessions, sessions.c.officer == officers.c.id)
        .where(sessions.c.until > sweep.at, officers.c.desk.in_(lost))
    )
    return lost - set(await sweep.connection.scalars(seated))


def _standing(desk: DeskCode) -> Any:
    of_tip = [tips.c[name] for name in LOOKED_AT]
    of_reminder = (
        reminders.c.kind.label("deadline"),
        reminders.c.stage,
        reminders.c.since.label("counted_from"),
        reminders.c.due_at.label("reminded_due"),
        reminders.c.at.label("given_at"),
    )
    return (
        select(*of_tip, *of_reminder, desks.c.name.label("desk_name"))
        .add_columns(officers.c.label.label("officer_label"))
        .join(tips, tips.c.id == reminders.c.tip)
        .join(desks, desks.c.code == tips.c.desk)
        .outerjoin(officers, officers.c.id == tips.c.officer)
        .where(reminders.c.desk == desk, reminders.c.stands)
        .order_by(reminders.c.due_at, reminders.c.tip)
        .limit(SHOWN)
    )


def _given(row: Row[Any]) -> Given:
    return Given(row.counted_from, DeadlineKind(row.deadline), ReminderStage(row.stage))


def _is_over(sight: Sight, row: Row[Any]) -> bool:
    moved = row.stage != ReminderStage.AFTER and row.desk != sight.row.desk
    return bool(row.stands) and (moved or not still_runs(sight, as_given(row)))
