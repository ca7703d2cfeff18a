"""What a group hears of deadlines: codes and times, once, and who is on duty."""

from datetime import timedelta

from sqlalchemy import select

from desks.desk import NATIONAL, Desk
from storage.database.interface import Database
from storage.stores import Stores
from storage.tables.letters import letters
from tests.builders import WARD_DESK, a_desk
from tests.storage.clock.reminded import PROVINCE_GROUP, a_shift, a_tip_with_groups, later, sweep
from tests.storage.tips_filed import GROUP, a_claim, a_filed_tip, seat
from tips.clock.reminders import LetterOfClock
from tips.letters import WaitingLetter


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
