"""Moves in orders nobody would plan: each ends in one truth, or in a refusal that says why."""

from datetime import timedelta

import pytest

from desks.errors import UnknownDesk, UnknownTip
from storage.stores import Stores
from tests.builders import NOON, WARD_DESK, a_desk, a_heard, said
from tests.storage.moving_house import AN, CITY, OTHER_DESK, MovingHouse, a_moving_house
from tests.storage.tips_filed import GROUP, a_filed_tip, add_words
from tips.errors import (
    AlreadyClaimed,
    ExtendedEnough,
    MergeRefused,
    MoveNotAllowed,
    TipMerged,
    TipMoved,
)
from tips.letters import LetterKind
from tips.tip import Status, Tip
from tips.triage.transfer_ports import Trace

pytestmark = pytest.mark.either_database
WHY = "lý do"


@pytest.fixture
async def house(stores: Stores) -> MovingHouse:
    return await a_moving_house(stores)


async def three(house: MovingHouse) -> list[Tip]:
    return [await a_filed_tip(house.stores, number, by=AN) for number in (1, 2, 3)]


async def whole(house: MovingHouse, tip: Tip) -> Tip:
    return await house.triage.tip(house.first, tip.code)


async def unsolved(house: MovingHouse, tip: Tip, words: str) -> None:
    event = said(words, f"unsolved {words}", by=AN)
    recalled = await house.stores.citizens.recall(event, house.clock.now())
    heard = a_heard(
        event, draft=recalled.draft, draft_version=recalled.version, reopening=(tip.id, words)
    )
    await house.stores.citizens.keep(heard)


async def test_nothing_is_handed_to_a_closed_desk(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.stores.desks.close_desk(OTHER_DESK)

    with pytest.raises(UnknownDesk):
        await house.press.hand_over(house.first, tip.code, OTHER_DESK, WHY, "1")
    await house.press.set_place(house.first, tip.code, "27004", WHY, "2")

    assert await house.stores.moves.desk_of(tip.code) == CITY  # the province has it meanwhile


async def test_a_tip_is_not_merged_into_itself(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)

    with pytest.raises(MergeRefused):
        await house.press.merge(house.first, tip.code, tip.code, WHY, "1")

    assert (await whole(house, tip)).lead is None


async def test_what_was_merged_leads_nothing(house: MovingHouse) -> None:
    a, b, c = await three(house)
    await house.press.merge(house.first, b.code, a.code, WHY, "1")

    with pytest.raises(TipMerged) as refusal:
        await house.press.merge(house.first, c.code, b.code, WHY, "2")

    assert refusal.value.lead == a.code
    assert (await whole(house, c)).lead is None


async def test_merging_a_lead_brings_along_all_that_follow_it(house: MovingHouse) -> None:
    a, b, c = await three(house)
    await house.press.merge(house.first, b.code, a.code, WHY, "1")
    await house.press.merge(house.first, a.code, c.code, WHY, "2")

    assert [(await whole(house, one)).lead for one in (a, b, c)] == [c.code, c.code, None]
    assert [one.code for one in (await whole(house, c)).joined] == [a.code, b.code]


async def test_split_merged_the_other_way_and_split_again(house: MovingHouse) -> None:
    a, b, _ = await three(house)
    await house.press.merge(house.first, b.code, a.code, WHY, "1")
    await house.press.split(house.first, b.code, None, WHY, "2")
    await house.press.merge(house.first, a.code, b.code, WHY, "3")
    assert (await whole(house, a)).lead == b.code

    await house.press.split(house.first, a.code, None, WHY, "4")

    assert [(await whole(house, one)).lead for one in (a, b)] == [None, None]
    assert {row.code for row in await house.triage.queue(house.first)} >= {a.code, b.code}


async def test_a_resident_of_a_merged_tip_reopens_the_whole_matter(house: MovingHouse) -> None:
    a, b, _ = await three(house)
    await house.press.claim(house.first, a.code, "claim")
    await house.press.merge(house.first, b.code, a.code, WHY, "merge")
    await house.press.close(house.first, a.code, "trung_lap", "", "close")

    await unsolved(house, b, "Vẫn còn đó")

    lead, follower = await whole(house, a), await whole(house, b)
    assert (lead.status, lead.closed_at, lead.officer) == (Status.CLASSIFYING, None, None)
    assert (follower.lead, follower.reopened, lead.reopened) == (a.code, 1, 0)
    with pytest.raises(TipMoved):  # it is open: there is nothing to reopen
        await unsolved(house, a, "Tôi cũng vậy")


async def test_who_was_muted_is_heard_when_they_say_it_is_not_solved(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.stores.desks.open_desk(a_desk(group=GROUP))
    await house.press.claim(house.first, tip.code, "1")
    await house.press.mute(house.first, tip.code, True, WHY, "2")
    await add_words(house.stores, tip, "Nhắn thêm", "3", by=AN)
    await house.press.close(house.first, tip.code, "trung_lap", "", "4")

    await unsolved(house, tip, "Chưa giải quyết")

    later = NOON + timedelta(minutes=1)
    posts: list[str] = []
    while batch := await house.stores.letters.due(NOON, later, 50):
        for letter in batch:
            await house.stores.letters.give_up(letter, "read", NOON)
            posts += [letter.text] if letter.kind == LetterKind.POST else []
    assert posts == ["Chưa giải quyết"]
    assert not (await whole(house, tip)).muted


async def test_the_law_allows_two_extensions(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    for number in range(2):
        await house.press.extend(house.first, tip.code, WHY, str(number))

    with pytest.raises(ExtendedEnough):
        await house.press.extend(house.first, tip.code, WHY, "3")

    again = await house.press.extend(house.first, tip.code, WHY, "1")  # pressed twice
    assert again.extensions == 2


async def test_a_clock_set_back_frees_nobodys_claim(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.press.claim(house.first, tip.code, "1")

    house.clock.pass_time(days=-400)

    with pytest.raises(AlreadyClaimed):
        await house.press.claim(house.second, tip.code, "2")
    asked = await house.press.ask(house.first, tip.code, "Mấy giờ?", "3")
    assert [line.number for line in asked.lines] == [1, 2]


async def test_splitting_a_line_buys_no_time(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await add_words(house.stores, tip, "Còn một việc khác", "1", by=AN)
    house.clock.pass_time(days=10)

    new = await house.press.split(house.first, tip.code, 1, WHY, "2")

    assert (new.filed_at, new.since) == (house.clock.now(), NOON)


async def test_handed_to_and_fro_a_tip_is_whole_and_leaves_two_traces(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    for number, officer, to in (
        (1, house.first, OTHER_DESK),
        (2, house.stranger, WARD_DESK),
        (3, house.first, OTHER_DESK),
    ):
        await house.press.hand_over(officer, tip.code, to, WHY, str(number))

    assert isinstance(await house.moves.seen(house.second, tip.code), Trace)
    assert len(await house.moves.traces(house.first)) == 2
    there = await house.triage.tip(house.stranger, tip.code)
    assert sum(line.text.startswith("Chuyển từ") for line in there.lines) == 3


async def test_a_lead_at_another_desk_takes_no_tip_of_this_one(house: MovingHouse) -> None:
    a, b, _ = await three(house)
    await house.press.hand_over(house.first, a.code, OTHER_DESK, WHY, "1")

    with pytest.raises(UnknownTip):
        await house.press.merge(house.stranger, b.code, a.code, WHY, "2")


async def test_a_closed_tip_is_neither_merged_nor_handed_over(house: MovingHouse) -> None:
    a, b, _ = await three(house)
    await house.press.claim(house.first, a.code, "1")
    await house.press.close(house.first, a.code, "trung_lap", "", "2")

    for move in (
        house.press.merge(house.first, a.code, b.code, WHY, "3"),
        house.press.merge(house.first, b.code, a.code, WHY, "4"),
        house.press.hand_over(house.first, a.code, OTHER_DESK, WHY, "5"),
    ):
        with pytest.raises(MoveNotAllowed):
            await move
