"""`make soak`: an hour at a tenth of 19/8 on SQLite: memory, files, log and disk stay flat.

Residents tell tips at an even pace, an officer looks at the queue; once in a while all that could
grow is measured. Flat is what the last quarter shows beside the second one.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

import httpx
import psutil

from tests.journeys.house import House
from tests.storms.crashing_tale import Weather
from tests.storms.crashing_web import WebTale

WARD = "26743"
MOST_MEMORY = 256.0  # MB
LOOKS = 60
MAY_GROW = {"memory_mb": 12.0, "files": 8.0, "log_mb": 1.0}  # from the second quarter to the last
TIP_KB = 64.0  # of disk


@dataclass(frozen=True, slots=True)
class Look:
    at: float
    tips: int
    memory_mb: float
    files: float
    log_mb: float
    disk_mb: float


@dataclass(frozen=True, slots=True)
class Soak:
    house: House
    minutes: float
    tips_an_hour: float

    def last(self) -> list[Look]:
        self.house.tinbao("desk", "open", WARD)
        looks, told, apart = [], 0, self.minutes * 60 / LOOKS
        with closing(self.house.officer(WARD)) as officer:
            began = time.monotonic()
            while (passed := time.monotonic() - began) < self.minutes * 60:
                while told < passed / 3600 * self.tips_an_hour:
                    told += 1
                    self._tell(told)
                _work(officer)
                looks.append(self._look(passed, told))
                time.sleep(max(0.0, apart - (time.monotonic() - began - passed)))
        return looks

    def _tell(self, number: int) -> None:
        tale = WebTale(self.house, Weather(), f"soak-{number}")
        tale.tell()
        tale.close()

    def _look(self, at: float, told: int) -> Look:
        process, data = psutil.Process(self.house.pid), self.house.folder / "data"
        sizes = {one: one.stat().st_size for one in data.rglob("*") if one.is_file()}
        log = sum(size for one, size in sizes.items() if one.name.endswith("-wal"))
        return Look(
            at,
            told,
            process.memory_info().rss / 2**20,
            process.num_fds(),
            log / 2**20,
            (sum(sizes.values()) - log) / 2**20,
        )


def _work(officer: httpx.Client) -> None:
    for row in officer.get("/api/desk/tips").raise_for_status().json()["tips"][:3]:
        officer.get(f"/api/desk/tips/{row['code']}").raise_for_status()


def what_grew(looks: Sequence[Look]) -> list[str]:
    """Empty: all is flat."""
    quarter = max(1, len(looks) // 4)
    early, late = looks[quarter : 2 * quarter] or looks, looks[-quarter:]
    found = [
        f"{name}: {_middle(early, name):.1f} → {_middle(late, name):.1f}"
        for name, most in MAY_GROW.items()
        if _middle(late, name) - _middle(early, name) > most
    ]
    if (most := max(look.memory_mb for look in looks)) > MOST_MEMORY:
        found.append(f"memory: {most:.0f} MB")
    tips = late[-1].tips - early[0].tips
    grown = (late[-1].disk_mb - early[0].disk_mb) * 1024
    if tips and grown / tips > TIP_KB:
        found.append(f"disk: {grown / tips:.0f} KB a tip")
    return found


def _middle(looks: Sequence[Look], name: str) -> float:
    return float(statistics.median(getattr(look, name) for look in looks))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("--tips-an-hour", type=float, default=300)
    told = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, House(Path(folder), forked=False) as house:
        looks = Soak(house, told.minutes, told.tips_an_hour).last()
    for look in looks[:: max(1, len(looks) // 12)]:
        print(" ".join(f"{one.name} {getattr(look, one.name):.1f}" for one in fields(look)))
    grew = what_grew(looks)
    print("not flat: " + "; ".join(grew) if grew else "flat")
    sys.exit(1 if grew else 0)


if __name__ == "__main__":
    main()
