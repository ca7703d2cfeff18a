"""Hand-overs, merges and the rest on real databases: everything goes along, nobody reads more."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import DeskCode, Role
from desks.errors import NotPermitted, UnknownDesk, UnknownOfficer, UnknownTip
from storage.database.interface import Database
from storage.stores import Stores
from tests.builders import NOON, WARD_DESK
from tests.storage.moving_house import (
    BINH,
    CITY,
    DRUGS,
    OTHER_DESK,
    MovingHouse,
    a_moving_house,
)
from tests.storage.tips_filed import AN, a_filed_tip, add_words, seat
from tips.errors import AlreadyClaimed, HandedOver, MoveNotAllowed, SamePerson, TipMerged
from tips.guards.reporting import ShortReport, ShortReports
from tips.tip import Author, KindId, Status, Tip
from tips.triage.by_phone import SpokenTip
from tips.triage.transfer_ports import Trace

pytestmark = pytest.mark.either_database
WHY = "đúng địa bàn hơn"


@pytest.fixture
async def house(stores: Stores) -> MovingHouse:
    return await a_moving_house(stores)


async def test_a_tip_is_given_to_a_colleague(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)

    given = await house.press.assign(house.first, tip.code, "Hai", WHY, "1")

    assert (given.officer, given.status) == (house.second.id, Status.CLASSIFYING)
    with pytest.raises(AlreadyClaimed):
        await house.press.assign(house.first, tip.code, "Một", WHY, "2")
    with pytest.raises(UnknownOfficer):
        await house.press.assign(house.second, tip.code, "Lạ", WHY, "3")
    taken = await house.press.assign(house.commander, tip.code, house.first.id, WHY, "4")
    assert taken.officer == house.first.id


async def test_a_handed_over_tip_leaves_a_trace_without_later_words(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.press.claim(house.first, tip.code, "1")
    await house.press.note(house.first, tip.code, "Ghi chú trước.", "2")

    trace = await house.press.hand_over(house.first, tip.code, OTHER_DESK, WHY, "3")
    await add_words(house.stores, tip, "Lời nói sau.", "9")

    assert isinstance(trace, Trace)
    assert (trace.to_desk, trace.reason) == (OTHER_DESK, WHY)
    kept = await house.moves.seen(house.second, tip.code)
    assert isinstance(kept, Trace)
    assert [line.text for line in kept.tip.lines][-1] == "Ghi chú trước."
    assert [one.tip.code for one in await house.moves.traces(house.second)] == [tip.code]
    there = await house.triage.tip(house.stranger, tip.code)
    said = [line.text for line in there.lines]
    assert {"Ghi chú trước.", "Lời nói sau."} < set(said)
    assert (there.filed_at, there.acknowledged_at, there.officer) == (NOON, NOON, None)
    assert await house.triage.queue(house.first) == ()


async def test_the_receipt_and_the_chat_open_the_tip_wherever_it_lies(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.press.hand_over(house.first, tip.code, OTHER_DESK, WHY, "1")

    receipt = house.stores.citizens.receipt_for(tip.id)
    by_receipt = await house.stores.citizens.thread_by_receipt((receipt,), NOON)
    by_chat = await house.stores.citizens.thread(AN, tip.id, NOON)

    assert by_receipt is not None
    assert by_receipt == by_chat
    assert by_receipt.desk_name == "Công an 27004"
    assert any("Công an 27004" in line.text for line in by_receipt.lines)
    assert not any(WHY in line.text for line in by_receipt.lines)


async def test_who_was_slower_is_told_where_it_went(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    first = await house.press.hand_over(house.first, tip.code, OTHER_DESK, WHY, "1")

    again = await house.press.hand_over(house.first, tip.code, OTHER_DESK, WHY, "1")
    with pytest.raises(HandedOver) as refusal:
        await house.press.claim(house.second, tip.code, "2")

    assert again == first
    assert refusal.value.desk == "Công an 27004"
    with pytest.raises(UnknownDesk):
        await house.press.hand_over(house.stranger, tip.code, "01279", WHY, "3")


async def test_a_department_is_a_desk_of_its_province(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)

    trace = await house.press.hand_over(house.first, tip.code, "PC04", WHY, "1")

    assert isinstance(trace, Trace)
    assert trace.to_desk == DRUGS
    other = await a_filed_tip(house.stores, 2)
    suggested = await house.moves.suggested(other)
    assert [desk.code for desk in suggested] == [DRUGS, CITY]
    with pytest.raises(UnknownDesk):  # neither PC02 nor PC01 is open
        await house.press.hand_over(house.first, other.code, "PC02", WHY, "2")


async def test_a_corrected_place_brings_the_tip_to_its_desk(
    house: MovingHouse, database: Database
) -> None:
    tip = await a_filed_tip(house.stores)

    trace = await house.press.set_place(house.first, tip.code, "27004", WHY, "1")

    assert isinstance(trace, Trace)
    there = await house.triage.tip(house.stranger, tip.code)
    assert (there.report.place.commune, there.route.desk) == ("27004", OTHER_DESK)
    counted = await database.read(_counters)
    assert counted == [("place_corrected", 1)]


async def _counters(connection: AsyncConnection) -> list[tuple[str, int]]:
    rows = await connection.execute(text("SELECT name, count FROM counters"))
    return [(row[0], row[1]) for row in rows]


async def test_kind_time_and_bell_are_set_with_a_reason(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    officer = house.first
    await house.press.claim(officer, tip.code, "1")

    kind = await house.press.set_kind(officer, tip.code, "co_bac", WHY, "2")
    await house.press.extend(officer, tip.code, WHY, "3")
    twice = await house.press.extend(officer, tip.code, WHY, "4")
    muted = await house.press.mute(officer, tip.code, True, WHY, "5")

    assert kind.report.kind == "co_bac"
    assert twice.extensions == 2
    assert any("khoản 2 Điều 147" in line.text for line in twice.lines)
    assert muted.muted
    with pytest.raises(MoveNotAllowed):
        await house.press.extend(officer, tip.code, WHY, "6")


async def test_spam_takes_two_officers(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.press.claim(house.first, tip.code, "1")

    proposed = await house.press.spam(house.first, tip.code, WHY, "2")
    alone = await house.press.spam(house.first, tip.code, WHY, "3")
    refused = await house.press.spam(house.second, tip.code, WHY, "4")

    assert proposed.spam_by == house.first.id
    assert alone.status is not Status.CLOSED
    assert (refused.status, refused.closing_reason) == (Status.CLOSED, "tin_rac")


async def test_two_seats_of_one_person_are_no_two_officers(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.press.claim(house.first, tip.code, "1")
    await house.press.spam(house.first, tip.code, WHY, "2")

    other_seat = replace(house.second, other_seats=(house.first.id,))
    with pytest.raises(SamePerson):
        await house.press.spam(other_seat, tip.code, WHY, "3")

    assert (await house.triage.tip(house.first, tip.code)).status is not Status.CLOSED


async def test_who_says_more_is_heard_before_being_refused(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.press.claim(house.first, tip.code, "1")
    await house.press.spam(house.first, tip.code, WHY, "2")

    await add_words(house.stores, tip, "Tôi nói thật.", "9")

    assert (await house.triage.tip(house.first, tip.code)).spam_by is None


async def merged(house: MovingHouse) -> tuple[Tip, Tip]:
    """The lead and the tip merged into it, told by two people."""
    lead = await a_filed_tip(house.stores, 1, by=AN)
    tip = await a_filed_tip(house.stores, 2, by=BINH)
    await house.press.claim(house.first, lead.code, "claim")
    whole = await house.press.merge(house.first, tip.code, lead.code, WHY, "merge")
    return whole, tip


async def heard_by(house: MovingHouse, tip: Tip, by: object) -> list[str]:
    view = await house.stores.citizens.thread(AN if by == "an" else BINH, tip.id, NOON)
    assert view is not None
    return [line.text for line in view.lines]


async def test_merged_residents_are_asked_apart_and_answer_apart(house: MovingHouse) -> None:
    lead, tip = await merged(house)
    assert lead.reporters == 2

    await house.press.ask(house.first, lead.code, "Mấy giờ?", "ask")
    await add_words(house.stores, tip, "Bình đáp.", "b", by=BINH)
    await add_words(house.stores, lead, "An đáp.", "a", by=AN)
    await house.press.close(house.first, lead.code, "co_co_so_da_xu_ly", "Xong.", "close")

    an, binh = await heard_by(house, lead, "an"), await heard_by(house, tip, "binh")
    assert {"Mấy giờ?", "An đáp.", "Xong."} < set(an)
    assert {"Mấy giờ?", "Bình đáp.", "Xong."} < set(binh)
    assert "Bình đáp." not in an
    assert "An đáp." not in binh
    whole = await house.triage.tip(house.second, lead.code)
    [theirs] = whole.joined
    assert [line.text for line in theirs.lines if line.author is Author.CITIZEN] == ["Bình đáp."]
    follower = await house.triage.tip(house.second, tip.code)
    assert (follower.status, follower.lead) == (Status.CLOSED, lead.code)


async def test_a_merged_tip_is_worked_on_at_its_lead_only(house: MovingHouse) -> None:
    lead, tip = await merged(house)

    assert [row.code for row in await house.triage.queue(house.first)] == [lead.code]
    with pytest.raises(TipMerged):
        await house.press.note(house.second, tip.code, "Ở đây?", "1")
    await house.press.hand_over(house.first, lead.code, OTHER_DESK, WHY, "2")
    there = await house.triage.tip(house.stranger, tip.code)
    assert there.lead == lead.code


async def test_merging_does_not_tell_whether_two_tips_have_one_author(house: MovingHouse) -> None:
    lead = await a_filed_tip(house.stores, 1)
    again = await a_filed_tip(house.stores, 2)

    whole = await house.press.merge(house.first, again.code, lead.code, WHY, "1")

    assert whole.reporters == 2  # as for two people


async def test_a_split_tip_stands_alone_again(house: MovingHouse) -> None:
    lead, tip = await merged(house)

    alone = await house.press.split(house.first, tip.code, None, WHY, "split")
    await house.press.ask(house.first, lead.code, "Chỉ hỏi An.", "ask")

    assert alone.lead is None
    assert "Chỉ hỏi An." not in await heard_by(house, tip, "binh")
    assert (await house.triage.tip(house.first, lead.code)).reporters == 1
    assert {row.code for row in await house.triage.queue(house.first)} == {lead.code, tip.code}


async def test_a_line_becomes_a_tip_of_its_own_for_the_same_resident(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await add_words(house.stores, tip, "Còn một việc khác.", "9")

    new = await house.press.split(house.first, tip.code, 1, WHY, "1")

    assert new.report.story == "Còn một việc khác."
    view = await house.stores.citizens.thread(AN, new.id, NOON)
    assert view is not None
    assert len(await house.triage.queue(house.first)) == 2


async def test_a_tip_by_phone_opens_with_the_words_read_to_the_caller(house: MovingHouse) -> None:
    told = SpokenTip(KindId("ma_tuy"), "Có người bán ma túy.", "phường Bến Thành", "tối qua")

    taken = await house.counter.take_down(house.first, told, "1")
    again = await house.counter.take_down(house.first, told, "1")

    assert taken == again
    assert (taken.tip.channel, taken.tip.route.desk) == ("phone", WARD_DESK)
    assert taken.tip.report.place.commune == "26743"
    view = await house.stores.citizens.thread_by_receipt((taken.receipt,), NOON)
    assert view is not None
    house.clock.pass_time(minutes=11)
    assert (await house.counter.take_down(house.first, told, "1")).receipt == ()


async def test_a_place_told_by_phone_is_looked_for_at_the_officers_own_commune(
    house: MovingHouse,
) -> None:
    told = SpokenTip(KindId("ma_tuy"), "Có người bán ma túy.", "hẻm 45 sau chợ", "")
    elsewhere = replace(told, place="phường Tân Bình")

    here = await house.counter.take_down(house.first, told, "1")
    there = await house.counter.take_down(house.first, elsewhere, "2")

    assert here.tip.report.place.commune == "26743"
    assert "địa bàn của đơn vị" in here.tip.report.place.evidence
    assert there.tip.report.place.commune is None  # two places of that name: the officer asks


async def test_a_claim_nobody_moves_may_be_taken(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.press.claim(house.first, tip.code, "1")
    house.clock.pass_time(hours=7)
    await house.press.note(house.first, tip.code, "Vẫn làm.", "2")
    house.clock.pass_time(hours=7, minutes=59)
    with pytest.raises(AlreadyClaimed):
        await house.press.claim(house.second, tip.code, "3")

    house.clock.pass_time(minutes=1)
    taken = await house.press.claim(house.second, tip.code, "4")

    assert taken.officer == house.second.id


async def test_a_coordinator_moves_tips_of_the_desks_below(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    await house.press.claim(house.first, tip.code, "1")
    above = await seat(house.stores, "Điều phối", Role.COORDINATOR, CITY)

    seen = await house.triage.queue(above, desk=WARD_DESK)
    moved = await house.press.hand_over(above, tip.code, OTHER_DESK, WHY, "2")

    assert [row.code for row in seen] == [tip.code]
    assert isinstance(moved, Tip)
    assert moved.route.desk == OTHER_DESK
    with pytest.raises(NotPermitted):
        await house.press.close(above, tip.code, "trung_lap", "", "3")
    elsewhere = await seat(house.stores, "Điều phối CB", Role.COORDINATOR, DeskCode("00"))
    with pytest.raises(UnknownTip):
        await house.triage.tip(elsewhere, tip.code)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.BROADCASTER])
async def test_roles_without_tips_read_none(house: MovingHouse, role: Role) -> None:
    tip = await a_filed_tip(house.stores)
    other = await seat(house.stores, "Khác", role)

    for look in (
        house.triage.tip(other, tip.code),
        house.triage.queue(other),
        house.moves.seen(other, tip.code),
        house.moves.traces(other),
        house.triage.holds_media(other, tip.code, "a"),
        house.press.note(other, tip.code, "x", "1"),
    ):
        with pytest.raises(NotPermitted):
            await look


async def test_what_the_mediation_group_was_given_stays_with_the_tip(house: MovingHouse) -> None:
    tip = await a_filed_tip(house.stores)
    press, words = house.press, "Hai nhà ở tổ 3 bất hòa."
    await press.claim(house.first, tip.code, "1")
    await press.set_urgency(house.first, tip.code, "thuong", "2")
    await press.set_kind(house.first, tip.code, "khac", WHY, "3")

    given = await press.move(house.first, tip.code, "4", "mediate", "neighbours", words)
    await press.set_kind(house.first, tip.code, "danh_nhau_gay_roi", WHY, "5")
    read = await house.triage.tip(house.first, tip.code)

    assert given.mediation is not None
    assert (given.mediation.words, given.status) == (words, Status.PASSED_ON)
    assert read.mediation == given.mediation


@pytest.mark.parametrize("is_named", [True, False])
async def test_the_log_names_a_guard_only_by_their_own_choice(
    house: MovingHouse, is_named: bool
) -> None:
    guard = await seat(house.stores, "Thôn Đông · Ông Ba", Role.GUARD)
    report = ShortReport(KindId("trom_cap"), is_named=is_named)

    await ShortReports(house.counter).send(guard, report, "1")

    [entry] = [one for one in await house.stores.audit.entries(0, 100) if one.action == "file"]
    assert entry.officer == (guard.label if is_named else "")
