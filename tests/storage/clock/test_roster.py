"""The roster at rest: shifts, notes, who is on duty."""

import asyncio
from datetime import timedelta

import pytest

from desks.desk import NATIONAL, Role
from storage.database.interface import Database
from storage.stores import Stores
from tests.builders import NOON, WARD_DESK
from tests.fakes import FakePlaces
from tests.storage.clock.reminded import a_shift, a_tip_with_groups, later
from tests.storage.tips_filed import seat
from tips.cards.cards import compose


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
