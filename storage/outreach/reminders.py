"""Which desk was reminded of which report. A row is written before it is told, so that of several
processes one tells it; while it rests, nobody does.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import DEAF, NATIONAL
from outreach.calendar import KEPT
from outreach.reminding import DeskReminder, Pressing, ReportReminderStore, Round
from storage.database.dialects import one_at_a_time
from storage.database.interface import Database
from storage.tables.desks import desks
from storage.tables.outreach import report_reminders, reports_sent

_ROW = report_reminders.c
Known = Mapping[tuple[str, str, str], datetime | None]


class SqlReportReminders(ReportReminderStore):
    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def take(self, one: Round, most: int) -> tuple[DeskReminder, ...]:
        names = sorted({pressing.due.name for pressing in one.pressing})

        async def work(connection: AsyncConnection) -> tuple[DeskReminder, ...]:
            await one_at_a_time(connection, "report reminders")
            sent = await _sent(connection, names)
            known = await _known(connection, names)
            found = [
                DeskReminder(desk.code, desk.telegram_group, pressing)
                for desk in await _hearing(connection)
                if (pressing := _open(desk, one, sent, known))
            ]
            await _rest(connection, found[:most], known, one)
            return tuple(found[:most])

        return await self._database.write(work)

    @override
    async def told(self, reminder: DeskReminder) -> None:
        over = update(report_reminders).where(_of(reminder)).values(rests_until=None)
        await self._database.write(lambda connection: connection.execute(over))


def _open(
    desk: Row[Any], one: Round, sent: frozenset[tuple[str, str]], known: Known
) -> tuple[Pressing, ...]:
    def is_open(pressing: Pressing) -> bool:
        key = (desk.code, pressing.due.name, str(pressing.stage))
        rests_until = known.get(key, one.at)
        return (desk.code, pressing.due.name) not in sent and bool(
            rests_until and rests_until <= one.at
        )

    return tuple(filter(is_open, one.pressing))


async def _hearing(connection: AsyncConnection) -> Sequence[Row[Any]]:
    """Departments ("79-PC04") and the national desk owe none of these reports."""
    of = desks.c
    hears = of.trouble.is_(None) | of.trouble.not_in(DEAF)
    owes = (of.code != NATIONAL, ~of.code.contains("-"))
    wanted = select(of.code, of.telegram_group).where(
        of.is_open, of.telegram_group.is_not(None), hears, *owes
    )
    return list(await connection.execute(wanted.order_by(of.code)))


async def _sent(connection: AsyncConnection, names: Iterable[str]) -> frozenset[tuple[str, str]]:
    of = reports_sent.c
    rows = await connection.execute(select(of.desk, of.name).where(of.name.in_(names)))
    return frozenset((row.desk, row.name) for row in rows)


async def _known(connection: AsyncConnection, names: Iterable[str]) -> Known:
    rows = await connection.execute(select(report_reminders).where(_ROW.name.in_(names)))
    return {(row.desk, row.name, row.stage): row.rests_until for row in rows}


async def _rest(
    connection: AsyncConnection, taken: Sequence[DeskReminder], known: Known, one: Round
) -> None:
    """And what is too old to matter goes."""
    old = (one.at - 2 * KEPT).date().isoformat()
    await connection.execute(delete(report_reminders).where(_ROW.day < old))
    every = [(desk.desk, pressing) for desk in taken for pressing in desk.pressing]
    new = [
        {
            "desk": desk, "name": pressing.due.name, "stage": pressing.stage,
            "day": pressing.due.on.isoformat(), "rests_until": one.rests_until,
        }
        for desk, pressing in every
        if (desk, pressing.due.name, str(pressing.stage)) not in known
    ]  # fmt: skip
    for again in taken:
        rests = update(report_reminders).where(_of(again), _ROW.rests_until.is_not(None))
        await connection.execute(rests.values(rests_until=one.rests_until))
    if new:
        await connection.execute(insert(report_reminders), new)


def _of(reminder: DeskReminder) -> ColumnElement[bool]:
    stages = {(one.due.name, one.stage) for one in reminder.pressing}
    names = {name for name, _ in stages}
    these = _ROW.stage.in_({stage for _, stage in stages})
    return (_ROW.desk == reminder.desk) & _ROW.name.in_(sorted(names)) & these
