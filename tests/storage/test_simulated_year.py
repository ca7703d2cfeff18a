"""A year of tips with a restart every hour: every reminder once, none left out.

What should have been said is worked out apart, from each tip's life alone; the store only hears
moves and sweeps. In memory the whole year runs each time; on the databases `TINBAO_YEAR_TIPS=20000`
runs it (a long trial), and without it a few days of the same life.
"""

import heapq
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typing_extensions import override

from storage.sealing import Vault
from storage.stores import Stores
from storage.tables import letters
from storage.tables_clock import reminders
from storage.work import Database
from tests.builders import NOON, a_desk, a_tip
from tests.fakes import SilentBell, StoppedClock
from tests.fakes_clock import MemoryReminderStore, MemoryRosterStore
from tests.fakes_memory import Memory
from tests.storage.tips_filed import GROUP, a_change, a_filed_tip
from tips.deadlines import running
from tips.reminders import Given, Stage, look, moments
from tips.tip import Status, Tip, TipId, Urgency
from tips.watching import Reminders, Swing

SWEEP = timedelta(minutes=10)
YEAR = timedelta(days=365)
Said = tuple[TipId, Given]


@dataclass(frozen=True)
class Step:
    """What one tip becomes at a moment."""

    at: datetime
    changes: dict[str, object]


def life(chance: random.Random, filed: datetime) -> list[Step]:
    """A tip as it comes, is looked at, classified, perhaps extended, closed, perhaps reopened."""
    urgency = chance.choice(list(Urgency))
    looked = filed + timedelta(minutes=chance.expovariate(1 / 60))
    sorted_out = looked + timedelta(hours=chance.expovariate(1 / 20))
    closed = sorted_out + timedelta(days=chance.expovariate(1 / 15))
    steps = [
        Step(filed, {"urgency": urgency}),
        Step(looked, {"status": Status.CLASSIFYING, "acknowledged_at": looked}),
        Step(sorted_out, {"status": Status.CHECKING}),
    ]
    if chance.random() < 0.3 and closed > filed + timedelta(days=19):
        steps.append(Step(filed + timedelta(days=19), {"extensions": 1}))
    over = {"status": Status.CLOSED, "closed_at": closed, "closing_reason": "trung_lap"}
    steps.append(Step(closed, over))
    if chance.random() < 0.1:
        back = closed + timedelta(days=3)
        again = {"status": Status.CLASSIFYING, "closed_at": None, "closing_reason": None}
        steps.append(Step(back, again | {"since": back}))
    return sorted(steps, key=lambda step: step.at)


def expected(tip: Tip, steps: list[Step], sweeps: list[datetime]) -> Iterator[Given]:
    """Between two steps the clock stands as it stands: a stage was said if a sweep fell into it."""
    now = tip
    for number, step in enumerate(steps):
        now = replace(now, **step.changes)  # type: ignore[arg-type]
        clock = running(now)
        if clock is None:
            continue
        until = steps[number + 1].at if number + 1 < len(steps) else sweeps[-1] + SWEEP
        seen = _between(sweeps, step.at, until)
        for stage, at in moments(clock, now).items():
            if seen and seen[-1] >= at:
                yield Given(clock.since, clock.kind, stage)


def _between(sweeps: list[datetime], start: datetime, end: datetime) -> list[datetime]:
    first = max(0, -(-(start - sweeps[0]) // SWEEP))
    last = -(-(end - sweeps[0]) // SWEEP)
    return sweeps[first:last]


@dataclass
class Plan:
    """Steps of all tips in order, and what has to be said in the end."""

    events: list[tuple[datetime, int, int]]
    lives: list[list[Step]]
    sweeps: list[datetime]


def a_plan(tips: int, span: timedelta, seed: int) -> Plan:
    chance = random.Random(seed)  # noqa: S311 - the same year every time
    filed = sorted(NOON + span * chance.random() for _ in range(tips))
    lives = [life(chance, at) for at in filed]
    sweeps = [NOON + SWEEP * n for n in range(int((span + timedelta(days=60)) / SWEEP))]
    events = [(step.at, t, s) for t, steps in enumerate(lives) for s, step in enumerate(steps)]
    heapq.heapify(events)
    return Plan(events, lives, sweeps)


def all_expected(plan: Plan, tips: dict[int, Tip]) -> Counter[Said]:
    return Counter(
        (tip.id, one)
        for number, tip in tips.items()
        for one in set(expected(tip, plan.lives[number], plan.sweeps))
    )


@dataclass
class Agenda(MemoryReminderStore):
    """Like the index in the database: a tip is looked at only when its time has come."""

    waiting: list[tuple[datetime, TipId]] = field(default_factory=list)

    @override
    async def give(self, at: datetime, limit: int) -> Swing:
        given = 0
        while self.waiting and self.waiting[0][0] <= at:
            _, tip = heapq.heappop(self.waiting)
            found = look(self.memory.tips[tip], at, self.given[tip])
            for one in found.due:
                self.given[tip][one] = at
                self.told.append((tip, one))
            given += len(found.due)
            if found.again:
                heapq.heappush(self.waiting, (found.again, tip))
        return Swing(0, frozenset(), given)


@pytest.mark.timeout(600)
async def test_a_year_in_memory_misses_and_doubles_nothing() -> None:
    plan = a_plan(20_000, YEAR, seed=4)
    memory, first = Memory(), dict[int, Tip]()
    memory.desks[a_desk().code] = a_desk()
    store = Agenda(memory, MemoryRosterStore(memory))
    clock = StoppedClock(NOON)
    watching = Reminders(store, clock, SilentBell())
    for number, sweep in enumerate(plan.sweeps):
        while plan.events and plan.events[0][0] <= sweep:
            _, tip, step = heapq.heappop(plan.events)
            _live(memory, first, plan, (tip, step))
            heapq.heappush(store.waiting, (sweep, first[tip].id))
        if number % 6 == 0:
            watching = Reminders(store, clock, SilentBell())  # the hourly restart
        clock.pass_time(seconds=(sweep - clock.now()).total_seconds())
        await watching.sweep()

    said = Counter(store.told)
    assert said == all_expected(plan, first)
    assert max(said.values()) == 1
    assert len(said) > 40_000


def _live(memory: Memory, first: dict[int, Tip], plan: Plan, which: tuple[int, int]) -> None:
    number, step = which
    changes = plan.lives[number][step].changes
    if step == 0:
        at = plan.lives[number][0].at
        tip = a_tip(id=TipId(f"{number:032x}"), code=f"T{number}", filed_at=at)
        first[number] = tip
        memory.tips[tip.id] = replace(tip, **changes)  # type: ignore[arg-type]
        return
    tip = memory.tips[first[number].id]
    memory.tips[tip.id] = replace(tip, **changes)  # type: ignore[arg-type]


@pytest.mark.timeout(7200)
async def test_weeks_on_a_real_database_with_restarts_and_moves_at_once(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    """`Stores` are built anew every hour, as a restarted process would."""
    tips = int(os.environ.get("TINBAO_YEAR_TIPS", "25"))
    span = YEAR if tips >= 20_000 else timedelta(days=3)
    plan = a_plan(tips, span, seed=9)
    if tips < 20_000:  # a rest of weeks without an event adds nothing but time
        plan.sweeps = plan.sweeps[: 6 * 24 * 12]
    await stores.desks.open_desk(a_desk(group=GROUP))
    kept, first = dict[int, Tip](), dict[int, Tip]()
    for number, sweep in enumerate(plan.sweeps):
        while plan.events and plan.events[0][0] <= sweep:
            _, tip, step = heapq.heappop(plan.events)
            await _live_there(stores, (kept, first), plan, (tip, step))
        if number % 6 == 0:
            stores = Stores(database, vault, tmp_path / "media")
            await stores.reminders.wind_up(sweep)
        while (await stores.reminders.give(sweep, 200)).looked == 200:
            pass

    rows = await database.read(lambda c: c.execute(select(reminders)))
    said = Counter((row.tip, Given(row.since, row.kind, Stage(row.stage))) for row in rows)
    assert said == all_expected(plan, first)
    sent = await database.read(lambda c: c.execute(select(letters.c.kind)))
    assert {row.kind for row in sent} <= {"card", "citizen", "reminder", "digest"}


async def _live_there(
    stores: Stores, known: tuple[dict[int, Tip], dict[int, Tip]], plan: Plan, which: tuple[int, int]
) -> None:
    number, step = which
    kept, first = known
    one = plan.lives[number][step]
    if step == 0:
        urgency = one.changes["urgency"]
        filed = await a_filed_tip(stores, number + 1, urgency=urgency, at=one.at)
        kept[number] = first[number] = filed
        return
    tip = kept[number]
    changes = {name: value for name, value in one.changes.items() if name != "since"}
    change = a_change(tip, f"step {number}/{step}", **changes)
    kept[number] = await stores.tips.save(tip, change, one.at)
