"""Sends a whole campaign to made-up people, on the real courier, and says what came of it."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.clock import SystemClock
from bot.rehearsal.faults import PRESETS, Faults
from bot.rehearsal.platform_process import PlatformProcess
from bot.rehearsal.scratch import Piece, open_run, scratch_vault, seed
from bot.rehearsal.senders import Senders
from bot.rehearsal.verdict import Verdict, examine, imbalances
from bot.rehearsal.worker import Job
from broadcasts.audience.subscriber import Quiet
from broadcasts.delivery.run import GOING, OUT_TO_ALL, RELEASE, Run
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.migrations import migrate
from storage.tables.lessons import occurrences, shards

LOOK_EVERY = 0.2  # seconds
ANSWER_EVERY = 0.5  # somebody who reports a crime is answered all the while
EVERY_LESSON = 10**6  # a rehearsal packs weeks into minutes: nobody has had enough
KILLS = {"none": 0, "some": 2, "harsh": 4}

Progress = Callable[[str, int, int], None]  # lesson, people done, people


@dataclass(frozen=True, slots=True)
class Real:
    """How it would go out if it were not a rehearsal."""

    free_rate: float  # messages a second, without paying
    night: Quiet


@dataclass(frozen=True, slots=True)
class Rehearsal:
    pieces: Sequence[Piece]  # in the order they go out
    people: int
    rate: float  # messages a second in the rehearsal
    real: Real
    faults: str = "some"
    seed: int = 1
    house: dict[str, Any] = field(default_factory=dict)

    @property
    def platform_faults(self) -> Faults:
        faults = PRESETS[self.faults]
        return replace(faults, seed=self.seed, rate=int(self.rate * 1.05) or 1, silence=2.0)


@dataclass(frozen=True, slots=True)
class LessonOutcome:
    """One lesson of the campaign."""

    lesson: str
    state: Run  # of its occurrence at the end
    reason: str
    verdict: Verdict
    report: dict[str, Any]  # the platform's
    seconds: float
    kills: int
    wrong: int  # how often the ledger did not add up

    @property
    def is_held(self) -> bool:
        """By the canary."""
        return self.state in RELEASE.begins

    @property
    def is_good(self) -> bool:
        adds_up = self.verdict.ledger.total == self.verdict.frozen and not self.wrong
        return self.state is Run.DONE and adds_up and not self.verdict.lost


async def rehearse(rehearsal: Rehearsal, folder: Path, progress: Progress) -> list[LessonOutcome]:
    url = f"sqlite+aiosqlite:///{folder / 'rehearsal.sqlite3'}"
    await migrate(url)
    database = await open_database(url)
    try:
        await seed(database, scratch_vault(), rehearsal.people)
        with (
            PlatformProcess(rehearsal.people, rehearsal.platform_faults) as platform,
            (folder / "log").open("w") as log,
        ):
            job = Job(
                url,
                platform.url,
                "rehearsal",
                rehearsal.rate,
                300,
                EVERY_LESSON,
                answer_every=ANSWER_EVERY,
            )
            with Senders([job], rehearsal.house, log) as senders:
                running = RunningRehearsal(rehearsal, database, platform, senders, progress)
                return [await running.rehearse(piece) for piece in rehearsal.pieces]
    finally:
        await database.close()


@dataclass(eq=False)
class RunningRehearsal:
    rehearsal: Rehearsal
    database: Database
    platform: PlatformProcess
    senders: Senders
    progress: Progress
    _kills: int = field(default=0, init=False)
    _wrong: int = field(default=0, init=False)
    _next_kill: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.rehearsal.seed)  # noqa: S311 -- the same again for a seed

    async def rehearse(self, piece: Piece) -> LessonOutcome:
        self.platform.forget()
        self._kills = self._wrong = 0
        self._next_kill = 0.0
        began = time.monotonic()
        run = await open_run(self.database, piece, SystemClock().now())
        state, reason = await self._watch(piece, run)
        seconds = time.monotonic() - began
        report = self.platform.report()
        verdict = await examine(self.database, run, self.platform.counts(), report["requests"])
        told = (verdict, report, seconds, self._kills, self._wrong)
        return LessonOutcome(piece.lesson, state, reason, *told)

    async def _watch(self, piece: Piece, run: int) -> tuple[Run, str]:
        while True:
            self._wrong += bool(await imbalances(self.database, run))
            self.progress(piece.lesson, *await self._done(run))
            state, reason = await self._state(run)
            if state not in GOING:
                return state, reason
            if state in OUT_TO_ALL:
                await self._kill_now_and_then()
            await asyncio.sleep(LOOK_EVERY)

    async def _kill_now_and_then(self) -> None:
        """Only once the first few are through: what they meet decides whether the rest follow."""
        wanted, now = KILLS[self.rehearsal.faults], time.monotonic()
        if self._next_kill and now >= self._next_kill and self._kills < wanted:
            await asyncio.to_thread(self.senders.kill, 0)
            self._kills += 1
            self._next_kill = 0.0
        if not self._next_kill:
            apart = self.rehearsal.people / self.rehearsal.rate / (wanted + 1)
            self._next_kill = now + self._chance.uniform(0.5, 1.0) * apart

    async def _state(self, run: int) -> tuple[Run, str]:
        wanted = select(occurrences.c.state, occurrences.c.reason).where(occurrences.c.id == run)
        row = (await self.database.read(lambda c: c.execute(wanted))).one()
        return Run(row.state), row.reason

    async def _done(self, run: int) -> tuple[int, int]:
        tried = shards.c.sent + shards.c.blocked + shards.c.failed + shards.c.unknown
        wanted = select(func.sum(tried), func.sum(shards.c.size)).where(shards.c.occurrence == run)
        done, people = (await self.database.read(lambda c: c.execute(wanted))).one()
        return int(done or 0), int(people or 0)
