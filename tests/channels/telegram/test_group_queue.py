"""What officers ask a group to show, in a clock that runs fast: a minute is half a second."""

import asyncio
import logging
import time
from collections.abc import Callable

import pytest

from channels.telegram.group_queue import GroupQueue, Say
from channels.telegram.pacing import Limit, Pace
from messages.channel import Refused, TryLater

GROUP = "-1001"
MINUTE = 0.5


@pytest.fixture
def pace() -> Pace:
    return Pace(time.monotonic, group=Limit(20, MINUTE))


@pytest.fixture
def group_queue(pace: Pace) -> GroupQueue:
    return GroupQueue(pace)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def saying(said: list[str], pace: Pace) -> Callable[[str], Say]:
    def saying(words: str) -> Say:
        async def say() -> None:
            assert pace.start(GROUP) == 0
            pace.end(GROUP)
            said.append(words)

        return say

    return saying


async def finished(group_queue: GroupQueue) -> None:
    while group_queue._at_work:
        await asyncio.wait(group_queue._at_work)


async def test_what_is_wanted_is_shown_at_once(
    group_queue: GroupQueue, saying: Callable[[str], Say], said: list[str]
) -> None:
    assert await group_queue.take(GROUP, "card:1", saying("menu")) == 0
    assert said == ["menu"]


async def test_a_part_of_the_minute_stays_free_for_letters(
    group_queue: GroupQueue, pace: Pace, saying: Callable[[str], Say]
) -> None:
    waits = [await group_queue.take(GROUP, f"card:{n}", saying("menu")) for n in range(20)]

    assert [wait > 0 for wait in waits] == [False] * 15 + [True] * 5
    assert pace.ask(GROUP, "a new tip") == 0
    await finished(group_queue)


async def test_nothing_promised_is_lost_and_the_newest_wins(
    group_queue: GroupQueue, saying: Callable[[str], Say], said: list[str]
) -> None:
    for n in range(20):
        await group_queue.take(GROUP, f"card:{n}", saying(f"menu {n}"))

    assert await group_queue.take(GROUP, "card:19", saying("another menu 19")) > 0
    await finished(group_queue)

    assert sorted(said[15:]) == ["another menu 19", "menu 15", "menu 16", "menu 17", "menu 18"]
    assert not group_queue._waiting


async def test_too_far_away_is_said_at_once(group_queue: GroupQueue, pace: Pace) -> None:
    pace.halt(3600)

    with pytest.raises(TryLater) as later:
        await group_queue.take(GROUP, "card:1", never)

    assert later.value.seconds > 3000


async def test_a_429_silences_the_whole_token(group_queue: GroupQueue, pace: Pace) -> None:
    async def too_many() -> None:
        raise TryLater(90, whole_channel=True)

    with pytest.raises(TryLater):
        await group_queue.take(GROUP, "card:1", too_many)

    assert pace.foresee("4711") > 80


async def test_a_turn_that_comes_too_early_is_tried_again(
    group_queue: GroupQueue, saying: Callable[[str], Say], said: list[str]
) -> None:
    troubles = [TryLater(0)]

    async def at_first_not() -> None:
        if troubles:
            raise troubles.pop()
        await saying("menu")()

    for n in range(15):
        await group_queue.take(GROUP, f"card:{n}", saying("before"))
    await group_queue.take(GROUP, "card:99", at_first_not)
    await finished(group_queue)

    assert said[-1] == "menu"


async def test_a_card_that_is_gone_meanwhile_is_only_counted(
    group_queue: GroupQueue, saying: Callable[[str], Say], caplog: pytest.LogCaptureFixture
) -> None:
    async def gone() -> None:
        raise Refused("bad_request")

    for n in range(15):
        await group_queue.take(GROUP, f"card:{n}", saying("before"))
    with caplog.at_level(logging.WARNING):
        await group_queue.take(GROUP, "card:99", gone)
        await finished(group_queue)

    assert [record.message for record in caplog.records] == ["turn missed"]


async def test_at_the_end_nothing_more_is_promised(
    group_queue: GroupQueue, saying: Callable[[str], Say], said: list[str]
) -> None:
    running = asyncio.create_task(group_queue.run())
    for n in range(16):
        await group_queue.take(GROUP, f"card:{n}", saying(f"menu {n}"))
    group_queue.stop()
    await running
    await asyncio.sleep(0)

    with pytest.raises(TryLater):
        await group_queue.take(GROUP, "card:16", saying("late"))
    assert len(said) == 15


async def never() -> None:
    raise AssertionError("said all the same")
