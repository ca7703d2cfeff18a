"""What it costs to fix an audience: seconds, memory, bytes a person, and reading its ledger.

`python -m bench.lessons_freeze URL PEOPLE` fills the database at URL in this process and freezes
in another, whose memory is then nobody else's. Prints JSON.
"""

import asyncio
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from sqlalchemy import func, insert, select

from bench.lessons_words import LESSON
from bot.clock import SystemClock
from bot.rehearsal.scratch import CHANNEL, PEOPLE, Piece, open_run
from broadcasts.audience.audience import Audience
from broadcasts.audience.topics import topic_bits
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.lessons.book import SqlCampaignBook
from storage.lessons.freezing import SqlFreezer
from storage.migrations import migrate
from storage.tables.lessons import occurrences, shard_people, shards, subscribers

BATCH = 20_000
READS = 50
MATCHING = 0.73  # of all subscribers, scattered: whom a campaign is for
AUDIENCE = Audience(topics=frozenset({"chong_lua_dao"}))
OURS = topic_bits(AUDIENCE.topics)
SEALED = bytes(60)  # as long as a real one; freezing never opens it


def rows(people: int) -> Iterator[list[dict[str, object]]]:
    chance = random.Random(people)
    for first in range(1, people + 1, BATCH):
        numbers = range(first, min(first + BATCH, people + 1))
        yield [_row(number, OURS if chance.random() < MATCHING else 0) for number in numbers]


def _row(number: int, topics: int) -> dict[str, object]:
    key = f"{number:064x}"
    return {**PEOPLE, "id": number, "topics": topics, "subscriber_key": key, "sealed": SEALED}


async def fill(url: str, people: int) -> None:
    await migrate(url)
    database = await open_database(url)
    for batch in rows(people):
        await database.write(lambda c, batch=batch: c.execute(insert(subscribers), batch))  # type: ignore[misc]
    piece = Piece("ld-01", LESSON, audience=AUDIENCE)
    await open_run(database, piece, SystemClock().now())
    await database.close()


async def freeze(url: str) -> dict[str, float]:
    database = await open_database(url)
    freezer, at = SqlFreezer(database, [CHANNEL]), SystemClock().now()
    before, began, used = memory(), time.perf_counter(), time.process_time()
    longest = 0.0
    while True:
        step = time.perf_counter()
        if not await freezer.step(at):
            break
        longest = max(longest, time.perf_counter() - step)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    peak = memory()
    told = {
        "seconds": seconds,
        "cpu": cpu,
        "longest": longest,
        "memory": peak,
        "grown": peak - before,
    }
    told |= await sizes(database)
    told["ledger"] = await ledger_milliseconds(database)
    await database.close()
    return told


async def sizes(database: Database) -> dict[str, float]:
    frozen = await database.read(lambda c: c.scalar(select(occurrences.c.frozen)))
    people = select(func.sum(func.length(shard_people.c.ids)))
    marks = select(func.sum(func.length(shards.c.marks)))
    taken = [await database.read(lambda c, q=q: c.scalar(q)) for q in (people, marks)]  # type: ignore[misc]
    return {"frozen": frozen or 0, "bytes": sum(taken) / max(frozen or 0, 1)}


async def ledger_milliseconds(database: Database) -> float:
    taken, book = [], SqlCampaignBook(database)
    for _ in range(READS):
        began = time.perf_counter()
        await book.ledger_total("DIEN-TAP")
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def memory() -> float:
    """The most this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    url, people = sys.argv[1], int(sys.argv[2])
    if people:
        asyncio.run(fill(url, people))
        alone = [sys.executable, "-m", "bench.lessons_freeze", url, "0"]
        sys.stdout.write(subprocess.run(alone, check=True, capture_output=True, text=True).stdout)
    else:
        sys.stdout.write(json.dumps(asyncio.run(freeze(url))) + "\n")


if __name__ == "__main__":
    main()
