"""The courier on real databases: nobody lost, nobody twice, and it stops when it should."""

import asyncio

import pytest
from sqlalchemy import delete

from broadcasts.delivery.marks import Ledger, Mark
from broadcasts.delivery.ports import Result, Slots
from channels.courier import shard_run as courier_round
from messages.channel import Refused, TryLater, Unreachable, Unsure
from messages.lesson_line import LessonMessage
from storage.tables.lessons import subscribers
from tests.channels.courier.office import (
    Office,
    always,
    claimed,
    end_leases,
    office,
    once,
    raise_if,
)

__all__ = ["office"]

pytestmark = pytest.mark.either_database


async def test_everybody_hears_it_once(office: Office) -> None:
    await office.seeded.people(700)
    run = await office.seeded.campaign()

    await office.send_all()

    assert set(office.line.heard.values()) == {1}
    assert len(office.line.heard) == 700
    assert await office.seeded.ledger() == Ledger(sent=700)
    assert await office.seeded.state(run) == "done"


async def test_no_more_than_k_are_on_their_way(office: Office) -> None:
    office.line.delay = 0.01
    await office.seeded.people(200)
    await office.seeded.campaign()

    await office.send_all()

    assert 1 < office.line.most_at_once <= 30  # credits_for(50)


async def test_who_blocked_the_bot_is_no_subscriber_any_more(office: Office) -> None:
    [blocked, other] = await office.seeded.people(2)
    await office.seeded.campaign()
    office.line.behaves = lambda who, _: raise_if(who == str(blocked), Unreachable("forbidden"))

    await office.send_all()

    assert await office.seeded.ledger() == Ledger(sent=1, blocked=1)
    assert await office.seeded.still_subscribed() == {other}


async def test_who_stopped_after_the_freeze_hears_nothing(office: Office) -> None:
    [gone, _] = await office.seeded.people(2)
    await office.seeded.campaign()
    await office.freeze()
    await office.database.write(
        lambda c: c.execute(delete(subscribers).where(subscribers.c.id == gone))
    )

    await office.send_all()

    assert await office.seeded.ledger() == Ledger(sent=1, opted_out=1)
    assert str(gone) not in office.line.heard


async def test_who_stops_while_the_budget_makes_us_wait_hears_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier_round, "FRESH", 0.05)
    [gone, other] = await office.seeded.people(2)
    await office.seeded.campaign()
    wanted = delete(subscribers).where(subscribers.c.id == gone)

    async def slow(bot: str, lane: str, count: int) -> Slots:
        await office.database.write(lambda c: c.execute(wanted))
        await asyncio.sleep(0.1)
        return Slots(count, 0.0, 0.0)

    monkeypatch.setattr(office.budget, "take", slow)
    await office.send_all()

    assert set(office.line.heard) == {str(other)}
    assert await office.seeded.ledger() == Ledger(sent=1, opted_out=1)


async def test_what_surely_did_not_leave_is_sent_again(office: Office) -> None:
    await office.seeded.people(5)
    await office.seeded.campaign()
    office.line.behaves = once(lambda: TryLater(0))

    await office.send_all()
    office.clock.pass_time(seconds=30)
    await office.send_all()

    assert await office.seeded.ledger() == Ledger(sent=5)
    assert await office.seeded.maybe_twice() == 0


async def test_in_doubt_it_is_sent_once_more_and_counted(office: Office) -> None:
    await office.seeded.people(5)
    await office.seeded.campaign()
    office.line.behaves = once(Unsure)

    await office.send_all()

    assert await office.seeded.ledger() == Ledger(sent=5)
    assert await office.seeded.maybe_twice() == 5


async def test_doubt_without_end_is_unknown_never_sent(office: Office) -> None:
    await office.seeded.people(3)
    await office.seeded.campaign()
    office.line.behaves = always(Unsure)

    await office.send_all()

    assert await office.seeded.ledger() == Ledger(unknown=3)


async def test_at_most_once_never_repeats_what_is_in_doubt(office: Office) -> None:
    await office.seeded.people(40)
    await office.seeded.campaign(mode="atmost")
    office.line.behaves = lambda who, _: raise_if(int(who) % 4 == 0, Unsure())

    await office.send_all()

    assert set(office.line.tried.values()) == {1}
    assert await office.seeded.ledger() == Ledger(sent=30, unknown=10)


async def test_at_most_once_a_killed_process_leaves_unknown_and_no_second_try(
    office: Office,
) -> None:
    await office.seeded.people(40)
    await office.seeded.campaign(mode="atmost")
    await office.freeze()
    shard = await claimed(office)
    results = [Result(index, Mark.UNKNOWN) for index in range(10)]
    for one in results:
        shard.marks[one.index] = one.mark
    await office.store.save(shard, results, 0)  # the intent; then it dies
    await end_leases(office)

    await office.send_all()

    assert await office.seeded.ledger() == Ledger(sent=30, unknown=10)


async def test_a_message_the_platform_refuses_is_failed(office: Office) -> None:
    await office.seeded.people(3)
    await office.seeded.campaign()
    office.line.behaves = always(lambda: Refused("bad_request"))

    await office.send_all()

    assert await office.seeded.ledger() == Ledger(failed=3)


async def test_429_pauses_the_whole_bot_and_loses_nobody(office: Office) -> None:
    await office.seeded.people(20)
    await office.seeded.campaign()
    office.line.behaves = lambda who, before: raise_if(
        int(who) == 5 and before == 0, TryLater(7, whole_channel=True)
    )

    await office.send_all()

    assert office.budget.pauses == [7]
    assert await office.seeded.ledger() == Ledger(sent=20)


async def test_a_picture_goes_to_one_until_it_is_there(office: Office) -> None:
    out: list[int] = []
    most_before_first: list[int] = []

    async def slow_first(recipient: str, told: LessonMessage, letter: str) -> int:
        out.append(1)
        if len(out) == 1:
            await asyncio.sleep(0.2)  # the upload
            most_before_first.append(len(out))
        return len(out)

    await office.seeded.people(40)
    await office.seeded.campaign()
    office.courier.compose = lambda _shard, _person: LessonMessage(
        "Không đọc mã.", picture="to-roi.png"
    )
    office.line.send = slow_first  # type: ignore[method-assign]

    await office.send_all()

    assert most_before_first == [1]
    assert await office.seeded.ledger() == Ledger(sent=40)
