"""The real courier in processes that may be killed. They send to a rehearsal's platform only.

`python -m bot.rehearsal.worker '{"data": "…"}'` reads one job a line and starts a process for each
by forking: what is killed is replaced at once, without reading this program anew. All end with
whoever holds standard input; a process that is told to end (SIGTERM) says what it cost.
"""

# ruff: noqa: E402
import asyncio
import gc
import json
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count

from channels.telegram.fast_import import import_aiogram

import_aiogram()  # before anything else does: a third of a process's memory

import uvloop
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.clock import SystemClock
from bot.config import Config
from bot.observing import logs
from bot.rehearsal.loopback import TOKEN, ensure_loopback_url
from bot.rehearsal.platform import STAMP
from bot.rehearsal.scratch import CHANNEL, scratch_vault
from bot.telling import digest, directory_of
from bot.wiring.courier import composer
from broadcasts.audience.subscriber import Person, Quiet
from broadcasts.delivery.ports import Budget
from broadcasts.delivery.shard import Shard
from channels.courier.courier import Courier, Orders
from channels.courier.shard_run import LEASE
from channels.post.bell import ProcessBell
from channels.telegram.brake import Brake
from channels.telegram.lessons import TelegramLessons
from channels.telegram.pacing import Pace
from channels.telegram.session import open_bot
from messages.channel import TryLater
from messages.lesson_line import LessonMessage
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.lessons.budget import SqlBudget
from storage.lessons.delivery import SqlDeliveryStore
from storage.lessons.freezing import SqlFreezer
from storage.lessons.uploads import SqlUploads

NEVER = Quiet(0, 0)  # a rehearsal at night tells the same as one by day
FIRST_ASKING = 600_000_000  # chats of those who get an officer's answer


@dataclass(frozen=True, slots=True)
class Job:
    database_url: str
    api_base: str
    owner: str
    rate: float  # messages a second that all workers together may send
    connections: int = 100
    per_week: int = 3  # lessons one person may get
    lease: float = LEASE
    answer_every: float = 0.0  # seconds from one officer's answer to the next; 0: none

    def __post_init__(self) -> None:
        ensure_loopback_url(self.api_base)

    def dumps(self) -> str:
        return json.dumps(asdict(self))


Compose = Callable[[Shard, Person], LessonMessage]


def courier_of(job: Job, compose: Compose, database: Database, budget: Budget) -> Courier:
    line = TelegramLessons(TOKEN, job.api_base, SqlUploads(database), digest, job.connections)
    return Courier(
        lines={CHANNEL: line},
        store=SqlDeliveryStore(database, scratch_vault()),
        freezer=SqlFreezer(database, [CHANNEL]),
        budget=budget,
        compose=compose,
        clock=SystemClock(),
        alarm=ProcessBell(),
        orders=Orders(job.owner, {CHANNEL: job.rate}, job.per_week, NEVER, job.lease),
    )


async def work(job: Job, compose: Compose) -> None:
    database = await open_database(job.database_url)
    budget = SqlBudget(database, {CHANNEL: job.rate})
    courier = courier_of(job, compose, database, budget)
    bot = open_bot(TOKEN, job.api_base)
    bot.session.middleware(Brake(Pace(time.monotonic), budget, CHANNEL))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, courier.stop)
    answering = asyncio.create_task(answer(bot, job.answer_every))
    try:
        await courier.run()
    finally:
        answering.cancel()
        await bot.session.close()
        for line in courier.lines.values():
            if isinstance(line, TelegramLessons):
                await line.close()
        await database.close()


async def answer(bot: Bot, every: float) -> None:
    """What an officer says, stamped with the moment at which it was said."""
    answering: set[asyncio.Task[None]] = set()
    for chat in count(FIRST_ASKING) if every else ():
        await asyncio.sleep(every)
        task = asyncio.create_task(_say(bot, chat, f"Đang xử lý. {STAMP}{time.monotonic():.4f}"))
        answering.add(task)
        task.add_done_callback(answering.discard)


async def _say(bot: Bot, chat: int, words: str) -> None:
    try:
        await bot.send_message(chat, words)
    except (AiogramError, TryLater):  # faults meet answers as well; the postman would retry
        return


# --- processes ----------------------------------------------------------------------------------


def main() -> None:
    logs.start("warning")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to be waited for
    config = Config.model_validate(json.loads(sys.argv[1]) if sys.argv[1:] else {})
    compose = composer(config, directory_of(config))
    watch, hold = os.pipe()
    gc.freeze()  # what all share is not looked through, and so not copied, in every child
    say({"ready": os.getpid()})
    for line in sys.stdin:
        job = Job(**json.loads(line))
        child = os.fork()
        if child == 0:
            os.close(hold)
            alone(job, compose, watch)
        say({"started": child})


def alone(job: Job, compose: Compose, watch: int) -> None:
    threading.Thread(target=_end_with_parent, args=(watch,), daemon=True).start()
    try:
        uvloop.run(work(job, compose))
        used = resource.getrusage(resource.RUSAGE_SELF)
        say({"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * 1024})
    finally:
        os._exit(0)


def _end_with_parent(watch: int) -> None:
    os.read(watch, 1)  # nothing is ever written: it ends when the other side is gone
    os._exit(1)


def say(told: object) -> None:
    """In one piece: several processes speak on one line."""
    os.write(1, json.dumps(told).encode() + b"\n")


if __name__ == "__main__":
    main()
