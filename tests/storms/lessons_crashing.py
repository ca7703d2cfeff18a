"""A campaign under way while its senders are killed, stood still and lied to.

Whoever is frozen must be reached, or stand in the ledger as not reached; nobody hears it twice
more often than the credits allow. The ledger is read ten times a second and must always add up.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import delete, select, update

from bot.clock import SystemClock
from bot.rehearsal.faults import PRESETS, Faults
from bot.rehearsal.platform_process import PlatformProcess
from bot.rehearsal.scratch import Piece, chat_of, open_run, scratch_vault, seed
from bot.rehearsal.senders import Senders
from bot.rehearsal.verdict import Verdict, examine, imbalances
from bot.rehearsal.worker import Job
from broadcasts.lessons.content import Content, Telling
from channels.courier.shard_run import LEASE, credits_for
from storage.database.interface import Database, DatabaseBusy
from storage.database.opening import open_database
from storage.tables.lessons import occurrences, shards, subscribers

LESSON = Content({"vi": Telling("Cảnh báo lừa đảo", "Công an không làm việc qua điện thoại.")})
LOOK_EVERY = 0.1
ENDS_WITHIN = 120.0  # seconds beyond what the rate explains
HEARD_WITHIN = 1.5  # seconds from a stop to the last message that may still arrive
STALLS_EVERY = 3  # of so many misfortunes one is a process that stands still


@dataclass(frozen=True, slots=True)
class Trial:
    people: int
    workers: int
    rate: int
    misfortunes: int
    mode: str = "atleast"
    seed: int = 1
    lease: float = LEASE

    @property
    def faults(self) -> Faults:
        # A little faster than we are: what is tested here is that nobody is lost.
        harsh = replace(PRESETS["harsh"], seed=self.seed, rate=self.rate, tolerance=0.1)
        return replace(harsh, silence=2.0)


@dataclass(eq=False)
class LessonStorm:
    url: str
    trial: Trial
    log: Path
    killed: int = 0
    stalled: int = 0
    looks: int = 0
    wrong: Counter[str] = field(default_factory=Counter)  # what, and how often it was seen
    stopped: dict[int, float] = field(default_factory=dict)  # subscriber → when they said stop
    verdict: Verdict | None = None
    seconds: float = 0.0

    async def rage(self) -> None:
        database = await open_database(self.url)
        try:
            await seed(database, scratch_vault(), self.trial.people)
            with (
                PlatformProcess(self.trial.people, self.trial.faults) as platform,
                self.log.open("a") as log,
            ):
                jobs = [self._job(platform.url, number) for number in range(self.trial.workers)]
                with Senders(jobs, log=log) as senders:
                    await self._through(database, platform, senders)
        finally:
            await database.close()

    def losses(self) -> list[str]:
        """Empty: all is well."""
        verdict = self.verdict
        assert verdict is not None
        found = [f"{what}, seen {times} times" for what, times in self.wrong.items()]
        if verdict.ledger.total != verdict.frozen or verdict.frozen != self.trial.people:
            found.append(f"{verdict.ledger} of {verdict.frozen}")
        if verdict.lost or verdict.ledger.pending:
            found.append(f"{verdict.lost} lost, {verdict.ledger.pending} never tried")
        if verdict.unexcused > self.allowed:
            found.append(f"{verdict.unexcused} heard it twice, {self.allowed} allowed")
        return found

    @property
    def allowed(self) -> int:
        """Nobody at all where that was asked for."""
        if self.trial.mode == "atmost":
            return 0
        return credits_for(self.trial.rate) * (self.killed + self.stalled)

    async def _through(
        self, database: Database, platform: PlatformProcess, senders: Senders
    ) -> None:
        began = time.monotonic()
        piece = Piece("ld-01", LESSON, mode=self.trial.mode)
        run = await open_run(database, piece, SystemClock().now())
        over = asyncio.Event()
        await self._watch(database, run, ("freezing",))
        trouble = [
            asyncio.create_task(self._misfortunes(database, senders, over)),
            asyncio.create_task(self._stops(database, over)),
        ]
        await self._watch(database, run, ("canary", "open"))
        over.set()
        await asyncio.gather(*trouble)
        self.seconds = time.monotonic() - began
        counts, requests = platform.counts(), platform.report()["requests"]
        self.verdict = await examine(database, run, counts, requests)
        self.wrong.update(self._late_ones(platform))

    async def _watch(self, database: Database, run: int, while_it_is: Sequence[str]) -> None:
        """The ledger is laid open all the while."""
        until = time.monotonic() + self.trial.people / self.trial.rate * 3 + ENDS_WITHIN
        state = select(occurrences.c.state).where(occurrences.c.id == run)
        while time.monotonic() < until:
            self.wrong.update(f"{one} does not add up" for one in await imbalances(database, run))
            self.looks += 1
            found = await database.read(lambda c: c.scalar(state))
            if found == "held":  # a crash in the first shard may look like a refusal
                await _release(database, run)
            elif found not in while_it_is:
                break
            await asyncio.sleep(LOOK_EVERY)
        else:
            self.wrong["it never ended"] += 1

    # --- what happens to them -----------------------------------------------------------------

    async def _misfortunes(self, database: Database, senders: Senders, over: asyncio.Event) -> None:
        chance = random.Random(self.trial.seed)  # noqa: S311 -- the same storm again
        apart = self.trial.people / self.trial.rate / self.trial.misfortunes
        for number in range(self.trial.misfortunes):
            place = await self._busy_one(database, senders, over, chance)
            if await _rang(over, chance.uniform(0.05, 1.0) * apart):
                return
            if number % STALLS_EVERY == STALLS_EVERY - 1:
                self.stalled += 1
                with senders.stalled(place):
                    await asyncio.sleep(self.trial.lease + chance.uniform(0.5, 3))
            else:
                self.killed += 1
                await asyncio.to_thread(senders.kill, place)

    async def _busy_one(
        self, database: Database, senders: Senders, over: asyncio.Event, chance: random.Random
    ) -> int:
        """Somebody in the middle of a shard: to kill one that does nothing proves nothing."""
        held = select(shards.c.owner).where(shards.c.state == "open", shards.c.owner != "")
        while not over.is_set():
            owners = set(await database.read(lambda c: c.scalars(held)))
            busy = [place for place, name in enumerate(senders.names) if name in owners]
            if busy:
                return chance.choice(busy)
            await asyncio.sleep(LOOK_EVERY)
        return 0

    async def _stops(self, database: Database, over: asyncio.Event) -> None:
        """Now and then somebody has had enough; it counts from that moment."""
        chance = random.Random(self.trial.seed + 1)  # noqa: S311
        while not await _rang(over, chance.uniform(0.1, 0.5)):
            one = chance.randrange(self.trial.people) + 1
            gone = delete(subscribers).where(subscribers.c.id == one)
            try:
                found = await database.write(lambda c, gone=gone: c.execute(gone))  # type: ignore[misc]
            except DatabaseBusy:  # whoever stands still may hold it
                continue
            if found.rowcount:
                self.stopped[one] = time.monotonic()

    def _late_ones(self, platform: PlatformProcess) -> list[str]:
        late: Callable[[int, float], bool] = lambda who, stop: any(  # noqa: E731
            at > stop + HEARD_WITHIN for _, at in platform.messages(chat_of(who))
        )
        found = sum(late(who, stop) for who, stop in self.stopped.items())
        return [f"{found} were written to after their stop"] if found else []

    def _job(self, api_base: str, number: int) -> Job:
        owner = f"worker-{number}"
        rate, lease = float(self.trial.rate), self.trial.lease
        return Job(self.url, api_base, owner, rate, connections=500, lease=lease)


async def _release(database: Database, run: int) -> None:
    """What the person would do who is called to look at it."""
    held = update(occurrences).where(occurrences.c.id == run, occurrences.c.state == "held")
    await database.write(lambda c: c.execute(held.values(state="open")))


async def _rang(over: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await over.wait()
    except TimeoutError:
        return False
    return True
