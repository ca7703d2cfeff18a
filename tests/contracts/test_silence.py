"""A tip whose holder is silent goes back to the queue, once, and colleagues read why."""

from datetime import timedelta

from desks.desk import Officer
from tests.builders import NOON, WARD_DESK
from tests.contracts.conftest import Ports
from tests.fakes import SilentBell, StoppedClock
from tests.storage.tips_filed import a_change, a_claim, a_filed_tip, seat
from tips.tip import Status, Tip
from tips.triage.silence import Silence

LASTS = timedelta(hours=72)


async def held(ports: Ports, officer: Officer, number: int = 1) -> Tip:
    tip = await a_filed_tip(ports, number)
    return await ports.tips.save(tip, a_claim(tip, officer, f"claim {number}"), NOON)


def after(ports: Ports, hours: int) -> Silence:
    clock = StoppedClock(NOON + timedelta(hours=hours))
    return Silence(ports.silence, ports.tips, clock, SilentBell(), LASTS)


async def test_after_three_silent_days_it_waits_again_with_a_note(ports: Ports) -> None:
    tip = await held(ports, await seat(ports))

    early, freed, again = [await after(ports, hours).sweep() for hours in (71, 72, 73)]

    assert (early, freed, again) == (0, 1, 0)
    now = await ports.tips.tip(tip.code, WARD_DESK)
    assert now is not None
    assert (now.officer, now.status) == (None, Status.CLASSIFYING)
    assert now.lines[-1].text == (
        "Trực ban 1 không có thao tác nào trong 72 giờ: tin trở lại hàng đợi."
    )


async def test_a_move_of_the_holder_keeps_it_and_a_colleagues_note_does_not(ports: Ports) -> None:
    me, later = await seat(ports), NOON + timedelta(hours=70)
    mine, noted = await held(ports, me, 1), await held(ports, me, 2)
    colleague = await seat(ports, "Trực ban 2")
    await ports.tips.save(mine, a_change(mine, "mine", officer=me.id), later)
    await ports.tips.save(noted, a_change(noted, "not mine", officer=colleague.id), later)

    assert await after(ports, 72).sweep() == 1

    now = await ports.tips.tip(mine.code, WARD_DESK)
    assert now is not None
    assert now.officer == me.id


async def test_what_is_closed_stays_with_whoever_closed_it(ports: Ports) -> None:
    tip = await held(ports, await seat(ports))
    closed = a_change(tip, "close", status=Status.CLOSED, closed_at=NOON)
    await ports.tips.save(tip, closed, NOON)

    assert await after(ports, 1000).sweep() == 0


async def test_a_question_before_classification_leaves_that_clock_running(ports: Ports) -> None:
    tip = await held(ports, await seat(ports))
    asked = await ports.tips.save(tip, a_change(tip, "ask", status=Status.NEEDS_MORE), NOON)
    checked = a_change(asked, "check", status=Status.CHECKING)
    sure = await ports.tips.save(asked, checked, NOON + timedelta(hours=1))
    again = a_change(sure, "ask again", status=Status.NEEDS_MORE)
    [row] = await ports.tips.queue(WARD_DESK, None, "", 9)

    assert asked.classified_at is None
    assert row.classified_at == sure.classified_at == NOON + timedelta(hours=1)
    assert (await ports.tips.save(sure, again, NOON)).classified_at == sure.classified_at
