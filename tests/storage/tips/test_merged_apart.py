"""Merged tips: each resident hears in their own language, and each desk keeps what it had."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.stores import Stores
from tests.builders import NOON, WARD_DESK, a_heard, said
from tests.storage.moving_house import AN, BINH, OTHER_DESK, MovingHouse, a_moving_house
from tests.storage.tips_filed import a_filed_tip
from tips.conversation.draft import Draft
from tips.letters import LetterKind
from tips.reports.periods import Window
from tips.reports.register import Entry
from tips.tip import Author, KindId, Status, Tip, Urgency
from tips.triage.by_phone import SpokenTip
from tips.triage.transfer_ports import Trace

pytestmark = pytest.mark.either_database
WHY = "cùng một vụ"
TODAY = Window(NOON - timedelta(hours=1), NOON + timedelta(hours=1))


@pytest.fixture
async def house(stores: Stores) -> MovingHouse:
    return await a_moving_house(stores)


async def two_languages(house: MovingHouse) -> tuple[Tip, Tip]:
    """A Vietnamese lead and an English tip merged into it."""
    lead = await a_filed_tip(house.stores, 1, by=AN)
    tip = await a_filed_tip(house.stores, 2, by=BINH, language="en")
    await house.press.claim(house.first, lead.code, "claim")
    await house.press.merge(house.first, tip.code, lead.code, WHY, "merge")
    return lead, tip


async def told_to(house: MovingHouse, tip: Tip) -> list[str]:
    whole = await house.triage.tip(house.first, tip.code)
    return [line.text for line in whole.lines if line.author is Author.SYSTEM]


async def letters_to(house: MovingHouse, tip: Tip) -> list[str]:
    later, found = NOON + timedelta(minutes=1), []
    while batch := await house.stores.letters.due(NOON, later, 50):
        for letter in batch:
            await house.stores.letters.give_up(letter, "read", NOON)
            if letter.kind == LetterKind.CITIZEN and letter.tip.id == tip.id:
                found.append(letter.text)
    return found


async def entries(stores: Stores, desk: str = WARD_DESK) -> list[Entry]:
    return [entry async for entry in stores.register.entries(WARD_DESK, TODAY)]


async def test_each_writer_of_a_merged_matter_is_thanked_for_their_own_tip(
    house: MovingHouse,
) -> None:
    lead, tip = await two_languages(house)
    await house.press.set_status(house.first, lead.code, "xac_minh", "check")

    for officer in (house.first, house.second):
        for one in (tip, lead):
            await house.press.move(officer, one.code, "thanks", "reward", "500000", "đúng")

    [_, _, thanks] = await told_to(house, tip)
    assert "A reward of 500" in thanks
    assert sum("500.000 đồng" in words for words in await told_to(house, lead)) == 1
    assert (await house.triage.tip(house.first, tip.code)).reward is not None
    assert sum("500" in words for words in await letters_to(house, tip)) == 1


async def test_each_of_two_residents_is_told_in_their_own_language(house: MovingHouse) -> None:
    lead, tip = await two_languages(house)

    await house.press.ask(house.first, lead.code, "Mấy giờ?", "ask")
    await house.press.extend(house.first, lead.code, "phức tạp", "extend")
    await house.press.close(house.first, lead.code, "co_co_so_da_xu_ly", "Xong.", "close")

    closed = "Your tip was right and has been dealt with. Thank you for telling us."
    assert await told_to(house, tip) == [
        "Others told of this too, so it is handled together. Your words and your receipt stay "
        "yours alone.",
        "Your tip needs more time, until 12/5/2026.",
        closed,
    ]
    assert await letters_to(house, tip) == [
        "Others told of this too, so it is handled together. Your words and your receipt stay "
        "yours alone.",
        "Mấy giờ?",  # an officer's own words stay as they were typed
        "Your tip needs more time, until 12/5/2026.",
        f"{closed}\n\nXong.",
    ]
    assert (await told_to(house, lead))[-1].startswith("Tin của bạn là có cơ sở")


async def test_a_hand_over_is_told_in_both_languages(house: MovingHouse) -> None:
    lead, tip = await two_languages(house)

    await house.press.hand_over(house.first, lead.code, OTHER_DESK, WHY, "1")

    there = await house.triage.tip(house.stranger, tip.code)
    assert there.lines[-1].text.startswith("Your tip now lies with Công an 27004.")


async def test_the_desk_that_had_merged_tips_keeps_a_trace_of_each(house: MovingHouse) -> None:
    lead, tip = await two_languages(house)

    await house.press.hand_over(house.first, lead.code, OTHER_DESK, WHY, "1")
    await house.press.claim(house.stranger, lead.code, "2")
    await house.press.ask(house.stranger, lead.code, "Lời về sau?", "3")

    left = await house.moves.seen(house.second, tip.code)
    assert isinstance(left, Trace)
    assert (left.to_desk, left.tip.lead) == (OTHER_DESK, lead.code)
    assert not any("Lời về sau" in line.text for line in left.tip.lines)
    register = await entries(house.stores)
    assert [one.tip.code for one in register] == [lead.code, tip.code]
    assert all(one.passed is not None for one in register)


async def test_a_follower_split_off_after_reopening_is_not_late_from_the_start(
    house: MovingHouse,
) -> None:
    lead, tip = await two_languages(house)
    await house.press.close(house.first, lead.code, "trung_lap", "", "close")
    house.clock.pass_time(days=40)
    reopened = house.clock.now()
    await house.press.set_status(house.first, lead.code, Status.CLASSIFYING, "reopen")

    alone = await house.press.split(house.first, tip.code, None, "hai vụ khác nhau", "split")

    assert alone.since == reopened


async def test_who_took_a_call_stands_in_the_register_as_receiving_it(house: MovingHouse) -> None:
    told = SpokenTip(KindId("ma_tuy"), "Có người bán ma túy.", "phường Bến Thành", "tối qua")
    taken = await house.counter.take_down(house.first, told, "1")
    await house.press.claim(house.second, taken.tip.code, "2")

    [entry] = await entries(house.stores)

    assert entry.received_by == house.first.label


async def test_danger_told_by_one_lifts_the_tip_that_is_worked_on(house: MovingHouse) -> None:
    lead, tip = await two_languages(house)
    citizens = house.stores.citizens
    known = await citizens.recall(said(by=BINH, event="look"), NOON)
    draft = known.draft or Draft("f" * 32)
    told = a_heard(said("họ đập cửa", "1", by=BINH), draft=draft, draft_version=known.version)

    await citizens.keep(replace(told, alarm=(tip.id, "Đang nguy hiểm.")))

    first = await house.triage.tip(house.first, lead.code)
    merged = await house.triage.tip(house.first, tip.code)
    assert [one.urgency for one in (first, merged)] == [Urgency.CRITICAL] * 2
    assert first.lines[-1].text == "Đang nguy hiểm."
