"""`make bench-triage`: what a desk's word is worth over a year, and how fast its queue stays.

On SQLite and PostgreSQL: 20,000 tips of a year on real databases, a process that starts anew every
hour and a clock that is set back every week, each reminder compared with what each tip's life
asks for; 1,000 random interleavings of all moves; and the queue from 10 k to 1 M tips.
The year takes an hour or two on each database; both can be run side by side:
python -m bench.triage [--tips 20000] [--orders 1000] [--most 1000000] [--only year --on SQLite]
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bench import queue
from bench.crash import postgres_url
from storage.migrations import migrate
from storage.sealing.keys import Key, KeyRing
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from tests.storage.living_year import YEAR, Outcome, RealYear, a_plan

INTERLEAVINGS = "tests/storage/tips/test_interleavings.py"


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--tips", type=int, default=20_000)
    told.add_argument("--orders", type=int, default=1_000)
    told.add_argument("--most", type=int, default=1_000_000)
    told.add_argument("--only", default="", help="year, orders or queue")
    told.add_argument("--on", default="", help="SQLite or PostgreSQL")
    chosen = told.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for database, url in urls(folder, chosen.on) if chosen.only in ("", "year") else ():
            bad += year(database, url, folder / database, chosen.tips)
        if chosen.only in ("", "orders"):
            bad += interleavings(chosen.orders)
        for database, url in (
            urls(folder / "queue", chosen.on) if chosen.only in ("", "queue") else ()
        ):
            asyncio.run(queue.measure(database, url, folder / "media", chosen.most))
    sys.exit(1 if bad else 0)


def urls(folder: Path, only: str) -> Iterator[tuple[str, str]]:
    folder.mkdir(exist_ok=True)
    if only in ("", "SQLite"):
        yield "SQLite", f"sqlite+aiosqlite:///{folder / 'tinbao.sqlite3'}"
    if only in ("", "PostgreSQL"):
        yield "PostgreSQL", asyncio.run(postgres_url(folder / "server"))


def year(database: str, url: str, media: Path, tips: int) -> int:
    span = YEAR * min(tips / 20_000, 1)
    plan = a_plan(tips, span, seed=4)
    restarts, moves = len(plan.sweeps) // 6, len(plan.events)
    a, b, c = (KeyRing(Key(digit * 8, digit.encode() * 32)) for digit in "123")
    vault = Vault(a, b, c, LinkKeys())

    async def live() -> Outcome:
        await migrate(url)
        return await RealYear(url, vault, media, plan).live(_monthly(database))

    began = time.monotonic()
    outcome = asyncio.run(live())
    minutes = (time.monotonic() - began) / 60
    print(
        f"{database:10} {tips:,} tips in {span.days} days, {moves:,} moves, {restarts:,} restarts:"
        f" {outcome.said.total():,} reminders, {outcome.missed} missed, {outcome.doubled} doubled;"
        f" {outcome.told.total():,} lines to groups, no line twice: {_once(outcome)};"
        f" {minutes:.0f} min",
        flush=True,
    )
    return outcome.missed + outcome.doubled


def _once(outcome: Outcome) -> str:
    return "yes" if all(count == 1 for count in outcome.told.values()) else "NO"


def _monthly(database: str) -> Callable[[datetime], None]:
    last: list[datetime] = []

    def told(sweep: datetime) -> None:
        if not last or sweep - last[-1] >= timedelta(days=30):
            last.append(sweep)
            print(f"{database:10} … {sweep:%Y-%m-%d}", flush=True)

    return told


def interleavings(orders: int) -> int:
    """As the suite has them, with so many orders on each database."""
    run = [sys.executable, "-m", "pytest", INTERLEAVINGS, "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        run,
        env={**os.environ, "TINBAO_INTERLEAVINGS": str(orders)},
        capture_output=True,
        text=True,
        check=False,
    )
    print(
        f"{orders:,} interleavings a database: {done.stdout.strip().splitlines()[-1]}", flush=True
    )
    return done.returncode


if __name__ == "__main__":
    main()
