"""The sweep on real databases: each stage once, in letters and on the desk's page."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, column, func, insert, select, table

from desks.desk import NATIONAL, Desk, DeskCode, Officer, Role
from desks.roster import Shift
from storage import migrations
from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.clock import reminders
from storage.tables.letters import letters
from storage.tables.tips import tips
from tests.builders import NOON, WARD_DESK, a_desk
from tests.fakes import FakePlaces, SilentBell, StoppedClock
from tests.storage.tips_filed import AN, GROUP, a_change, a_claim, a_filed_tip, seat
from tips.cards.cards import compose
from tips.clock.deadlines import DeadlineKind, deadline_of
from tips.clock.reminders import LetterOfClock, ReminderStage
from tips.clock.watching import Reminders
from tips.letters import WaitingLetter
from tips.terms import Terms
from tips.tip import Status, Urgency

PROVINCE = DeskCode("79")
PROVINCE_GROUP = "-100790"


def later(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


async def sweep(stores: Stores, minutes: float) -> int:
    swing = await stores.reminders.give(later(minutes), 200)
    return swing.given


async def stages(stores: Stores, desk: DeskCode = WARD_DESK) -> list[ReminderStage]:
    found = {one.stage for one in await stores.reminders.standing(desk)}
    return [stage for stage in ReminderStage if stage in found]


async def post(stores: Stores, minutes: float) -> list[WaitingLetter]:
    """Letters of the clock that wait; cards are taken out of their way."""
    found: list[WaitingLetter] = []
    at = later(minutes)
    while batch := await stores.letters.due(at, at + timedelta(minutes=1), 50):
        for letter in batch:
            await stores.letters.give_up(letter, "test", at)
            found.append(letter)
    kinds = (LetterOfClock.REMINDER, LetterOfClock.DIGEST)
    return [letter for letter in found if letter.kind in kinds]


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


# --- letters ------------------------------------------------------------------------------------


async def a_tip_with_groups(stores: Stores, number: int = 1) -> None:
    await stores.desks.open_desk(a_desk(group=GROUP))
    await stores.desks.open_desk(Desk(PROVINCE, "Công an thành phố", True, PROVINCE_GROUP))
    await a_filed_tip(stores, number)


async def test_a_group_is_told_in_codes_and_times(stores: Stores) -> None:
    await a_tip_with_groups(stores)
    await sweep(stores, 15)

    [letter] = await post(stores, 15)

    assert (letter.kind, letter.to.recipient) == (LetterOfClock.REMINDER, GROUP)
    assert "K7Q-001" in letter.text
    assert "12:30, 12/3" in letter.text
    assert letter.tip.report.story[:10] not in letter.text


async def test_of_two_stages_at_once_the_group_hears_the_later(stores: Stores) -> None:
    await a_tip_with_groups(stores)
    await sweep(stores, 45)

    told = {letter.to.recipient: letter.text.splitlines()[0] for letter in await post(stores, 45)}

    assert told == {
        GROUP: "⏰ Đã đến hạn",
        PROVINCE_GROUP: "⏰ Quá hạn ở Công an phường Bến Thành",
    }


async def test_many_at_once_are_one_letter(stores: Stores) -> None:
    for number in range(1, 10):
        await a_tip_with_groups(stores, number)
    await sweep(stores, 15)

    [letter] = await post(stores, 15)

    assert letter.kind == LetterOfClock.DIGEST
    assert sum("K7Q-00" in line for line in letter.text.splitlines()) == 9


async def test_a_reminder_that_is_over_is_not_sent(stores: Stores, database: Database) -> None:
    await a_tip_with_groups(stores)
    await sweep(stores, 15)
    officer = await seat(stores)
    tip = await stores.tips.tip(
        (await stores.tips.queue(WARD_DESK, None, "", 1))[0].code, WARD_DESK
    )
    assert tip is not None
    await stores.tips.save(tip, a_claim(tip, officer), later(16))
    await sweep(stores, 16)

    state = select(letters.c.state).where(letters.c.kind == LetterOfClock.REMINDER)
    assert await database.read(lambda c: c.scalar(state)) == "given_up"
    assert await post(stores, 16) == []


async def test_a_letter_names_who_is_on_duty(stores: Stores) -> None:
    officer = await seat(stores)
    await a_tip_with_groups(stores)
    await stores.roster.set_shift(a_shift(officer))
    await sweep(stores, 15)

    [letter] = await post(stores, 15)

    assert letter.text.endswith(f"Đang trực: {officer.label}")


# --- the roster ---------------------------------------------------------------------------------


def a_shift(officer: Officer, number: int = 1, begins: int = -60, hours: int = 8) -> Shift:
    starts = later(begins)
    ends = starts + timedelta(hours=hours)
    return Shift(f"{number:032x}", officer.desk, officer.id, officer.label, starts, ends)


async def test_a_fresh_card_names_who_is_on_duty(stores: Stores) -> None:
    officer = await seat(stores)
    await stores.roster.set_shift(a_shift(officer))
    await a_tip_with_groups(stores)

    [card] = await stores.letters.due(NOON, later(1), 5)

    assert card.on_duty == (officer.label,)
    said = compose(card, FakePlaces().directory, NOON).text
    assert said.endswith(f"Đang trực: {officer.label}")


async def test_who_is_on_duty_is_known(stores: Stores) -> None:
    officer, relief = await seat(stores), await seat(stores, "Trực ban 2")
    await stores.roster.set_shift(a_shift(officer))
    await stores.roster.set_shift(a_shift(relief, 2, begins=420))

    assert [one.label for one in await stores.roster.shifts(WARD_DESK, NOON, NOON)] == [
        "Trực ban 1"
    ]
    assert (await stores.reminders.watch(WARD_DESK, NOON)).on_duty == {officer.id}
    assert (await stores.reminders.watch(WARD_DESK, later(420))).on_duty == {relief.id}
    assert not (await stores.reminders.watch(WARD_DESK, NOON)).has_commander


@pytest.mark.parametrize("begins", [-60, 0, 300, -400])
async def test_nobody_has_two_shifts_at_once(stores: Stores, begins: int) -> None:
    officer = await seat(stores)
    assert await stores.roster.set_shift(a_shift(officer))

    assert not await stores.roster.set_shift(a_shift(officer, 2, begins))


async def test_two_commanders_who_plan_at_once_make_one_shift(stores: Stores) -> None:
    officer = await seat(stores)

    written = await asyncio.gather(
        *(stores.roster.set_shift(a_shift(officer, number)) for number in range(1, 7))
    )

    assert sum(written) == 1


async def test_a_shift_can_be_taken_back_by_its_own_desk_only(stores: Stores) -> None:
    shift = a_shift(await seat(stores))
    await stores.roster.set_shift(shift)

    assert not await stores.roster.remove_shift(NATIONAL, shift.id)
    assert not await stores.roster.remove_shift(WARD_DESK, "\0")
    assert await stores.roster.remove_shift(WARD_DESK, shift.id)


async def test_a_note_is_sealed_and_read_by_the_next(stores: Stores, database: Database) -> None:
    shift = a_shift(await seat(stores))
    await stores.roster.set_shift(shift)
    await stores.roster.leave_note(shift, "Đã gọi tổ tuần tra.", NOON)

    note = await stores.roster.newest_note(WARD_DESK, NOON - timedelta(days=1))

    assert note is not None
    assert (note.text, note.shift, note.at) == ("Đã gọi tổ tuần tra.", shift, NOON)
    assert await stores.roster.newest_note(WARD_DESK, NOON) is None


async def test_officers_of_a_desk_are_listed_for_its_commander(stores: Stores) -> None:
    officer = await seat(stores)

    assert await stores.roster.officers(WARD_DESK) == (officer,)
    assert officer.role is Role.OFFICER


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
    command.upgrade(migrations._config(connection), revision)


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


async def test_a_deaf_desks_reminders_go_to_the_desk_above_and_are_not_lost(
    stores: Stores,
) -> None:
    await stores.desks.open_desk(a_desk(group=GROUP))
    await stores.desks.open_desk(Desk(NATIONAL, "Trực ban toàn quốc", True, "-10000"))
    await a_filed_tip(stores)
    await stores.access.group_lost(GROUP)

    reached = await sweep(stores, 20)

    told = await post(stores, 20)
    assert {letter.to.recipient for letter in told} == {GROUP, "-10000"}
    assert reached == len(told) - 1


async def test_a_reminder_that_reached_nobody_is_not_counted_as_given(stores: Stores) -> None:
    await stores.desks.open_desk(a_desk(group=GROUP))
    await a_filed_tip(stores)
    await stores.access.group_lost(GROUP)

    swing = await stores.reminders.give(later(20), 200)

    assert (swing.given, swing.unheard > 0) == (0, True)
    await stores.access.group_back(GROUP, later(21))
    assert await post(stores, 21)
