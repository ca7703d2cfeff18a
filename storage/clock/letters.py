"""Reminders as letters to the desks' groups, written with the reminders themselves."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.permissions import TAKING
from storage.clock.rows import Desks, Sweep
from storage.letters import GIVEN_UP, WAITING, _blank, _seal, group_lane
from storage.tables.clock import shifts
from storage.tables.desks import officers
from storage.tables.letters import letters
from storage.writing import Writing
from tips.clock.reminders import ORDER, LetterOfClock, Reminder, ReminderStage, words

APART = 3  # more at once and a group reads one list instead

TipReminder = tuple[str, Reminder]  # with the tip's id


async def write_letters(sweep: Sweep, told: Sequence[TipReminder]) -> None:
    desks = sweep.desks
    for (desk, stage), some in _sorted(told, desks).items():
        groups = desks.groups_of(desk)
        if not groups:
            continue
        names = await names_on_duty(sweep.connection, desk, sweep.at)
        apart = stage is not ReminderStage.AFTER and len(some) <= APART
        kind = LetterOfClock.REMINDER if apart else LetterOfClock.DIGEST
        for part in ([one] for one in some) if apart else [some]:
            text = words([reminder for _, reminder in part], names)
            for group in groups:
                await _write(sweep.writing, kind, part[0][0], group, text)


async def drop_letters(connection: AsyncConnection, tip: str) -> None:
    """Not sent yet, and no longer true."""
    await connection.execute(
        update(letters)
        .where(
            letters.c.tip == tip,
            letters.c.kind == LetterOfClock.REMINDER,
            letters.c.state == WAITING,
        )
        .values(state=GIVEN_UP, reason="over", sealed=None, lane="")
    )


def _sorted(
    told: Sequence[TipReminder], desks: Desks
) -> Mapping[tuple[str, ReminderStage], list[TipReminder]]:
    """By desk and stage. Of two stages at once a desk hears the later."""
    latest: dict[tuple[str, str], TipReminder] = {}
    for tip, one in sorted(told, key=lambda pair: ORDER[pair[1].stage]):
        latest[desks.receiver(one.desk, one.stage), tip] = (tip, one)
    found: defaultdict[tuple[str, ReminderStage], list[TipReminder]] = defaultdict(list)
    for (desk, _), pair in latest.items():
        found[desk, pair[1].stage].append(pair)
    return found


async def names_on_duty(connection: AsyncConnection, desk: str, at: datetime) -> Sequence[str]:
    names = (
        select(officers.c.label)
        .join(shifts, shifts.c.officer == officers.c.id)
        .where(shifts.c.desk == desk, shifts.c.starts <= at, shifts.c.ends > at)
        .where(officers.c.role.in_(TAKING))
        .order_by(shifts.c.starts)
    )
    return (await connection.scalars(names)).all()


async def _write(writing: Writing, kind: str, tip: str, group: str, text: str) -> None:
    row: dict[str, Any] = await _blank(writing.connection, kind, tip, writing.at)
    there = {"telegram_group": group, "lane": group_lane(group)}
    sealed = await _seal(writing, row, text, ())
    await writing.connection.execute(insert(letters).values(**row | there | {"sealed": sealed}))
