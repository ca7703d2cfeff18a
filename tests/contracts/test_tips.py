"""What a desk's moves are promised: tips.triage.ports.TipStore and MoveStore."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desks.desk import Code, DeskCode, OfficerId, Role
from tests.builders import NOON, WARD_DESK, a_desk, a_filing
from tests.contracts.conftest import Ports
from tests.storage.tips_filed import (
    AN,
    GROUP,
    a_change,
    a_claim,
    a_filed_tip,
    a_question,
    add_words,
    seat,
)
from tips.errors import AlreadyDone, TipMoved
from tips.tip import Lane, Route, Status, TipId, Urgency
from tips.triage.lanes import Reader, Waiting

LATER = NOON + timedelta(hours=3)
OTHER_DESK = DeskCode("27004")
THERE = Route(OTHER_DESK, "Nơi xảy ra ở phường bên.")


async def test_a_press_counts_once_and_only_on_the_version_it_was_decided_on(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    saved = await ports.tips.save(tip, a_change(tip, "1"), NOON)

    with pytest.raises(AlreadyDone):
        await ports.tips.save(saved, a_change(saved, "1"), NOON)
    with pytest.raises(TipMoved):
        await ports.tips.save(tip, a_change(tip, "2"), NOON)

    assert [await ports.tips.was_done(event) for event in "12"] == [True, False]
    assert saved.version == tip.version + 1


async def test_the_clock_of_a_reopened_tip_begins_anew(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    over = a_change(tip, "close", status=Status.CLOSED, closed_at=NOON)
    closed = await ports.tips.save(tip, over, NOON)

    again = a_change(closed, "open", status=Status.CLASSIFYING, closed_at=None)
    opened = await ports.tips.save(closed, again, LATER)

    assert (closed.since, opened.since) == (None, LATER)


async def test_a_claimed_tip_names_its_holder(ports: Ports) -> None:
    officer, tip = await seat(ports), await a_filed_tip(ports)

    held = await ports.tips.save(tip, a_claim(tip, officer), LATER)

    assert (held.officer, held.officer_label) == (officer.id, officer.label)
    assert held.held_since == LATER
    assert await ports.tips.tip(tip.code, WARD_DESK) == held
    assert await ports.tips.tip(tip.code, OTHER_DESK) is None


async def test_the_queue_shows_urgent_before_calm_and_open_before_closed(ports: Ports) -> None:
    closed = await a_filed_tip(ports, 1)
    over = a_change(closed, "close", status=Status.CLOSED, closed_at=NOON)
    await ports.tips.save(closed, over, NOON)
    await a_filed_tip(ports, 2, urgency=Urgency.NORMAL)
    await a_filed_tip(ports, 3, urgency=Urgency.CRITICAL)
    later = await a_filed_tip(ports, 4, at=LATER)
    await a_filed_tip(ports, 5)

    whole = await ports.tips.queue(WARD_DESK, None, "", 9)
    rest = await ports.tips.queue(WARD_DESK, None, whole[1].cursor, 2)
    waiting = await ports.tips.queue(WARD_DESK, Status.CLOSED, "", 9)

    assert [row.code for row in whole] == [f"K7Q-00{n}" for n in (3, 5, 4, 2, 1)]
    assert [row.code for row in rest] == [later.code, "K7Q-002"]
    assert [row.code for row in waiting] == [closed.code]
    assert list(await ports.tips.versions(WARD_DESK, 2)) == ["K7Q-003", "K7Q-005"]


async def test_the_queue_shows_what_nobody_has_before_what_calls_its_holder(ports: Ports) -> None:
    me, other = await seat(ports, "Hai"), await seat(ports, "Ba")
    of_me, of_other = [(me, n) for n in (1, 2)], [(other, n) for n in (3, 4)]
    for officer, number in (*of_me, *of_other):
        tip = await a_filed_tip(ports, number, urgency=Urgency.CRITICAL)
        answered = number % 2 == 0
        claim = replace(a_claim(tip, officer), event_id=str(number), answers_citizen=answered)
        await ports.tips.save(tip, claim, NOON)
    await a_filed_tip(ports, 5, urgency=Urgency.NORMAL)
    await a_filed_tip(ports, 6, urgency=Urgency.CRITICAL)
    reader = Reader(me.id, NOON)

    whole = await ports.tips.queue(WARD_DESK, None, "", 9, reader)
    rest = await ports.tips.queue(WARD_DESK, None, whole[2].cursor, 9, reader)

    assert [(row.code[-1], row.lane) for row in whole] == [
        ("6", Lane.FREE),
        ("5", Lane.FREE),
        ("1", Lane.MINE),  # unread: its resident spoke last
        ("2", Lane.HELD),
        ("3", Lane.HELD),
        ("4", Lane.HELD),
    ]
    assert rest == whole[3:]
    waiting = await ports.tips.waiting(WARD_DESK, reader)
    assert waiting == Waiting(free=2, emergencies=1, mine=1, late=0, first=Code("K7Q-006"))


async def test_what_its_holder_has_read_is_new_no_longer(ports: Ports) -> None:
    me, tip = await seat(ports), await a_filed_tip(ports)
    held = await ports.tips.save(tip, a_claim(tip, me), NOON)
    await add_words(ports, held, "Họ vừa quay lại.", "1")
    newer = await ports.tips.tip(tip.code, WARD_DESK)
    assert newer is not None

    await ports.tips.mark_read(held, me.id)  # as it was before those words
    await ports.tips.mark_read(newer, OfficerId("0" * 32))
    assert await ports.tips.tip(tip.code, WARD_DESK) == newer
    await ports.tips.mark_read(newer, me.id)

    assert await ports.tips.tip(tip.code, WARD_DESK) == replace(newer, unread=False)


async def test_a_clock_that_runs_out_calls_the_holder_and_is_counted_when_it_has(
    ports: Ports,
) -> None:
    me, tip = await seat(ports), await a_filed_tip(ports)
    held = replace(a_claim(tip, me), answers_citizen=True, status=Status.CLASSIFYING)
    await ports.tips.save(tip, held, NOON)
    await ports.reminders.give(NOON, 9)
    due = NOON + timedelta(hours=24)

    lanes = {}
    for at in (
        due - timedelta(minutes=31),
        due - timedelta(minutes=30),
        due + timedelta(seconds=1),
    ):
        [row] = await ports.tips.queue(WARD_DESK, None, "", 9, Reader(me.id, at))
        lanes[at - due] = (row.lane, (await ports.tips.waiting(WARD_DESK, Reader(me.id, at))).late)

    assert list(lanes.values()) == [(Lane.HELD, 0), (Lane.MINE, 0), (Lane.MINE, 1)]


async def test_a_row_of_the_queue_has_what_its_deadline_needs(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    longer = a_change(tip, since=LATER, extensions=1)
    saved = await ports.tips.save(tip, longer, LATER)

    [row] = await ports.tips.queue(WARD_DESK, None, "", 9)

    assert (row.since, row.extensions, row.terms) == (LATER, 1, saved.terms)


async def test_an_answer_to_the_resident_clears_what_was_unread(ports: Ports) -> None:
    tip = await a_filed_tip(ports)

    noted = await ports.tips.save(tip, a_change(tip, "1"), NOON)
    asked = await ports.tips.save(noted, a_question(noted, "Ở đâu ạ?"), NOON)

    assert (tip.unread, noted.unread, asked.unread) == (True, True, False)


async def test_a_desk_keeps_a_trace_of_what_it_handed_over(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    await ports.desks.open_desk(a_desk(OTHER_DESK, "Công an phường Tân Bình"))
    same = Route(WARD_DESK, "Ở ngay đây.")
    here = await ports.tips.save(tip, a_change(tip, "1", route=same), NOON)

    gone = a_change(here, "2", route=THERE, reason="Không phải địa bàn.")
    await ports.tips.save(here, gone, LATER)

    [trace] = await ports.moves.traces(WARD_DESK, None, 9)
    assert (trace.tip.code, trace.to_desk, trace.at) == (tip.code, OTHER_DESK, LATER)
    assert (trace.to_name, trace.reason) == ("Công an phường Tân Bình", "Không phải địa bàn.")
    assert await ports.moves.traces(WARD_DESK, Code("K7Q-999"), 9) == ()
    assert await ports.moves.traces(OTHER_DESK, None, 9) == ()
    assert await ports.moves.desk_of(tip.code) == OTHER_DESK


async def test_the_card_of_what_left_says_where_it_went(ports: Ports) -> None:
    await ports.desks.open_desk(a_desk(group=GROUP))
    await ports.desks.open_desk(a_desk(OTHER_DESK, "Công an phường Tân Bình"))
    tip = await a_filed_tip(ports)

    gone = a_change(tip, route=THERE, farewell="Đã chuyển đi.")
    await ports.tips.save(tip, gone, NOON)

    [letter] = await ports.letters.due(NOON, LATER, 9)
    assert (letter.kind, letter.text, letter.to.recipient) == ("trace", "Đã chuyển đi.", GROUP)


async def test_a_tip_told_by_phone_is_taken_down_once_and_leads_to_nobody(ports: Ports) -> None:
    officer = await seat(ports)
    filing = a_filing(code=Code("K7Q-001"))

    tip = await ports.moves.take_down(filing, "phone", officer, NOON)
    again = replace(filing, tip_id=TipId("9" * 32), code=Code("K7Q-002"))

    assert await ports.moves.take_down(again, "phone", officer, NOON) == tip
    assert (tip.channel, tip.unread) == ("phone", True)
    assert await ports.citizens.thread(AN, tip.id, NOON) is None
    receipt = ports.citizens.receipt_for("e" * 32)
    other = replace(filing, tip_id=TipId("8" * 32), draft_id="e" * 32, receipt=receipt)
    longer = await ports.moves.take_down(other, "phone", officer, NOON)
    assert (longer.code[:7], len(longer.code)) == (tip.code, 8)


async def test_colleagues_who_may_claim_are_listed_by_name(ports: Ports) -> None:
    second, first = await seat(ports, "Hai"), await seat(ports, "Ba")
    await seat(ports, "Kiểm tra", Role.AUDITOR)
    await seat(ports, "Xa", desk=DeskCode("00"))

    assert await ports.moves.colleagues(WARD_DESK) == (first, second)
