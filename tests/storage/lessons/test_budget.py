"""One budget for every sender of a bot: lessons wait for answers, nobody passes the limit."""

import asyncio
import itertools
import time
from bisect import bisect_left
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.delivery.ports import Lane
from storage.database.interface import Database
from storage.lessons.budget import REACH, BotTime, SqlBudget, grant
from storage.lessons.own_budget import OwnBudget, budget_of


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Lane.ANSWERS, Lane.URGENT, Lane.LESSONS]),
            st.integers(1, 40),
            st.floats(0, 0.4),
        ),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from([1.0, 28.0, 1000.0]),
)
def test_granted_moments_never_come_faster_than_the_rate(
    asked: list[tuple[str, int, float]], rate: float
) -> None:
    now, taken, moments = 1000.0, 0.0, []
    for lane, count, pause in asked:
        now += pause
        granted = grant(now, BotTime(taken), rate, lane, count)
        taken = granted.taken_until
        slots = granted.slots
        assert slots.wait >= 0
        moments += [now + slots.wait + k * slots.interval for k in range(slots.count)]

    gaps = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert all(gap >= 1 / rate - 1e-6 for gap in gaps)


def test_a_hundred_calls_a_minute_are_kept_and_answers_leave_within_one_second() -> None:
    """As Zalo's Growth package has it, in time-lapse: an officer answers every 37 seconds."""
    taken, lesson, answer = 0.0, 0.0, 30.0  # when the next of each asks
    moments: list[float] = []
    waits: list[float] = []
    while len(moments) < 10_000:
        now, lane = min((lesson, Lane.LESSONS), (answer, Lane.ANSWERS))
        granted = grant(now, BotTime(taken), 100 / 60, lane, 1)
        taken, slots = granted.taken_until, granted.slots
        if lane is Lane.ANSWERS:
            waits.append(slots.wait)
            answer += 37.0
        else:
            lesson = now + slots.wait
        if slots.count:
            moments.append(now + slots.wait)

    by_minute = Counter(int(at // 60) for at in moments)
    assert max(waits) <= 1.0
    assert {95 <= by_minute[minute] <= 105 for minute in range(1, 100)} == {True}


@given(st.integers(0, 400))
def test_an_answer_never_stands_behind_more_than_a_lessons_reach(asks: int) -> None:
    taken = 0.0
    for _ in range(asks):  # lessons take whatever they are given, all at one moment
        taken = grant(50.0, BotTime(taken), 30.0, Lane.LESSONS, 3).taken_until

    answer = grant(50.0, BotTime(taken), 30.0, Lane.ANSWERS, 1).slots

    assert answer.count == 1
    assert answer.wait <= REACH[Lane.LESSONS] + 3 / 30


def test_in_a_pause_nobody_is_granted_anything() -> None:
    for lane in (Lane.ANSWERS, Lane.URGENT, Lane.LESSONS):
        slots = grant(50.0, BotTime(0.0, 57.0), 30.0, lane, 1).slots
        assert (slots.count, slots.wait) == (0, 7.0)


def test_a_clock_set_back_by_an_hour_does_not_silence_the_bot() -> None:
    assert grant(1000.0, BotTime(4600.0), 30.0, Lane.LESSONS, 3).slots.count == 3


RATES = {"telegram": 10.0, "web": 5.0}


@pytest.fixture(params=[SqlBudget, OwnBudget])
def budget(database: Database, request: pytest.FixtureRequest) -> SqlBudget:
    made: SqlBudget = request.param(database, RATES, now=lambda: 5000.0)
    return made


async def moment(budget: SqlBudget) -> float:
    """When one message may leave: by our clock; it reads the answer late, never early."""
    slots = await budget.take("telegram", Lane.ANSWERS, 1)
    return time.monotonic() + slots.wait


async def test_whoever_asks_second_comes_after_the_first(budget: SqlBudget) -> None:
    began = time.monotonic()
    await budget.take("telegram", Lane.ANSWERS, 4)

    assert await moment(budget) - began >= 0.4


async def test_many_who_ask_at_once_share_one_limit(budget: SqlBudget) -> None:
    began = time.monotonic()
    moments = await asyncio.gather(*(moment(budget) for _ in range(20)))

    assert max(moments) - began >= 1.9  # 20 at 10 a second


async def test_a_pause_is_never_shortened_and_stops_one_bot_only(budget: SqlBudget) -> None:
    await budget.pause("telegram", 40)
    await budget.pause("telegram", 2)

    assert (await budget.take("telegram", Lane.ANSWERS, 1)).count == 0
    assert await budget.paused_for("telegram") > 30
    assert (await budget.take("web", Lane.LESSONS, 1)).count == 1
    assert await budget.paused_for("web") == 0


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_pause_outlives_the_process_that_kept_its_turns_to_itself(
    database: Database,
) -> None:
    before, after = (OwnBudget(database, RATES, now=lambda: 5000.0) for _ in range(2))
    await before.pause("telegram", 40)

    slots = await after.take("telegram", Lane.ANSWERS, 1)

    assert (slots.count, slots.wait) == (0, 40.0)
    assert (await after.take("web", Lane.ANSWERS, 1)).count == 1


async def test_only_one_process_alone_keeps_its_turns_to_itself(
    database: Database, kind: str
) -> None:
    assert (type(budget_of(database, RATES)) is OwnBudget) == (kind == "sqlite")


@pytest.mark.parametrize(("rate", "late"), [(30.0, 0.045), (300.0, 0.01), (1000.0, 0.01)])
def test_a_process_that_hears_late_of_its_slots_makes_no_second_too_full(
    rate: float, late: float
) -> None:
    """Three ask in turn; what the first sends leaves later than it was granted."""
    taken, moments = 0.0, []
    for turn in range(60):
        granted = grant(taken, BotTime(taken), rate, Lane.LESSONS, round(rate / 4))
        delay = late if turn % 3 == 0 else 0.0
        slots = granted.slots
        moments += [taken + slots.wait + k * slots.interval + delay for k in range(slots.count)]
        taken = granted.taken_until

    moments.sort()
    fullest = max(bisect_left(moments, one + 1) - at for at, one in enumerate(moments))

    assert fullest <= rate * 1.05
    assert len(moments) / (moments[-1] - moments[0]) >= rate * 0.97
