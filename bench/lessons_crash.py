"""Part of `make crash`: a campaign for 100,000 while its senders are killed and stood still.

On SQLite with one process and on PostgreSQL with three; at least once (nobody lost, few repeats),
then at most once (no repeats, everybody missed is among the unknown).
"""

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from bench.crash import postgres_url
from storage.migrations import migrate
from tests.storms.lessons_crashing import LessonStorm, Trial

WORKERS = {"sqlite": 1, "postgres": 3}


async def storm(folder: Path, kind: str, trial: Trial) -> int:
    url = f"sqlite+aiosqlite:///{folder / 'lessons.sqlite3'}"
    if kind == "postgres":
        url = await postgres_url(folder.parent / "server")
    await migrate(url)
    raging = LessonStorm(url, trial, folder / "log")
    await raging.rage()
    verdict, losses = raging.verdict, raging.losses()
    assert verdict
    print(
        f"lessons, {kind}, {trial.workers} processes, {trial.mode}: {raging.killed} kills and "
        f"{raging.stalled} stalls in {raging.seconds:.0f} s (seed {trial.seed}); of "
        f"{verdict.frozen} people lost {verdict.lost}, unknown {verdict.ledger.unknown} "
        f"({verdict.unknown_missed} of them missed), twice {verdict.duplicates}, of these "
        f"{verdict.unexcused} by crashes ({raging.allowed} allowed); the ledger was looked at "
        f"{raging.looks} times; wrong: {len(losses)}",
        flush=True,
    )
    print(f"  {verdict.ledger}")
    for loss in losses:
        print(f"  {loss}")
    return len(losses)


async def every_storm(told: argparse.Namespace) -> int:
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        for number, mode in enumerate(("atleast", "atmost")):
            for kind, workers in WORKERS.items():
                seed = told.seed + number
                folder = Path(name) / f"{kind}-{mode}"
                folder.mkdir()
                trial = Trial(told.people, workers, told.rate, told.rounds, mode, seed)
                wrong += await storm(folder, kind, trial)
    return wrong


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--rate", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=random.randrange(10**6))
    sys.exit(1 if asyncio.run(every_storm(arguments.parse_args())) else 0)


if __name__ == "__main__":
    main()
