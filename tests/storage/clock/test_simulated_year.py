"""A year of tips with a restart every hour: every reminder once, none left out.

In memory a season of 1,250 tips runs each time, and `make trials` a year of 5,000. On the databases
the suite lives through a few days of it; `make bench-triage` runs 20,000 tips of a year there.
"""

import heapq
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typing_extensions import override

from storage.sealing.vault import Vault
from tests.builders import NOON, a_desk, a_tip
from tests.fakes import SilentBell, StoppedClock
from tests.fakes.clock import MemoryReminderStore, MemoryRosterStore
from tests.fakes.memory import Memory
from tests.storage.living_year import (
    A_RESTART,
    OTHER_DESK,
    YEAR,
    Plan,
    RealYear,
    a_plan,
    all_expected,
)
from tests.trials import lasting
from tips.clock.reminders import look
from tips.clock.watching import Reminders, Swing
from tips.tip import Tip, TipId

pytestmark = pytest.mark.either_database


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
async def test_a_season_or_a_year_in_memory_misses_and_doubles_nothing() -> None:
    count, long = lasting((1_250, YEAR / 4), (5_000, YEAR))
    plan = a_plan(count, long, seed=4)
    memory, first = Memory(), dict[int, Tip]()
    memory.desks[a_desk().code] = a_desk()
    memory.desks[OTHER_DESK] = a_desk(OTHER_DESK)
    store = Agenda(memory, MemoryRosterStore(memory))
    clock = StoppedClock(NOON)
    watching = Reminders(store, clock, SilentBell())
    for number, sweep in enumerate(plan.sweeps):
        for tip, step in plan.until(sweep):
            _live(memory, first, plan, (tip, step))
            heapq.heappush(store.waiting, (sweep, first[tip].id))
        if number % A_RESTART == 0:
            watching = Reminders(store, clock, SilentBell())  # the hourly restart
        clock.pass_time(seconds=(sweep - clock.now()).total_seconds())
        await watching.sweep()

    said = Counter(store.told)
    assert said == all_expected(plan, first)
    assert max(said.values()) == 1
    assert len(said) > 2 * count


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


@pytest.mark.timeout(600)
async def test_days_on_a_real_database_with_restarts_and_a_clock_set_back(
    database_url: str, vault: Vault, tmp_path: Path
) -> None:
    plan = a_plan(20, timedelta(days=2), seed=9)
    plan.sweeps = plan.sweeps[: 6 * 24 * lasting(4, 8)]  # a rest of weeks adds nothing but time

    outcome = await RealYear(database_url, vault, tmp_path, plan).live()

    assert (outcome.missed, outcome.doubled) == (0, 0)
    assert outcome.said == outcome.expected
    assert len(outcome.told) > 20
    assert outcome.kinds <= {"card", "trace", "citizen", "reminder", "digest"}
