"""What a turn of the conversation asks for, carried out up to the point of saving it."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import (
    NOON,
    a_citizen,
    a_desk,
    a_filing,
    a_heard,
    a_place,
    a_report,
    said,
)
from tests.fakes import House
from tips.conversation.draft import Draft
from tips.conversation.turn import (
    Added,
    AddToThread,
    Counted,
    CountOutOfScope,
    Effect,
    Erased,
    EraseMe,
    Filed,
    FileTip,
    NoReceipt,
    Opened,
    OpenThread,
    OwnTip,
    ShowThread,
    TipClosedOrGone,
    TooFewWords,
    WrongReceipt,
)
from tips.intake.effects import Done, Effects, Hearing
from tips.intake.intake import NO_OTHER_VOICE
from tips.terms import STANDARD
from tips.tip import Status, TipId, Urgency

TIP = TipId("0" * 31 + "1")
RECEIPT = ("lúa", "sông")
STRANGER = a_citizen("stranger", "telegram")


@pytest.fixture
async def house() -> House:
    """One tip of `a_citizen()` is at the ward's desk."""
    house = House()
    house.memory.desks[a_desk().code] = a_desk()
    await house.citizens.keep(a_heard(filing=a_filing()))
    return house


async def carried(house: House, effect: Effect, **changes: Any) -> Done:
    hearing: dict[str, Any] = {
        "citizen": a_citizen(),
        "draft": Draft("e" * 32),
        "at": NOON,
        "own_tips": (),
        "wrong_receipts": 0,
    }
    effects = Effects(
        house.citizens, house.desks, house.places, house.chance, STANDARD, NO_OTHER_VOICE
    )
    return await effects.carry_out(effect, Hearing(**(hearing | changes)))


async def test_a_told_story_becomes_a_filing_for_the_nearest_desk(house: House) -> None:
    done = await carried(house, FileTip(a_report()), draft=Draft("e" * 32, "en"))

    filing = done.filing
    assert filing is not None
    assert filing.route.desk == "26743"
    assert (filing.draft_id, filing.language) == ("e" * 32, "en")
    assert filing.receipt == house.citizens.receipt_for("e" * 32)
    assert len(filing.tip_id) * 4 == 128
    assert done.desk == "26743"
    assert done.outcome == Filed(filing.receipt, "Công an phường Bến Thành", 30, filing.tip_id)


async def test_present_danger_makes_a_tip_critical(house: House) -> None:
    done = await carried(house, FileTip(a_report(urgent_words=True)))

    assert done.filing is not None
    assert done.filing.urgency is Urgency.CRITICAL
    assert isinstance(done.outcome, Filed)
    assert done.outcome.answer_minutes == 5


async def test_a_place_without_an_open_desk_names_the_desk_that_stands_in(house: House) -> None:
    done = await carried(house, FileTip(a_report(place=a_place(commune="01279", province="04"))))

    assert isinstance(done.outcome, Filed)
    assert done.outcome.desk_name == "Trực ban toàn quốc"


async def test_the_receipt_opens_a_thread_from_another_channel(house: House) -> None:
    done = await carried(house, OpenThread((("sai", "mã"), RECEIPT)), citizen=STRANGER)

    assert isinstance(done.outcome, Opened)
    assert done.outcome.thread.tip == TIP
    assert (done.opened, done.wrong_receipt, done.hides_words) == (TIP, False, True)


async def test_a_wrong_receipt_is_counted(house: House) -> None:
    done = await carried(house, OpenThread((("sai", "mã"),)))

    assert done.outcome == WrongReceipt()
    assert done.wrong_receipt
    assert done.hides_words


async def test_too_few_words_are_no_guess(house: House) -> None:
    done = await carried(house, OpenThread(()), wrong_receipts=10)

    assert done.outcome == TooFewWords()
    assert not done.wrong_receipt
    assert done.hides_words


async def test_words_that_may_be_chance_are_looked_up_and_no_guess(house: House) -> None:
    by_chance = await carried(house, OpenThread((("sai", "mã"),), sure=False), wrong_receipts=10)
    right = await carried(house, OpenThread((RECEIPT,), sure=False), citizen=STRANGER)

    assert by_chance.outcome == NoReceipt()
    assert not by_chance.wrong_receipt
    assert isinstance(right.outcome, Opened)


async def test_after_ten_wrong_receipts_a_right_one_is_not_even_looked_up(house: House) -> None:
    done = await carried(house, OpenThread((RECEIPT,)), wrong_receipts=10)

    assert done.outcome == WrongReceipt(300)
    assert not done.wrong_receipt
    last_try = await carried(house, OpenThread((RECEIPT,)), wrong_receipts=9)
    assert isinstance(last_try.outcome, Opened)


async def test_a_right_receipt_is_never_refused_because_others_guess(house: House) -> None:
    """87 of 100 right ones were, while strangers guessed."""
    house.memory.wrong_receipts += [(STRANGER, NOON)] * 1_000

    assert isinstance((await carried(house, OpenThread((RECEIPT,)))).outcome, Opened)


async def test_only_the_chat_it_came_from_sees_a_tip_without_the_receipt(house: House) -> None:
    assert isinstance((await carried(house, ShowThread(TIP))).outcome, Opened)
    refused = await carried(house, ShowThread(TIP), citizen=STRANGER)
    assert refused == Done(TipClosedOrGone())


async def test_a_chat_that_showed_the_receipt_may_answer(house: House) -> None:
    await house.citizens.keep(a_heard(said("mã", by=STRANGER), opened=TIP))

    done = await carried(house, AddToThread(TIP, "Xe màu đỏ."), citizen=STRANGER)

    assert done.outcome == Added(TIP)
    assert done.addition == (TIP, "Xe màu đỏ.", ())
    assert done.desk == "26743"


async def test_nobody_writes_to_a_closed_tip(house: House) -> None:
    tip = house.memory.tips[TIP]
    for status in (Status.CLOSED, Status.ARCHIVED):
        house.memory.tips[TIP] = replace(tip, status=status)
        done = await carried(house, AddToThread(TIP, "thêm"))
        assert done == Done(TipClosedOrGone())


async def test_erasing_counts_the_links_that_go(house: House) -> None:
    own = (OwnTip(TIP, "ma_tuy", NOON, closed=False, asked=False),)

    done = await carried(house, EraseMe(), own_tips=own)

    assert done == Done(Erased(1), erase=True, hides_words=True)


async def test_what_is_out_of_scope_is_counted_and_its_words_dropped(house: House) -> None:
    done = await carried(house, CountOutOfScope("politics"))

    assert done == Done(Counted("politics"), out_of_scope="politics", hides_words=True)
