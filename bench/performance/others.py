"""What the other benches say, as they say it."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from bench.crash import postgres_url

PATIENCE = 420  # seconds for one of them
PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "120"}


def steps(_folder: Path) -> list[str]:
    return _said("bench.steps")


def waits(_folder: Path) -> list[str]:
    return _said("bench.chat")


def lessons(_folder: Path) -> list[str]:
    return _said("bench.lessons", "--quick", "--only", "ratios")


def queue(folder: Path, most: int) -> list[str]:
    url = asyncio.run(postgres_url(folder / "server"))
    return _said("bench.queue", "--most", str(most), "--postgres", url, patience=most // 500)


def _said(bench: str, *arguments: str, patience: int = PATIENCE) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", bench, *arguments],
        env=os.environ | PLAIN,
        capture_output=True,
        text=True,
        timeout=max(patience, PATIENCE),
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{bench}: {done.stderr[-2000:]}")
    return [f"`python -m {bench}`", "", "```text", *done.stdout.rstrip().splitlines(), "```"]
