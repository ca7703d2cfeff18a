"""Asks one resolver in a process of its own; the CPU time of each answer is measured."""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from bench.communes.peers import ALL, Answer
from bench.communes.rows import Row

LONGEST_ADDRESS = 16  # words
MILLISECONDS = 1_000
Report = dict[str, Any]


def sample(rows: Sequence[Row], most: int, seed: int) -> list[int]:
    """So many rows of each class of each set, drawn with the seed."""
    classes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        classes[row["set"], class_of(row)].append(place)
    chance = random.Random(seed)
    drawn = [chance.sample(places, min(most, len(places))) for places in classes.values()]
    return sorted(place for places in drawn for place in places)


def class_of(row: Row) -> str:
    if not row["accept"]:
        return "none"
    return "one" if row["decided"] else "many"


def in_a_process(
    name: str, rows: Sequence[Row], asked: Sequence[int], borders: Path | None
) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "rows.json"
        source.write_text(json.dumps([rows[place] for place in asked]), encoding="utf-8")
        command = [sys.executable, "-m", "bench.communes", "--one", name, "--rows", str(source)]
        command += ["--borders", str(borders)] if borders else []
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    report: Report = json.loads(done.stdout.splitlines()[-1])
    report["answers"] = dict(zip(asked, report["answers"], strict=True))
    return report


def measure(name: str, source: Path, borders: Path | None) -> None:
    rows: list[Row] = json.loads(source.read_text(encoding="utf-8"))
    process = psutil.Process()
    before, start = process.memory_info().rss, time.process_time()
    resolve = ALL[name](borders)
    resolve({**rows[0], "text": "Phường Bến Nghé, Quận 1", "spot": None})
    ready = time.process_time() - start
    answers: list[Answer] = []
    waits: list[float] = []
    loops = [_reference()]
    for row in rows:
        asked = time.process_time()  # what else the machine does is not the resolver's doing
        answers.append(resolve(row))
        waits.append((time.process_time() - asked) * MILLISECONDS)
    memory = (process.memory_info().rss - before) / 2**20
    loops += [_reference(), _reference()]
    timed = zip(rows, waits, strict=True)
    addresses = [w for r, w in timed if 0 < len(r["text"].split()) <= LONGEST_ADDRESS]
    stories = [w for r, w in zip(rows, waits, strict=True) if r["set"] == "stories"]
    figures = {
        "address p50": _at(addresses, 0.5),
        "address p99": _at(addresses, 0.99),
        "story p50": _at(stories, 0.5),
        "story p99": _at(stories, 0.99),
        "rate": MILLISECONDS * len(waits) / sum(waits),
        "reference": sorted(loops)[1],
    }
    print(json.dumps({"answers": answers, "ready": ready, "memory": memory, **figures}))


def _at(waits: list[float], share: float) -> float:
    return sorted(waits)[int(len(waits) * share)] if waits else 0.0


def _reference() -> float:
    """A fixed piece of work, in milliseconds: what this machine is worth just now."""
    start, total = time.process_time(), 0
    for number in range(200_000):
        total += number * number % 7
    return (time.process_time() - start) * MILLISECONDS
