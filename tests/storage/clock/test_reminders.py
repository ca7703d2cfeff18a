"""The sweep on real databases: each stage once, in letters and on the desk's page."""

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, column, func, insert, select, table

from desks.desk import NATIONAL, Desk, DeskCode
from storage import migrations
from storage.database.interface import Database
from storage.migrations.upgrading import config_of
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.clock import reminders
from storage.tables.tips import tips
from tests.builders import NOON, WARD_DESK, a_desk
from tests.fakes import SilentBell, StoppedClock
from tests.storage.clock.reminded import PROVINCE, later, sweep
from tests.storage.tips_filed import AN, GROUP, a_change, a_claim, a_filed_tip, seat
from tips.clock.deadlines import DeadlineKind, deadline_of
from tips.clock.reminders import ReminderStage
from tips.clock.watching import Reminders
from tips.terms import Terms
from tips.tip import Status, Urgency


async def stages(stores: Stores, desk: DeskCode = WARD_DESK) -> list[ReminderStage]:
    found = {one.stage for one in await stores.reminders.standing(desk)}
    return [stage for stage in ReminderStage if stage in found]


async def test_every_stage_is_given_once(stores: Stores) -> None:
    await a_filed_tip(stores)  # urgent: 30 minutes

    given = [await sweep(stores, minutes) for minutes in (0, 14, 15, 16, 30, 31, 44, 45, 46, 999)]

    assert given == [0, 0, 1, 0, 1, 0, 0, 1, 0, 0]


async def test_after_a_long_night_all_stages_come_at_once(stores: Stores) -> None:
    await a_filed_tip(stores)

    assert [await sweep(stores, 600), await sweep(stores, 601)] == [3, 0]


async def test_a_look_that_finds_nothing_is_the_last_until_something_changes(
    stores: Stores, database: Database
) -> None:
    await a_filed_tip(stores)
    await sweep(stores, 600)

    ahead = select(func.count()).where(tips.c.next_reminder_at.is_not(None))
    assert await database.read(lambda c: c.scalar(ahead)) == 0


async def test_a_closed_tip_is_looked_at_once_and_never_again(
    stores: Stores, database: Database
) -> None:
    tip = await a_filed_tip(stores)
    await sweep(stores, 20)
    over = a_change(tip, status=Status.CLOSED, closed_at=later(21), closing_reason="trung_lap")
    await stores.tips.save(tip, over, later(21))

    assert await stages(stores) == []  # also before the sweep has seen it
    assert await sweep(stores, 22) == 0
    row = await database.read(lambda c: c.execute(select(tips)))
    [found] = list(row)
    assert (found.next_reminder_at, found.due_at) == (None, None)


async def test_a_claim_ends_the_first_clock_and_starts_the_next(stores: Stores) -> None:
    tip, officer = await a_filed_tip(stores), await seat(stores)
    await sweep(stores, 16)
    await stores.tips.save(tip, a_claim(tip, officer), later(17))

    assert await stages(stores) == []
    assert [await sweep(stores, 60), await sweep(stores, 12 * 60)] == [0, 1]
    [one] = await stores.reminders.standing(WARD_DESK)
    assert (one.deadline, one.stage) == (DeadlineKind.CLASSIFY, ReminderStage.BEFORE)
    assert (one.officer, one.officer_label) == (officer.id, officer.label)


async def test_two_processes_give_each_reminder_once(stores: Stores) -> None:
    for number in range(1, 8):
        await a_filed_tip(stores, number)

    swings = await asyncio.gather(*(stores.reminders.give(later(20), 3) for _ in range(8)))

    assert sum(swing.given for swing in swings) == 7


async def test_a_raised_urgency_is_not_slept_through(stores: Stores) -> None:
    tip = await a_filed_tip(stores, urgency=Urgency.NORMAL)
    await sweep(stores, 1)
    await stores.tips.save(tip, a_change(tip, urgency=Urgency.CRITICAL), later(2))

    assert await sweep(stores, 3) == 1


async def test_a_hand_over_takes_the_clock_along_and_repeats_nothing(
    stores: Stores, database: Database
) -> None:
    tip = await a_filed_tip(stores)
    await sweep(stores, 30)
    other = DeskCode("27004")
    await stores.desks.open_desk(a_desk(other, "Công an phường Tân Bình"))
    moved = replace(a_change(tip), route=replace(tip.route, desk=other))
    await stores.tips.save(tip, moved, later(31))

    assert await sweep(stores, 32) == 0
    assert await stages(stores) == []
    assert await stages(stores, other) == [ReminderStage.BEFORE, ReminderStage.AT]
    assert await sweep(stores, 45) == 1
    rows = await database.read(lambda c: c.scalar(select(func.count()).select_from(reminders)))
    assert rows == 3


async def test_a_clock_set_back_repeats_nothing_and_sleeps_through_nothing(
    stores: Stores,
) -> None:
    tip = await a_filed_tip(stores)
    clock = StoppedClock(later(10))
    watching = Reminders(stores.reminders, clock, SilentBell())
    await watching.sweep()
    await stores.tips.save(tip, a_change(tip), later(600))  # the clock ran ten hours ahead
    clock.pass_time(minutes=-9)
    await watching.sweep()
    clock.pass_time(minutes=14)

    assert [await watching.sweep(), await watching.sweep()] == [1, 0]
    clock.pass_time(minutes=-60)
    assert await watching.sweep() == 0


async def test_the_province_hears_what_is_overdue(stores: Stores) -> None:
    await stores.desks.open_desk(Desk(PROVINCE, "Công an thành phố", is_open=True))
    await a_filed_tip(stores)

    await sweep(stores, 45)

    [one] = await stores.reminders.standing(PROVINCE)
    assert (one.stage, one.desk, one.desk_name) == (
        ReminderStage.AFTER,
        WARD_DESK,
        "Công an phường Bến Thành",
    )


async def test_without_a_province_desk_the_nation_hears(stores: Stores) -> None:
    await a_filed_tip(stores)

    await sweep(stores, 45)

    assert await stages(stores, NATIONAL) == [ReminderStage.AFTER]


async def test_every_way_to_a_tip_shows_the_settings_deadline(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    own = Stores(database, vault, tmp_path / "media", terms=Terms(high_minutes=7))
    await own.desks.open_desk(a_desk(group=GROUP))
    tip = await a_filed_tip(own)
    due = later(7)

    [row] = await own.tips.queue(WARD_DESK, None, "", 5)
    [card] = await own.letters.due(NOON, later(1), 5)
    thread = await own.citizens.thread(AN, tip.id, NOON)

    shown = [deadline_of(one, NOON) for one in (tip, row, card.tip)]
    assert [one.at for one in shown if one] == [due] * 3
    assert thread is not None
    assert thread.answer_by == due
    assert (await own.reminders.give(due, 9)).given == 2


async def test_stores_opened_beside_others_leave_the_settings_deadlines(
    database: Database, vault: Vault, tmp_path: Path
) -> None:
    own = Stores(database, vault, tmp_path / "media", terms=Terms(high_minutes=7))
    Stores(database, vault, tmp_path / "media")
    await own.desks.open_desk(a_desk())

    due = deadline_of(await a_filed_tip(own), NOON)

    assert due is not None
    assert due.at == later(7)


async def test_tips_open_before_the_clock_came_are_looked_at(blank_database_url: str) -> None:
    """A database of the first revision, with one open and one closed tip in it."""
    engine = migrations._engine(blank_database_url)
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade_to, "0002")
        for number, closed in ((1, None), (2, NOON)):
            await connection.execute(insert(old_tips).values(**an_old_row(number, closed)))
    await engine.dispose()

    await migrations.migrate(blank_database_url)

    engine = migrations._engine(blank_database_url)
    async with engine.begin() as connection:
        rows = await connection.execute(select(tips.c.code, tips.c.next_reminder_at))
        assert {row.code: row.next_reminder_at for row in rows} == {"K-1": NOON, "K-2": None}
    await engine.dispose()


ADDED_LATER = {"due_at", "next_reminder_at"}
old_tips = table("tips", *(column(c.name, c.type) for c in tips.c if c.name not in ADDED_LATER))


def _upgrade_to(connection: Connection, revision: str) -> None:
    command.upgrade(config_of(connection), revision)


def an_old_row(number: int, closed: datetime | None) -> dict[str, object]:
    codes = {name: f"{name}{number}" for name in ("draft_mark", "receipt_mark")}
    return codes | {
        "id": f"{number:032x}",
        "code": f"K-{number}",
        "kind": "ma_tuy",
        "desk": "00",
        "language": "vi",
        "channel": "web",
        "status": "tiep_nhan",
        "urgency": "cao",
        "filed_at": NOON,
        "closed_at": closed,
        "version": 1,
        "line_count": 0,
        "unread": False,
        "asked": False,
        "queue_rank": 0,
        "queue_at": 0,
        "sealed": b"",
    }
