"""How long a start takes, and what a line holds that nobody talks to."""

import os
import statistics
import time
from pathlib import Path

import psutil

from bench.performance.machine import table
from tests.journeys.house import House

STARTS, IDLE = 3, 5.0
# As an operator starts it: an installation is compiled, and not every shell lets Python do it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def measure(folder: Path) -> list[str]:
    first = _start(House(folder, forked=False, fresh=True))
    again = [_start(House(folder, forked=False, fresh=True)) for _ in range(STARTS)]
    middle = [statistics.median(one) for one in zip(*again, strict=True)]
    return table(
        ("start", "until it answers", "CPU", f"memory after {IDLE:.0f} idle seconds"),
        ("the first: keys made, tables migrated", *_told(*first)),
        (f"any other, median of {STARTS}", *_told(*middle)),
    )


def _start(house: House) -> tuple[float, float, float]:
    """Seconds, seconds of CPU, MB."""
    began = time.monotonic()
    with house:
        wall, process = time.monotonic() - began, psutil.Process(house.pid)
        cpu = cpu_of(house)
        time.sleep(IDLE)
        return wall, cpu, process.memory_info().rss / 2**20


def cpu_of(house: House) -> float:
    """Seconds so far."""
    times = psutil.Process(house.pid).cpu_times()
    return float(times.user + times.system)


def _told(wall: float, cpu: float, memory: float) -> tuple[str, ...]:
    return f"{wall:.1f} s", f"{cpu:.1f} s", f"{memory:.0f} MB"
