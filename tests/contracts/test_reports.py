"""What registers, look-alikes, reminders and files are promised."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desks.desk import DeskCode, Role
from messages.message import MediaKind
from tests.builders import NOON, WARD_DESK, a_desk, a_place, a_report
from tests.contracts.conftest import Ports
from tests.storage.tips_filed import a_change, a_claim, a_filed_tip, seat
from tips.clock.deadlines import DeadlineKind, deadline_of
from tips.clock.reminders import ReminderStage
from tips.reports.periods import Window
from tips.tip import KindId, Route, Status

OTHER_DESK = DeskCode("27004")
DAY = timedelta(days=1)


async def test_like_tips_are_of_the_same_desk_kind_and_fortnight(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    other = a_report(kind=KindId("co_bac"))
    await a_filed_tip(ports, 2, report=other)
    await a_filed_tip(ports, 3, at=NOON + 15 * DAY)
    near = await a_filed_tip(ports, 4, at=NOON + 14 * DAY)
    nearest = await a_filed_tip(ports, 5, at=NOON + DAY, report=a_report(place=a_place(words="ở")))

    found = await ports.nearby.near(tip, 9)

    assert [one.code for one in found] == [nearest.code, near.code]
    assert (found[0].story, found[0].place) == (nearest.report.story, "ở")
    assert len(await ports.nearby.near(tip, 1)) == 1


async def test_a_register_has_what_is_here_and_what_left(ports: Ports) -> None:
    await ports.desks.open_desk(a_desk(OTHER_DESK, "Công an phường Tân Bình"))
    gone, here = await a_filed_tip(ports), await a_filed_tip(ports, 2, at=NOON + DAY)
    await a_filed_tip(ports, 3, at=NOON + 2 * DAY)
    there = a_change(gone, route=Route(OTHER_DESK, "Ở đó."), reason="Không phải địa bàn.")
    await ports.tips.save(gone, there, NOON + DAY)
    days = Window(NOON, NOON + 2 * DAY)

    entries = [entry async for entry in ports.register.entries(WARD_DESK, days)]

    assert [one.tip.code for one in entries] == [gone.code, here.code]
    assert [one.passed.desk_name if one.passed else "" for one in entries] == [
        "Công an phường Tân Bình",
        "",
    ]


async def test_commanders_are_named_by_label(ports: Ports) -> None:
    await seat(ports, "Một")
    await seat(ports, "Chỉ huy", Role.COMMANDER)
    await seat(ports, "Xa", Role.COMMANDER, DeskCode("00"))

    assert set(await ports.register.commanders(WARD_DESK)) == {"Chỉ huy"}


async def test_a_reminder_is_given_once_and_stands_until_the_tip_moves(ports: Ports) -> None:
    officer, tip = await seat(ports), await a_filed_tip(ports)
    deadline = deadline_of(tip, NOON)
    assert deadline is not None

    early = await ports.reminders.give(NOON, 9)
    swing = await ports.reminders.give(deadline.at, 9)
    again = await ports.reminders.give(deadline.at, 9)

    standing = await ports.reminders.standing(WARD_DESK)
    assert (early.given, again.given, WARD_DESK in swing.desks) == (0, 0, True)
    assert {(one.code, one.deadline, one.due_at) for one in standing} == {
        (tip.code, DeadlineKind.ACKNOWLEDGE, deadline.at)
    }
    await ports.tips.save(tip, a_claim(tip, officer), deadline.at)
    assert await ports.reminders.standing(WARD_DESK) == ()


@pytest.mark.parametrize("is_open", [True, False])
async def test_what_is_late_is_told_to_the_nearest_open_desk_above(
    ports: Ports, *, is_open: bool
) -> None:
    await ports.desks.open_desk(a_desk("79", "Công an thành phố Hồ Chí Minh"))
    if not is_open:
        await ports.desks.close_desk(DeskCode("79"))
    await a_filed_tip(ports)

    swing = await ports.reminders.give(NOON + 2 * DAY, 9)

    told = DeskCode("79" if is_open else "00")
    [late] = await ports.reminders.standing(told)
    assert (late.stage, late.desk) == (ReminderStage.AFTER, WARD_DESK)
    assert told in swing.desks


async def test_a_tip_that_is_closed_reminds_nobody(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    over = a_change(tip, status=Status.CLOSED, closed_at=NOON)
    await ports.tips.save(tip, over, NOON)

    assert (await ports.reminders.give(NOON + 90 * DAY, 9)).given == 0


async def test_a_file_is_taken_as_it_was_put(ports: Ports) -> None:
    kept = await ports.media.put(b"a picture", MediaKind.PHOTO, "image/jpeg", NOON)

    assert await ports.media.take(kept.id) == (kept, b"a picture")
    assert await ports.media.take("0" * 32) is None
    assert (kept.kind, kept.mime, kept.size) == (MediaKind.PHOTO, "image/jpeg", 9)


@pytest.mark.parametrize("desk", [WARD_DESK, OTHER_DESK])
async def test_a_tips_picture_is_for_the_desk_that_has_it(ports: Ports, desk: DeskCode) -> None:
    kept = await ports.media.put(b"a picture", MediaKind.PHOTO, "image/jpeg", NOON)
    tip = await a_filed_tip(ports, report=replace(a_report(), media=(kept,)))

    assert await ports.tips.holds_media(tip.code, desk, kept.id) is (desk == WARD_DESK)
    assert not await ports.tips.holds_media(tip.code, desk, "0" * 32)
