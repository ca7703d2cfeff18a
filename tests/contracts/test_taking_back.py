"""What a resident takes back, wishes erased or is thanked for: tips.intake.ports.CitizenStore."""

from datetime import date

import pytest

from desks.desk import OfficerId
from desks.errors import UnknownTip
from messages.message import MediaKind
from tests.builders import NOON, a_report, said
from tests.contracts.conftest import Ports
from tests.contracts.heard import a_closed_tip, heard
from tests.storage.tips_filed import (
    AN,
    BINH,
    a_change,
    a_claim,
    a_filed_tip,
    seat,
)
from tips.errors import TipMoved
from tips.intake.ports import Retraction, TakenReward
from tips.rewards import Reward
from tips.statuses import RETRACTED
from tips.tip import Status
from wording.catalogue import text


async def test_a_tip_that_nobody_has_taken_is_taken_back_whole(ports: Ports) -> None:
    picture = await ports.media.put(b"p", MediaKind.PHOTO, "image/jpeg", NOON)
    tip = await a_filed_tip(ports, report=a_report(media=(picture,)))
    whole = Retraction(tip.id, (picture.id,))
    with pytest.raises(UnknownTip):
        await ports.citizens.keep(await heard(ports, "0", by=BINH, retraction=whole))

    await ports.citizens.keep(await heard(ports, "1", retraction=whole))

    left = await ports.tips.tip(tip.code, tip.route.desk)
    assert left is not None
    assert (left.status, left.closing_reason) == (Status.CLOSED, RETRACTED)
    assert (left.report.story, left.media(), left.lines) == (text("desk.retracted"), (), ())
    assert (await ports.citizens.recall(said("x", "2"), NOON)).own_tips == ()
    words = ports.citizens.receipt_for(f"{1:032x}")
    seen = await ports.citizens.thread_by_receipt((words,), NOON)
    assert seen is not None
    assert seen.story == text("desk.retracted")


async def test_one_file_is_taken_back_and_the_words_stay(ports: Ports) -> None:
    pictures = [
        await ports.media.put(content, MediaKind.PHOTO, "image/jpeg", NOON)
        for content in (b"a", b"b")
    ]
    tip = await a_filed_tip(ports, report=a_report(media=tuple(pictures)))
    first, second = pictures
    one = Retraction(tip.id, (first.id, second.id), first.id)

    await ports.citizens.keep(await heard(ports, "1", retraction=one))

    left = await ports.tips.tip(tip.code, tip.route.desk)
    assert left is not None
    assert (left.report.story, left.report.media) == (tip.report.story, (second,))
    assert not await ports.tips.holds_media(tip.code, tip.route.desk, first.id)


async def test_a_tip_that_an_officer_took_is_not_taken_back(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    await ports.tips.save(tip, a_claim(tip, await seat(ports)), NOON)

    with pytest.raises(TipMoved):
        await ports.citizens.keep(await heard(ports, "1", retraction=Retraction(tip.id, ())))


async def test_a_wish_to_erase_a_closed_tip_is_read_before_it_can_be_granted(ports: Ports) -> None:
    tip = await a_closed_tip(ports)

    await ports.citizens.keep(await heard(ports, "wish", addition=(tip.id, "Xin xóa sớm.", ())))

    waits = await ports.tips.tip(tip.code, tip.route.desk)
    assert waits is not None
    assert (waits.status, waits.closed_at, waits.unread) == (Status.CLOSED, NOON, True)
    assert waits.lines[-1].text == "Xin xóa sớm."


async def test_a_reward_is_taken_once_and_no_officer_sees_that_it_was(ports: Ports) -> None:
    tip = await a_filed_tip(ports)
    waits = Reward(500_000, OfficerId("o1"), date(NOON.year + 1, 1, 31))
    before = await ports.tips.save(tip, a_change(tip, "grant", reward=waits), NOON)
    taken = TakenReward(tip.id, "79", "d" * 32, ports.citizens.receipt_for("d" * 32))
    with pytest.raises(UnknownTip):
        await ports.citizens.keep(await heard(ports, "0", by=BINH, reward=taken))
    seen = await ports.citizens.thread(AN, tip.id, NOON)

    await ports.citizens.keep(await heard(ports, "1", reward=taken))

    with pytest.raises(TipMoved):
        await ports.citizens.keep(await heard(ports, "2", reward=taken))
    after = await ports.citizens.thread(AN, tip.id, NOON)
    assert seen is not None
    assert after is not None
    assert (seen.reward, after.reward) == (waits, None)
    now = await ports.tips.tip(tip.code, tip.route.desk)
    assert now is not None
    assert (now.version, now.lines) == (before.version, before.lines)
