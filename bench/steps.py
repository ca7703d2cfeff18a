"""What one step of the chat costs this machine, beside others that hold the same conversation.

CPU time of the process, in one run, in turns: our web chat in process (door, rules, map, sealing,
store), the statements it made played again on the bare driver, and the same six questions asked by
python-telegram-bot's ConversationHandler and by aiogram's FSM, each committing every step to a
SQLite file of its own. The peers seal nothing, recognise no repeats, find no place, understand no
word. Then ours in Telegram and on PostgreSQL. Run: python -m bench.steps
"""

import shutil
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, Self

import uvloop
from sqlalchemy import event
from sqlalchemy.engine import Engine
from starlette.types import ASGIApp

from bench.steps_chat import STEPS, Chat, cpu, in_process
from bench.steps_elsewhere import postgresql, telegram
from bench.steps_peers import Aiogram, Ptb
from bot.config import Config

ROUNDS = 40
MILLISECONDS = 1_000
Made = list[tuple[str, Any]]


class Statements:
    """What is sent to the driver, begin and commit aside, while anybody listens: it costs."""

    def __init__(self) -> None:
        self.made: Made = []

    def __enter__(self) -> Self:
        event.listen(Engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._note)

    def _note(self, _c: object, _cursor: object, statement: str, given: Any, *_: object) -> None:
        self.made.append((statement, given))


async def measure(folder: Path) -> None:
    async with in_process(Config(data=folder / "data")) as (application, app):
        ours, peers = await _measure(app, folder)
        in_telegram = await telegram(application)
    served = await postgresql(folder)
    print(f"  {'ours in Telegram, without HTTP':36} {ms(in_telegram):6.2f} ms")
    print(f"  {'ours on PostgreSQL, beside its own':36} {ms(served):6.2f} ms")
    for name, taken in peers.items():
        print(f"  {name:36} {ms(taken):6.2f} ms  ours is {ours / ms(taken):5.1f} x")


async def _measure(app: ASGIApp, folder: Path) -> tuple[float, dict[str, list[float]]]:
    peers = (Ptb(folder / "ptb.db"), Aiogram(folder / "aiogram.db"))
    for peer in peers:
        await peer.open()
    steps: list[list[float]] = [[] for _ in STEPS]
    others: dict[str, list[float]] = {peer.name: [] for peer in peers}
    for number in range(ROUNDS):
        chat = Chat(app)
        await chat.begin()
        for step, words in enumerate(STEPS):
            steps[step].append(await cpu(chat.say(words)))
            for peer in peers:
                others[peer.name].append(await cpu(peer.say(number + 1, words)))
    for peer in peers:
        await peer.close()
    copy = copied(folder)
    with Statements() as statements:
        counts = await counted(app, statements)
    others["the same SQL on the bare driver"] = replayed(statements.made, copy)
    return show(steps, counts), others


def copied(folder: Path) -> Path:
    source, copy = folder / "data" / "tinbao.sqlite3", folder / "copy.sqlite3"
    with sqlite3.connect(source) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(source, copy)
    return copy


async def counted(app: ASGIApp, statements: Statements) -> list[list[int]]:
    counts: list[list[int]] = [[] for _ in STEPS]
    for _ in range(ROUNDS):
        chat = Chat(app)
        await chat.begin()
        for step, words in enumerate(STEPS):
            before = len(statements.made)
            await chat.say(words)
            counts[step].append(told(statements.made[before:]))
    return counts


def replayed(made: Made, copy: Path) -> list[float]:
    """The statements of conversations on the bare driver, on a copy made before they were held."""
    driver = sqlite3.connect(copy, isolation_level=None)
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA synchronous = FULL")
    began = time.process_time()
    for statement, given in made:
        if statement.startswith(("BEGIN", "ROLLBACK")):  # a look of its own begins or ends
            driver.commit()
            continue
        if not driver.in_transaction:
            driver.execute("BEGIN")
        for one in given if isinstance(given, list) else [given]:
            driver.execute(statement, one).fetchall()
    taken = time.process_time() - began
    driver.close()
    return [taken / ROUNDS / len(STEPS)]


def told(made: Made) -> int:
    return sum(not statement.startswith(("BEGIN", "ROLLBACK")) for statement, _ in made)


def show(steps: list[list[float]], counts: list[list[int]]) -> float:
    print(f"CPU of one step, median of {ROUNDS} conversations; SQLite, a commit a step")
    for words, taken, made in zip(STEPS, steps, counts, strict=True):
        many = statistics.median(made)
        print(f"  {words[:34]:36} {ms(taken):6.2f} ms  {many:4.0f} statements")
    ours = ms([one for step in steps for one in step])
    print(f"  {'ours, all steps':36} {ours:6.2f} ms")
    return ours


def ms(taken: list[float]) -> float:
    return statistics.median(taken) * MILLISECONDS


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure(Path(folder)))  # as the line runs


if __name__ == "__main__":
    main()
