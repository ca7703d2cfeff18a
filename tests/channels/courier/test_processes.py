"""Several couriers, and a database or platform that is away."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from broadcasts.delivery.marks import Ledger, Mark
from broadcasts.delivery.ports import LeaseLost, Result, Terms
from broadcasts.delivery.shard import Shard
from channels.courier import shard_run as courier_round
from storage.lessons.delivery import SqlDeliveryStore
from tests.channels.courier.office import RATE, Office, claimed, end_leases, office
from tests.storage.lessons_seeded import MORNING
from tests.trials import lasting

__all__ = ["office"]

pytestmark = pytest.mark.either_database


async def test_two_couriers_share_the_shards(office: Office) -> None:
    people = lasting(4_500, 9_000)  # more than one shard, which is 4,096
    await office.seeded.people(people)
    await office.seeded.campaign()
    other = Office(office.database, office.vault, line=office.line)
    await office.freeze()
    await office.courier.carry("telegram")  # the canary

    await asyncio.gather(office.send_all(), other.send_all())

    assert set(office.line.heard.values()) == {1}
    assert await office.seeded.ledger() == Ledger(sent=people)


async def test_whoever_lost_the_lease_writes_nothing(office: Office) -> None:
    await office.seeded.people(3)
    await office.seeded.campaign()
    await office.freeze()
    stale = await claimed(office)
    await end_leases(office)
    await claimed(office)

    stale.marks[0] = Mark.SENT
    with pytest.raises(LeaseLost):
        await office.store.save(stale, [Result(0, Mark.SENT, 5)], 0)
    with pytest.raises(LeaseLost):
        await office.store.release(stale, MORNING, MORNING)

    assert await office.seeded.ledger() == Ledger(pending=3)


async def test_a_database_that_is_away_stops_the_sending_within_k(office: Office) -> None:
    await office.seeded.people(300)
    await office.seeded.campaign()
    await office.freeze()
    failing = FailingSaves(office.store, fails=3)
    office.courier.store = failing

    await office.courier.carry("telegram")
    await office.send_all()

    assert set(office.line.heard.values()) == {1}
    assert await office.seeded.ledger() == Ledger(sent=300)


async def test_while_nothing_can_be_saved_at_most_k_are_written_to_and_a_stop_is_heard(
    office: Office,
) -> None:
    await office.seeded.people(300)
    await office.seeded.campaign()
    await office.freeze()
    office.courier.store = FailingSaves(office.store, fails=10_000)

    sending = asyncio.create_task(office.courier.carry("telegram"))
    while not office.line.heard:  # noqa: ASYNC110 - nobody rings when it is heard
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.5)  # in which it would go on
    heard = sum(office.line.heard.values())
    office.courier.stop()
    async with asyncio.timeout(60):
        await sending

    assert 0 < heard <= courier_round.credits_for(RATE)
    assert sum(office.line.heard.values()) == heard


async def test_two_processes_that_end_the_last_two_shards_together_end_the_lesson(
    office: Office,
) -> None:
    await office.seeded.people(600)
    for turn in range(5):
        named = {"lesson": f"ld-{turn}", "content_of": "ld-01"}
        run = await office.seeded.campaign(f"CD-{turn}", urgent=True, **named)
        await office.freeze()
        await office.seeded.set_state(run, "open")
        terms = Terms("a", ("telegram",), 10.0, daytime=True, per_week=3)
        taken = [await office.store.claim(terms, MORNING) for _ in range(4)]
        every = [shard for shard in taken if shard is not None]
        assert len(every) > 1
        for shard in every:
            shard.marks[:] = bytes([Mark.SENT]) * len(shard.marks)
        await asyncio.gather(*(office.store.release(one, MORNING, MORNING) for one in every))

        state = await office.seeded.state(run)
        assert state == "done", turn


async def test_a_stop_does_not_wait_for_a_platform_that_never_answers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier_round, "LAST_MOMENTS", 0.05)
    await office.seeded.people(5)
    await office.seeded.campaign()
    await office.freeze()
    office.line.delay = 3600
    sending = asyncio.create_task(office.courier.carry("telegram"))
    while office.line.most_at_once < 5:  # noqa: ASYNC110
        await asyncio.sleep(0.01)

    office.courier.stop()
    await asyncio.wait_for(sending, 30)

    assert await office.seeded.ledger() == Ledger(pending=5)  # and sent again, counted, later


@dataclass
class FailingSaves:
    store: SqlDeliveryStore
    fails: int

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def save(self, shard: Shard, results: Any, maybe_twice: int) -> Any:
        if self.fails:
            self.fails -= 1
            raise ConnectionError
        return await self.store.save(shard, results, maybe_twice)
