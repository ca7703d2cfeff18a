"""What a register is made of, on both databases."""

from datetime import timedelta

import pytest

from storage.stores import Stores
from storage.tips import register
from tests.builders import NOON, WARD_DESK
from tests.storage.moving_house import OTHER_DESK, a_moving_house
from tests.storage.tips_filed import a_claim, a_filed_tip, seat
from tips.reports.periods import Window
from tips.reports.register import Entry

TODAY = Window(NOON - timedelta(hours=1), NOON + timedelta(hours=1))


async def entries(stores: Stores, window: Window = TODAY) -> list[Entry]:
    return [entry async for entry in stores.register.entries(WARD_DESK, window)]


async def test_each_tip_of_the_window_comes_with_who_received_it(stores: Stores) -> None:
    officer = await seat(stores)
    tip = await a_filed_tip(stores)
    await a_filed_tip(stores, 2)
    await stores.tips.save(tip, a_claim(tip, officer), NOON)

    found = await entries(stores)

    assert [(one.tip.code, one.received_by) for one in found] == [
        ("K7Q-001", officer.label),
        ("K7Q-002", ""),
    ]


async def test_tips_of_another_time_do_not(stores: Stores) -> None:
    await a_filed_tip(stores)

    assert await entries(stores, Window(NOON - timedelta(hours=1), NOON)) == []
    assert len(await entries(stores, Window(NOON, NOON + timedelta(seconds=1)))) == 1


async def test_more_than_a_page_of_tips_is_read_in_order(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PAGE", 4)
    for number in range(1, 10):
        await a_filed_tip(stores, number)

    assert [one.tip.code for one in await entries(stores)] == [
        f"K7Q-{number:03}" for number in range(1, 10)
    ]


async def test_a_tip_handed_over_stays_in_the_register_as_it_was(stores: Stores) -> None:
    house = await a_moving_house(stores)
    tip = await a_filed_tip(stores)
    await house.press.claim(house.first, tip.code, "1")
    await house.press.hand_over(house.first, tip.code, OTHER_DESK, "Đúng địa bàn", "2")
    await house.press.note(house.stranger, tip.code, "Lời về sau", "3")

    [entry] = await entries(stores)

    assert entry.passed is not None
    assert (entry.passed.desk_name, entry.passed.reason) == (
        f"Công an {OTHER_DESK}",
        "Đúng địa bàn",
    )
    assert entry.received_by == "Một"
    assert not any("Lời về sau" in line.text for line in entry.tip.lines)
    theirs = [one async for one in stores.register.entries(OTHER_DESK, TODAY)]
    assert [(one.tip.code, one.passed) for one in theirs] == [(tip.code, None)]
