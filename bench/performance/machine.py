"""Where and when it was measured."""

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import psutil


def machine() -> list[str]:
    cores, memory = os.cpu_count(), psutil.virtual_memory().total / 2**30
    return [
        f"- {datetime.now(UTC):%d %B %Y}, at commit {_commit()}",
        f"- {cores} cores ({_model()}), {memory:.0f} GB, {platform.system()} {platform.machine()}",
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        f"- load when it began: {os.getloadavg()[0]:.1f}",
    ]


def table(head: tuple[str, ...], *rows: tuple[str, ...]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]


def _commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def _model() -> str:
    told = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in told if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unnamed"
