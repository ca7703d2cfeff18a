"""`make bench-lessons`: how fast lessons go out, how evenly, at what cost, beside other senders.

Everything sends to the same messenger of our own, at the same latency, on the same cores. Figures
of processor time are worth more than those of wall time where others use the machine too: the
load is printed. Run: python -m bench.lessons [--quick] [--most 10000000]
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.crash import postgres_url
from bench.lessons_runs import Course, run
from bot.rehearsal.faults import Faults
from bot.rehearsal.platform_process import PlatformProcess

OPEN = Faults(latency=0.02, jitter=0.01, rate=10**6)  # takes whatever comes
FAST = 5_000  # messages a second: more than anybody here can send
FREE = 30  # what Telegram takes without being paid

# Peers: their name, in words, messages, and for how many chats the broadcast is.
PEERS = (
    ("aiogram", "aiogram 3.31, gather + semaphore 100", 20_000, 20_000),
    ("ptb", "python-telegram-bot 22.8, gather + semaphore 100", 3_000, 3_000),
    ("broadcaster_in_memory", "aiogram-broadcaster 0.6.8, keeps nothing", 1_000, 1_000),
    ("broadcaster", "aiogram-broadcaster 0.6.8, its file, 2,000 chats", 300, 2_000),
    ("broadcaster", "aiogram-broadcaster 0.6.8, its file, 20,000 chats", 100, 20_000),
)


@dataclass(frozen=True, slots=True)
class Bench:
    folder: Path
    table: Table
    quick: bool

    def row(self, what: str, found: str, limit: str = "", *, holds: bool | None = None) -> None:
        verdict = "" if holds is None else "PASS" if holds else "over"
        load = f"{os.getloadavg()[0]:.1f}"
        self.table.add_row(what, found, limit, verdict, load)
        print(f"{what}: {found} {limit} {verdict} (load {load})", flush=True)

    def few(self, count: int) -> int:
        return max(count // 10, 50) if self.quick else count


# --- beside other senders -------------------------------------------------------------------------


def ratios(bench: Bench) -> None:
    people = bench.few(20_000)
    course = Course(people, 1, FAST, OPEN)
    ours = asyncio.run(run(course, new_sqlite(bench)))
    base = ours.cpu / ours.messages
    bench.row(
        f"our courier, everything kept, {people:,} people",
        f"{ours.cpu / ours.messages * 1000:.3f} CPU s/1,000, {ours.messages / ours.seconds:,.0f}/s",
    )
    for name, words, count, known in PEERS:
        told = peer(name, bench.few(count), known)
        cost = told["cpu"] / told["messages"]
        bench.row(
            f"{words} ({told['messages']:,.0f} sent)",
            f"{cost * 1000:.3f} CPU s/1,000, {told['messages'] / told['seconds']:,.0f}/s"
            f" = {cost / base:.1f} x our CPU",
        )


def peer(name: str, count: int, known: int) -> dict[str, float]:
    with PlatformProcess(known, OPEN) as platform:
        command = [sys.executable, "-m", "bench.lessons_peers", name, platform.url]
        done = subprocess.run(
            [*command, str(count), str(known)], check=True, capture_output=True, text=True
        )
        told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        assert platform.report()["messages"] >= count
        return told


# --- the limit ------------------------------------------------------------------------------------


def adherence(bench: Bench, server: Callable[[], str]) -> None:
    for rate in (30, 300, 1_000):
        lasts = 12 if bench.quick else 40
        found = asyncio.run(run(Course(rate * lasts + 13_000, 3, rate, OPEN, lasts), server()))
        over = found.worst_second / rate - 1
        bench.row(
            f"{rate:,}/s, 3 processes, PostgreSQL: worst second",
            f"{found.worst_second} ({over:+.1%})",
            "≤ +5 %",
            holds=over <= 0.05,
        )
        bench.row(
            f"{rate:,}/s, 3 processes: share of the rate used",
            f"{found.share_used(rate):.1%}",
            "≥ 97 %",
            holds=found.share_used(rate) >= 0.97,
        )


def one_process(bench: Bench) -> None:
    lasts = 10 if bench.quick else 40
    found = asyncio.run(
        run(Course(1_000 * lasts + 10_000, 1, 1_000, OPEN, lasts), new_sqlite(bench))
    )
    share = found.cpu / found.messages * 1_000
    bench.row(
        "one process at 1,000/s: sending and bookkeeping",
        f"{share:.1%} of a core ({found.messages / found.seconds:,.0f}/s were sent)",
        "≤ 20 %",
        holds=share <= 0.2,
    )
    bench.row("one process at 1,000/s: memory", f"{found.memory / 1e6:.0f} MB", "≤ 200 MB",
              holds=found.memory <= 200e6)  # fmt: skip


def answers(bench: Bench, server: Callable[[], str]) -> None:
    lasts = 15 if bench.quick else 60
    for rate in (FREE, 300):
        course = Course(rate * lasts + 13_000, 3, rate, OPEN, lasts, answer_every=1.0)
        found = asyncio.run(run(course, server()))
        bench.row(
            f"an officer's answer while lessons take all of {rate}/s ({found.answers} answers)",
            f"p50 {found.answer_p50:.2f} s, p99 {found.answer_p99:.2f} s",
            "p99 ≤ 1 s",
            holds=0 < found.answer_p99 <= 1.0,
        )


# --- audiences ------------------------------------------------------------------------------------


def freezing(bench: Bench, most: int) -> None:
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        if size > most:
            break
        with fresh_file(bench) as url:
            command = [sys.executable, "-m", "bench.lessons_freeze", url, str(size)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        told = json.loads(done.stdout.splitlines()[-1])
        judged = size <= 1_000_000
        bench.row(
            f"freeze of {size:,} subscribers ({told['frozen']:,} are meant)",
            f"{told['seconds']:.1f} s ({told['cpu']:.1f} CPU s), longest step "
            f"{told['longest'] * 1000:.0f} ms",
            "≤ 5 s at 1 M",
            holds=told["seconds"] <= 5 if judged else None,
        )
        bench.row(
            f"… {size:,}: memory, bytes a person, ledger",
            f"{told['memory']:.0f} MB, {told['bytes']:.2f} B, {told['ledger']:.1f} ms",
            "≤ 200 MB, 10 ms at 1 M",
            holds=told["memory"] <= 200 and told["ledger"] <= 10 if judged else None,
        )


@contextmanager
def fresh_file(bench: Bench) -> Iterator[str]:
    file = bench.folder / "freeze.sqlite3"
    yield f"sqlite+aiosqlite:///{file}"
    for one in bench.folder.glob("freeze.sqlite3*"):
        one.unlink()


def new_sqlite(bench: Bench) -> str:
    number = len(list(bench.folder.glob("lessons-*.sqlite3")))
    return f"sqlite+aiosqlite:///{bench.folder / f'lessons-{number}.sqlite3'}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a tenth of everything")
    arguments.add_argument("--most", type=int, default=10_000_000, help="subscribers to freeze")
    arguments.add_argument("--only", default="", help="ratios, limits, cpu, answers or freeze")
    told = arguments.parse_args()
    table = Table("what", "measured", "limit", "", "load", title="Lessons")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), table, told.quick)
        parts(bench, told.only, min(told.most, 100_000) if told.quick else told.most)
    Console(width=160).print(table)


def parts(bench: Bench, only: str, most: int) -> None:
    def server() -> str:
        return asyncio.run(postgres_url(bench.folder / "server"))

    steps: dict[str, Callable[[], None]] = {
        "ratios": lambda: ratios(bench),
        "limits": lambda: adherence(bench, server),
        "cpu": lambda: one_process(bench),
        "answers": lambda: answers(bench, server),
        "freeze": lambda: freezing(bench, most),
    }
    for name, step in steps.items():
        if only in ("", name):
            step()


if __name__ == "__main__":
    main()
