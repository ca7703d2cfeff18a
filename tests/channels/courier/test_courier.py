"""The courier on real databases: nobody lost, nobody twice, and it stops when it should."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from typing_extensions import override

from broadcasts.delivery.marks import Ledger, Mark
from broadcasts.delivery.ports import LeaseLost, Result, Slots, Terms
from broadcasts.delivery.shard import Shard
from channels.courier import shard_run as courier_round
from channels.courier.courier import Courier, Orders
from channels.post.bell import ProcessBell
from messages.channel import MessageGone, Refused, TryLater, Unreachable, Unsure
from messages.lesson_line import LessonMessage
from storage.database.interface import Database
from storage.lessons.delivery import SqlDeliveryStore
from storage.lessons.freezing import SqlFreezer
from storage.lessons.packing import unpack_messages
from storage.sealing.vault import Vault
from storage.tables.lessons import shard_messages, shards, subscribers
from tests.channels.lesson_lines import OpenBudget, ScriptedLine
from tests.fakes import StoppedClock
from tests.storage.lessons_seeded import MORNING, Seeded
from tests.trials import lasting

pytestmark = pytest.mark.either_database
RATE = 50.0


@dataclass
class Office:
    database: Database
    vault: Vault
    line: ScriptedLine = field(default_factory=ScriptedLine)
    budget: OpenBudget = field(default_factory=OpenBudget)
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(MORNING))

    def __post_init__(self) -> None:
        self.seeded = Seeded(self.database, self.vault)
        self.store = SqlDeliveryStore(self.database, self.vault)
        self.freezer = SqlFreezer(self.database, ("telegram", "web"))
        self.courier = Courier(
            lines={"telegram": self.line},
            store=self.store,
            freezer=self.freezer,
            budget=self.budget,
            compose=lambda _shard, _person: LessonMessage("Không đọc mã cho ai."),
            clock=self.clock,
            alarm=ProcessBell(),
            orders=Orders("one", {"telegram": RATE}),
        )

    async def freeze(self) -> None:
        while await self.freezer.step(self.clock.now()):
            pass

    async def send_all(self) -> None:
        await self.freeze()
        while await self.courier.carry("telegram"):
            pass


@pytest.fixture
def office(database: Database, vault: Vault) -> Office:
    return Office(database, vault)


def once(problem: Callable[[], Exception]) -> Callable[[str, int], None]:
    def behaves(_recipient: str, before: int) -> None:
        if before == 0:
            raise problem()

    return behaves


def always(problem: Callable[[], Exception]) -> Callable[[str, int], None]:
    def behaves(_recipient: str, _before: int) -> None:
        raise problem()

    return behaves


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
    office.line.behaves = lambda who, _: _raise_if(who == str(blocked), Unreachable("forbidden"))

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
    office.line.behaves = lambda who, _: _raise_if(int(who) % 4 == 0, Unsure())

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
    office.line.behaves = lambda who, before: _raise_if(
        int(who) == 5 and before == 0, TryLater(7, whole_channel=True)
    )

    await office.send_all()

    assert office.budget.pauses == [7]
    assert await office.seeded.ledger() == Ledger(sent=20)


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


async def test_a_recall_takes_away_what_they_got_where_it_is(office: Office) -> None:
    told = await office.seeded.people(4)
    run = await office.seeded.campaign("CD-1")
    office.line.behaves = lambda who, _: _raise_if(who == str(told[0]), Unreachable("forbidden"))
    await office.send_all()
    office.line.behaves = lambda who, _: _raise_if(who == str(told[1]), MessageGone("old"))
    before = office.line.heard.copy()

    await office.seeded.campaign("CD-2", act="recall", source=run, urgent=True)
    office.line.behaves = lambda _who, _before: None
    await office.send_all()

    assert office.line.deleted == [(str(one), 1000 + one) for one in told[1:]]
    assert office.line.heard == before
    assert await office.seeded.ledger("CD-2") == Ledger(sent=3)


async def test_a_recall_never_says_the_wrong_words_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def too_old(recipient: str, message_id: int) -> None:
        raise MessageGone("old")

    await office.seeded.people(3)
    run = await office.seeded.campaign("CD-1")
    await office.send_all()
    before = office.line.heard.copy()
    monkeypatch.setattr(office.line, "delete", too_old)

    await office.seeded.campaign("CD-2", act="recall", source=run, urgent=True)
    await office.send_all()

    assert office.line.heard == before
    assert await office.seeded.ledger("CD-2") == Ledger(failed=3)


async def test_a_correction_that_finds_no_message_is_said_anew(office: Office) -> None:
    [told] = await office.seeded.people(1)
    run = await office.seeded.campaign("CD-1")
    await office.send_all()
    await office.database.write(lambda c: c.execute(shard_messages.delete()))

    await office.seeded.campaign("CD-2", act="correct", source=run, urgent=True)
    await office.send_all()

    assert office.line.edited == []
    assert office.line.heard[str(told)] == 2


async def test_where_each_message_is_stays_known(office: Office) -> None:
    told = await office.seeded.people(50)
    await office.seeded.campaign()

    await office.send_all()

    rows = await office.database.read(lambda c: c.scalars(select(shard_messages.c.packed)))
    assert unpack_messages(rows.all()) == {i: 1000 + one for i, one in enumerate(told)}


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
    await asyncio.sleep(1.0)
    heard = sum(office.line.heard.values())
    office.courier.stop()
    async with asyncio.timeout(5):
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


def _raise_if(condition: bool, problem: Exception) -> None:
    if condition:
        raise problem


async def claimed(office: Office) -> Shard:
    shard = await office.store.claim(Terms("x", ("telegram",), 10.0, True, 3), MORNING)
    assert shard is not None
    return shard


async def end_leases(office: Office) -> None:
    await office.database.write(
        lambda c: c.execute(update(shards).values(lease_until=MORNING.replace(year=2020)))
    )


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
