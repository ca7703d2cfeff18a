"""What time erases, and what it leaves."""

from dataclasses import replace

import pytest

from tests.builders import NOON, a_citizen, a_filing, a_heard, said
from tests.fakes import House
from tips.retention import Retention, Swept
from tips.tip import TipId

TIP = TipId("0" * 31 + "1")


@pytest.fixture
async def house() -> House:
    house = House()
    await house.citizens.keep(a_heard(filing=a_filing()))
    return house


async def test_a_silent_draft_goes_after_a_day_and_the_tip_stays(house: House) -> None:
    retention = Retention(house.retention, house.clock)
    house.clock.pass_time(hours=23)
    assert (await retention.sweep()).drafts == 0

    house.clock.pass_time(hours=1)

    assert (await retention.sweep()).drafts == 1
    assert TIP in house.memory.tips


async def test_the_link_goes_thirty_days_after_closing_not_before(house: House) -> None:
    retention = Retention(house.retention, house.clock)
    house.clock.pass_time(days=90)
    assert (await retention.sweep()).links == 0  # still open: the desk may have to ask

    closed_at = house.clock.now()
    house.memory.tips[TIP] = replace(house.memory.tips[TIP], closed_at=closed_at)
    house.clock.pass_time(days=29)
    assert (await retention.sweep()).links == 0
    house.clock.pass_time(days=2)

    assert (await retention.sweep()).links == 1
    assert await house.citizens.thread(a_citizen(), TIP, house.clock.now()) is None


async def test_answers_are_kept_two_days_for_repeated_events(house: House) -> None:
    retention = Retention(house.retention, house.clock)
    house.clock.pass_time(hours=47)
    await retention.sweep()
    assert (await house.citizens.recall(said("xin chào"), NOON)).answer is not None

    house.clock.pass_time(hours=2)

    assert (await retention.sweep()).events == 1
    assert (await house.citizens.recall(said("xin chào"), NOON)).answer is None


async def test_the_spans_are_settings(house: House) -> None:
    retention = Retention(house.retention, house.clock, silence_hours=1, event_hours=1)
    house.clock.pass_time(hours=1)

    assert await retention.sweep() == Swept(drafts=1, links=0, events=1, media=0)
