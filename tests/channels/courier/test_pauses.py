"""The courier that must stop or wait: paused, at night, three a week, put off, recalled."""

import asyncio

import pytest
from typing_extensions import override

from broadcasts.delivery.marks import Ledger
from broadcasts.delivery.ports import Slots
from messages.channel import Refused, TryLater
from tests.channels.courier.office import Office, always, office, once
from tests.channels.lesson_lines import OpenBudget

__all__ = ["office"]

pytestmark = pytest.mark.either_database


async def test_a_large_audience_waits_for_its_canary(office: Office) -> None:
    await office.seeded.people(700)
    run = await office.seeded.campaign()
    office.line.behaves = always(lambda: Refused("bad_request"))

    await office.send_all()

    assert await office.seeded.state(run) == "held"
    assert len(office.line.tried) == 64
    assert await office.seeded.ledger() == Ledger(failed=64, pending=636)


async def test_a_paused_lesson_stops_and_goes_on_without_repeats(office: Office) -> None:
    await office.seeded.people(300)
    run = await office.seeded.campaign()
    await office.freeze()
    office.line.delay = 0.02
    sending = asyncio.create_task(office.courier.carry("telegram"))
    await asyncio.sleep(0.05)
    await office.seeded.set_state(run, "paused")
    await sending
    so_far = len(office.line.heard)
    nothing = await office.courier.carry("telegram")

    await office.seeded.set_state(run, "open")
    office.line.delay = 0.0
    await office.send_all()

    assert not nothing
    assert so_far < 300
    assert set(office.line.heard.values()) == {1}
    assert await office.seeded.ledger() == Ledger(sent=300)


async def test_nothing_but_alerts_leaves_at_night(office: Office) -> None:
    await office.seeded.people(3)
    await office.seeded.campaign("CD-1")
    await office.seeded.campaign("CD-2", urgent=True, lesson="", content_of="ld-01")
    office.clock.pass_time(hours=13)  # ten in the evening

    await office.send_all()

    assert await office.seeded.ledger("CD-1") == Ledger(pending=3)
    assert await office.seeded.ledger("CD-2") == Ledger(sent=3)


async def test_their_own_quiet_hours_put_a_person_off_until_they_end(office: Office) -> None:
    await office.seeded.people(1)
    [asleep] = await office.seeded.people(1, quiet_from=8 * 60, quiet_until=11 * 60)
    run = await office.seeded.campaign()
    await office.send_all()
    before = await office.seeded.ledger()

    office.clock.pass_time(hours=2)
    await office.send_all()

    assert before == Ledger(sent=1, deferred=1)
    assert await office.seeded.ledger() == Ledger(sent=2)
    assert office.line.heard[str(asleep)] == 1
    assert await office.seeded.state(run) == "done"


async def test_nobody_hears_more_than_three_lessons_a_week(office: Office) -> None:
    await office.seeded.people(10)
    for number in range(1, 5):
        await office.seeded.campaign(f"CD-{number}", lesson=f"l{number}", content_of="ld-01")
    await office.seeded.campaign("CD-9", urgent=True, lesson="", content_of="ld-01")

    await office.send_all()

    assert set(office.line.heard.values()) == {4}  # three lessons and the alert
    assert await office.seeded.ledger("CD-4") == Ledger(deferred=10)


async def test_put_off_for_too_long_is_deferred_for_good(office: Office) -> None:
    await office.seeded.people(1, quiet_from=0, quiet_until=24 * 60)
    run = await office.seeded.campaign()
    await office.send_all()

    office.clock.pass_time(days=4)
    await office.send_all()

    assert await office.seeded.ledger() == Ledger(deferred=1)
    assert await office.seeded.state(run) == "done"


async def test_the_same_lesson_does_not_come_twice_in_a_year(office: Office) -> None:
    await office.seeded.people(10)
    await office.seeded.campaign("CD-1")
    await office.send_all()
    await office.seeded.people(1)
    await office.seeded.campaign("CD-2")
    await office.send_all()

    assert set(office.line.heard.values()) == {1}
    assert await office.seeded.ledger("CD-2") == Ledger(sent=1)


@pytest.mark.parametrize("mode", ["atmost", "atleast"])
async def test_a_long_pause_leaves_everybody_waiting(office: Office, mode: str) -> None:
    class Halted(OpenBudget):
        @override
        async def take(self, bot: str, lane: str, count: int) -> Slots:
            return Slots(0, 60.0, 0.0)

    await office.seeded.people(40)
    await office.seeded.campaign(mode=mode)
    office.budget = office.courier.budget = Halted()
    await office.freeze()

    await office.courier.carry("telegram")

    assert not office.line.tried
    assert await office.seeded.ledger() == Ledger(pending=40)


async def test_a_pause_that_cannot_be_written_keeps_no_credit(office: Office) -> None:
    class Away(OpenBudget):
        @override
        async def pause(self, bot: str, seconds: float) -> None:
            raise OSError

    await office.seeded.people(60)
    await office.seeded.campaign()
    office.budget = office.courier.budget = Away()
    office.line.behaves = once(lambda: TryLater(0.01, whole_channel=True))

    async with asyncio.timeout(20):
        await office.send_all()
        office.clock.pass_time(seconds=60)
        await office.send_all()

    assert await office.seeded.ledger() == Ledger(sent=60)
