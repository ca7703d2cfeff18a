"""One campaign on one database, watched from outside: what it cost and what the platform saw."""

import asyncio
import time
from dataclasses import dataclass

import psutil
from sqlalchemy import select

from bench.lessons_words import LESSON
from bot.clock import SystemClock
from bot.rehearsal.faults import Faults
from bot.rehearsal.platform_process import PlatformProcess
from bot.rehearsal.scratch import Piece, open_run, scratch_vault, seed
from bot.rehearsal.senders import Senders
from bot.rehearsal.worker import Job
from broadcasts.delivery.run import CANCEL, OVER
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.lessons.steps import taken
from storage.migrations import migrate
from storage.tables.lessons import occurrences

RUN_IN = 4  # seconds of the beginning that are not judged: freezing, and the first small shard
AT_THE_END = 2
PATIENCE = 1_200.0


@dataclass(frozen=True, slots=True)
class Course:
    """`lasts` seconds, then it is cancelled; 0: until everybody was written to."""

    people: int
    workers: int
    rate: int
    faults: Faults
    lasts: int = 0
    answer_every: float = 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    messages: int
    seconds: float  # from the first message to the last
    cpu: float  # of all workers, freezing and bookkeeping included
    memory: int  # the largest worker's, in bytes
    worst_second: int
    by_second: tuple[int, ...]
    answers: int
    answer_p50: float
    answer_p99: float

    def share_used(self, rate: int) -> float:
        """Of what was allowed, once it ran."""
        steady = self.by_second[RUN_IN:-AT_THE_END]
        return sum(steady) / (rate * len(steady)) if steady else 0.0


async def run(course: Course, url: str) -> Measured:
    await migrate(url)
    database = await open_database(url)
    try:
        await seed(database, scratch_vault(), course.people)
        with PlatformProcess(course.people, course.faults) as platform:
            jobs = [_job(course, url, platform.url, number) for number in range(course.workers)]
            with Senders(jobs) as senders:
                return await _watched(course, database, platform, senders)
    finally:
        await database.close()


async def _watched(
    course: Course, database: Database, platform: PlatformProcess, senders: Senders
) -> Measured:
    processes = [psutil.Process(pid) for pid in senders.pids]
    before = sum(_used(process) for process in processes)
    occurrence = await open_run(database, Piece("ld-01", LESSON), SystemClock().now())
    await _until_over(course, database, occurrence)
    cpu = sum(_used(process) for process in processes) - before
    memory = max(process.memory_info().rss for process in processes)
    told = platform.report()
    return Measured(
        messages=told["messages"],
        seconds=told["seconds"],
        cpu=cpu,
        memory=memory,
        worst_second=told["worst_second"],
        by_second=tuple(platform.seconds()),
        answers=told["answers"],
        answer_p50=told["answer_p50"],
        answer_p99=told["answer_p99"],
    )


async def _until_over(course: Course, database: Database, occurrence: int) -> None:
    this = occurrences.c.id == occurrence
    until = time.monotonic() + (course.lasts or PATIENCE)
    while time.monotonic() < until:
        state = await database.read(lambda c: c.scalar(select(occurrences.c.state).where(this)))
        if state in OVER:
            return
        await asyncio.sleep(0.25)
    await database.write(lambda c: c.execute(taken(CANCEL, this)))


def _used(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _job(course: Course, url: str, api_base: str, number: int) -> Job:
    # As many lines as are under way at once: 1.5 x rate x round trip.
    connections = max(100, int(course.rate * 0.05))
    return Job(
        database_url=url,
        api_base=api_base,
        owner=f"worker-{number}",
        rate=float(course.rate),
        connections=min(connections, 300),
        answer_every=course.answer_every,
    )
