"""`python -m bot.rehearsal.worker '{…}'`: the real courier in a process that may be killed.

It sends to a rehearsal's platform and nowhere else. Ends on SIGTERM, or with whoever holds its
standard input; then says what it cost.
"""

import asyncio
import hashlib
import json
import os
import resource
import signal
import sys
import threading
from dataclasses import asdict, dataclass
from functools import lru_cache

import uvloop

from bot.clock import SystemClock
from bot.rehearsal.loopback import TOKEN, ensure_loopback_url
from bot.rehearsal.scratch import CHANNEL, scratch_vault
from broadcasts.content import Telling
from broadcasts.subscriber import Quiet
from channels.bell import Chime
from channels.courier import Courier, Orders
from channels.lesson_line import Told
from channels.message import Button, Choice
from channels.telegram_lessons import TelegramLessons
from storage.budget import SqlBudget
from storage.database import open_database
from storage.delivery import SqlDeliveryStore
from storage.freezing import SqlFreezer
from storage.uploads import SqlUploads
from storage.work import Database

NEVER = Quiet(0, 0)  # a rehearsal at night tells the same as one by day
MOST_IN_FLIGHT = 2_000


@dataclass(frozen=True, slots=True)
class Job:
    database_url: str
    api_base: str
    owner: str
    rate: float  # messages a second that all workers together may send
    connections: int = 100

    def __post_init__(self) -> None:
        ensure_loopback_url(self.api_base)

    def dumps(self) -> str:
        return json.dumps(asdict(self))


def open_courier(job: Job, database: Database, line: TelegramLessons) -> Courier:
    rates = {CHANNEL: job.rate}
    return Courier(
        lines={CHANNEL: line},
        store=SqlDeliveryStore(database, scratch_vault()),
        freezer=SqlFreezer(database, [CHANNEL]),
        budget=SqlBudget(database, rates),
        compose=lambda shard, person: compose(shard.content.telling(person.language)),
        clock=SystemClock(),
        alarm=Chime(),
        orders=Orders(job.owner, rates, night=NEVER),
    )


def open_line(job: Job, database: Database) -> TelegramLessons:
    return TelegramLessons(
        TOKEN,
        job.api_base,
        SqlUploads(database),
        digest=lambda file: hashlib.sha256(file.read_bytes()).hexdigest(),
        connections=min(job.connections, MOST_IN_FLIGHT),
    )


@lru_cache(1000)
def compose(telling: Telling) -> Told:
    stop = Button("Ngừng nhận tin", Choice("dk:stop"))
    return Told(f"{telling.title}\n\n{telling.body}", (stop,))


async def work(job: Job) -> None:
    database = await open_database(job.database_url)
    line = open_line(job, database)
    courier = open_courier(job, database, line)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, courier.stop)
    try:
        await courier.run()
    finally:
        await line.close()
        await database.close()


def end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)


def main() -> None:
    threading.Thread(target=end_with_parent, daemon=True).start()
    uvloop.run(work(Job(**json.loads(sys.argv[1]))))
    used = resource.getrusage(resource.RUSAGE_SELF)
    cost = {"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024}
    sys.stdout.write(json.dumps(cost) + "\n")


if __name__ == "__main__":
    main()
