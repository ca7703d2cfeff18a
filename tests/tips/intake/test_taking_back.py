"""A tip taken back, let go by its desk, or erased early once it is closed."""

from dataclasses import replace

import pytest

from tests.builders import NOON, STORY, a_citizen
from tests.fakes import House
from tests.tips.intake.chats import Chat, intake_of, only_tip
from tips.tip import Status, Tip
from wording.catalogue import text


async def test_a_tip_is_taken_back_until_an_officer_has_it(house: House) -> None:
    chat = Chat(intake_of(house))
    await chat.file()
    tip = only_tip(house)
    [offer] = await chat.say("rút tin")
    stranger = Chat(chat.intake, a_citizen("khác"))
    [refused] = (await stranger.say(choice=f"retract_all:{tip.id}"))[-1:]

    assert [one.choice for one in offer.message.buttons] == [
        f"retract_all:{tip.id}",
        f"news:{tip.id}",
    ]
    assert STORY in only_tip(house).report.story
    assert "Đã rút tin" not in refused.message.text
    [done] = await chat.say(choice=f"retract_all:{tip.id}")
    assert done.message.text.startswith("Đã rút tin.")
    assert only_tip(house).report.story == text("desk.retracted")


async def test_of_a_taken_tip_the_desk_is_asked_to_let_it_go(house: House) -> None:
    chat = Chat(intake_of(house))
    await chat.file()
    tip = only_tip(house)
    house.memory.tips[tip.id] = replace(tip, acknowledged_at=NOON)

    [told] = await chat.say(choice=f"retract_all:{tip.id}")
    await chat.say(choice=told.message.buttons[0].choice)

    assert only_tip(house).report.story == tip.report.story
    assert only_tip(house).lines[-1].text.startswith("Tôi xin rút tin này")


def close_only_tip(house: House) -> Tip:
    tip = only_tip(house)
    closed = replace(tip, status=Status.CLOSED, closed_at=NOON, acknowledged_at=NOON)
    house.memory.tips[tip.id] = closed
    return closed


@pytest.mark.parametrize("channel", ["web", "telegram", "zalo_oa", "zalo_bot"])
async def test_of_a_closed_tip_the_desk_is_asked_once_to_erase_it_early(
    house: House, channel: str
) -> None:
    chat = Chat(intake_of(house), a_citizen("4711", channel))
    await chat.file()
    closed = close_only_tip(house)

    [told] = await chat.say("rút tin")
    ask, keep = told.message.buttons
    [asked] = await chat.say(choice=ask.choice)
    await chat.say(choice=ask.choice)

    assert (ask.choice, keep.choice) == (f"retract_ask:{closed.id}", f"news:{closed.id}")
    assert asked.message.text == text("chat.retract_asked")
    tip = only_tip(house)
    assert (tip.status, tip.closed_at, tip.unread) == (Status.CLOSED, NOON, True)
    assert [line.text for line in tip.lines] == [text("chat.retract_ask")]
    assert tip.report == closed.report


async def test_who_only_holds_the_receipt_asks_for_no_erasing(house: House) -> None:
    chat = Chat(intake_of(house))
    [filed] = await chat.file()
    closed = close_only_tip(house)
    finder = Chat(chat.intake, a_citizen("khác"))
    await finder.say(" ".join(filed.message.receipt))

    await finder.say(choice=f"retract_ask:{closed.id}")

    assert only_tip(house).lines == ()
