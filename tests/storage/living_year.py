"""A made-up year of tips: what becomes of each, and what has to be said of it, worked out apart
from the stores, which only hear moves and sweeps.
"""

import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import DeskCode
from storage.letters import DELIVERED, WAITING
from storage.post import OVER
from storage.sealing.vault import Vault
from storage.stores import Stores, open_stores
from storage.tables.clock import reminders
from storage.tables.letters import letters
from storage.tip_keys.rows import hold_key
from tests.builders import NOON, WARD_DESK, a_citizen, a_desk
from tests.fakes import SilentBell, StoppedClock
from tests.storage.tips_filed import GROUP, a_change, a_filed_tip
from tips.clock.deadlines import running
from tips.clock.reminders import Given, LetterOfClock, ReminderStage, moments
from tips.clock.watching import Reminders
from tips.tip import Route, Status, Tip, TipId, Urgency

SWEEP = timedelta(minutes=10)
A_RESTART = 6  # sweeps: every hour
SET_BACK = 1000  # sweeps: once a week somebody sets the machine's clock two hours back
YEAR = timedelta(days=365)
OTHER_DESK = DeskCode("27004")
OF_CLOCK = (LetterOfClock.REMINDER, LetterOfClock.DIGEST)
Said = tuple[TipId, Given]


@dataclass(frozen=True)
class Step:
    """What one tip becomes at a moment."""

    at: datetime
    changes: dict[str, object]


def life(chance: random.Random, filed: datetime) -> list[Step]:
    """It comes, is looked at, perhaps handed over and extended, closed, perhaps reopened."""
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
    if chance.random() < 0.2:
        where = chance.choice((OTHER_DESK, WARD_DESK))
        gone = sorted_out + (closed - sorted_out) * chance.random()
        steps.append(Step(gone, {"route": Route(where, "đúng địa bàn hơn")}))
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

    def until(self, sweep: datetime) -> Iterator[tuple[int, int]]:
        """Number of the tip and of its step, of all that happened by then."""
        while self.events and self.events[0][0] <= sweep:
            _, tip, step = heapq.heappop(self.events)
            yield tip, step


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


@dataclass(frozen=True)
class Outcome:
    """`given`: what the sweeps said they gave; `told`: lines of letters to groups, each once."""

    expected: Counter[Said]
    said: Counter[Said]
    given: int
    told: Counter[str]
    kinds: frozenset[str]

    @property
    def missed(self) -> int:
        return (self.expected - self.said).total()

    @property
    def doubled(self) -> int:
        """Rows nobody expected, sweeps that gave one again, and lines told again."""
        again = sum(count - 1 for count in self.told.values())
        return (self.said - self.expected).total() + self.given - self.said.total() + again


class RealYear:
    """On a database, with a process that starts anew every hour: engine, stores and sweep."""

    def __init__(self, url: str, vault: Vault, folder: Path, plan: Plan) -> None:
        self._url, self._vault, self._folder, self._plan = url, vault, folder, plan
        self._kept: dict[int, Tip] = {}
        self._first: dict[int, Tip] = {}
        self._clock = StoppedClock(NOON)
        self._given = 0
        self._told: Counter[str] = Counter()

    async def live(self, told: Callable[[datetime], None] = lambda _: None) -> Outcome:
        stores = await self._opened()
        await stores.desks.open_desk(a_desk(group=GROUP))
        await stores.desks.open_desk(a_desk(OTHER_DESK, "Công an phường Tân Bình"))
        watching = self._watching(stores)
        for number, sweep in enumerate(self._plan.sweeps):
            for tip, step in self._plan.until(sweep):
                await self._step(stores, tip, step)
            if number % A_RESTART == 0:
                await stores.close()
                stores = await self._opened()
                watching = self._watching(stores)
            await self._sweep(stores, watching, sweep)
            if number % SET_BACK == SET_BACK - 1:
                await self._sweep(stores, watching, sweep - timedelta(hours=2))
            told(sweep)
        outcome = await self._outcome(stores)
        await stores.close()
        return outcome

    async def _opened(self) -> Stores:
        return await open_stores(self._url, self._vault, self._folder)

    def _watching(self, stores: Stores) -> Reminders:
        return Reminders(stores.reminders, self._clock, SilentBell())

    async def _sweep(self, stores: Stores, watching: Reminders, at: datetime) -> None:
        self._clock.pass_time(seconds=(at - self._clock.now()).total_seconds())
        given = await watching.sweep()
        self._given += given
        if given:
            self._told.update(await stores.database.write(self._posted))

    async def _posted(self, connection: AsyncConnection) -> list[str]:
        """What the postman would have taken to the groups by now."""
        new = (letters.c.kind.in_(OF_CLOCK), letters.c.state == WAITING)
        lines = [
            line
            for row in await connection.execute(select(letters).where(*new))
            for own in (await hold_key(connection, self._vault, row.tip),)
            for line in _lines(self._vault.open("letters", row.id, row.sealed, own)["text"])
        ]
        await connection.execute(update(letters).where(*new).values(**OVER, state=DELIVERED))
        return lines

    async def _step(self, stores: Stores, number: int, step: int) -> None:
        one = self._plan.lives[number][step]
        if step == 0:
            by = a_citizen(f"citizen {number}")
            urgency = one.changes["urgency"]
            filed = await a_filed_tip(stores, number + 1, by, urgency=urgency, at=one.at)
            self._kept[number] = self._first[number] = filed
            return
        tip = self._kept[number]
        # Reopening sets `since` by itself.
        changes = {name: value for name, value in one.changes.items() if name != "since"}
        change = a_change(tip, f"step {number}/{step}", **changes)
        self._kept[number] = await stores.tips.save(tip, change, one.at)

    async def _outcome(self, stores: Stores) -> Outcome:
        rows = await stores.database.read(lambda c: c.execute(select(reminders)))
        said = Counter(
            (row.tip, Given(row.since, row.kind, ReminderStage(row.stage))) for row in rows
        )
        kinds = await stores.database.read(lambda c: c.scalars(select(letters.c.kind).distinct()))
        expected = all_expected(self._plan, self._first)
        return Outcome(expected, said, self._given, self._told, frozenset(kinds))


def _lines(told: str) -> list[str]:
    """A reminder's lines with their head: which tip, which deadline, which stage."""
    head, *lines = told.splitlines()
    return [f"{head} {line}" for line in lines if "K7Q-" in line]
