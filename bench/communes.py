"""How well places are found: right, wrong and asked per set, beside two peers, in one run.

Run: python -m bench.communes [--data FOLDER] [--kinds] [--noise 1500] [--seed 7]. Sets of labelled
rows are read from the folder given, else from where the workshop keeps them; those of this
repository are always asked.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from bench.communes_peers import ALL
from bench.communes_rows import Row, collect, judge

Report = dict[str, Any]


def main() -> None:
    wanted = arguments()
    if wanted.one:
        measure(wanted.one, json.loads(Path(wanted.rows).read_text(encoding="utf-8")))
        return
    rows = collect(wanted.data, wanted.noise, wanted.seed)
    reports = {name: in_a_process(name, rows) for name in ALL}
    console = Console(width=150)
    if wanted.kinds:
        console.print(by_kind(rows, reports))
    for name in dict.fromkeys(row["set"] for row in rows):
        console.print(by_class(name, rows, reports))
    console.print(by_speed(reports))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder of labelled rows, JSON lines")
    parser.add_argument("--kinds", action="store_true", help="every kind of every set, too")
    parser.add_argument("--noise", type=int, default=1500, help="rows made by the generator")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--rows", help=argparse.SUPPRESS)
    return parser.parse_args()


def in_a_process(name: str, rows: list[Row]) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "rows.json"
        source.write_text(json.dumps(rows), encoding="utf-8")
        command = [sys.executable, "-m", "bench.communes", "--one", name, "--rows", str(source)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    report: Report = json.loads(done.stdout.splitlines()[-1])
    return report


def measure(name: str, rows: list[Row]) -> None:
    process = psutil.Process()
    before, start = process.memory_info().rss, time.perf_counter()
    resolve = ALL[name]()
    resolve("Phường Bến Nghé, Quận 1", None)
    ready, answers, waits = time.perf_counter() - start, [], []
    for row in rows:
        asked = time.process_time()  # what else the machine does is not the resolver's doing
        answers.append(resolve(row["text"], row["hint"]))
        waits.append((time.process_time() - asked) * 1_000)
    waits.sort()
    report = {
        "answers": answers,
        "ready": ready,
        "memory": (process.memory_info().rss - before) / 2**20,
        "p50": waits[len(waits) // 2],
        "p99": waits[int(len(waits) * 0.99)],
        "rate": 1_000 * len(waits) / sum(waits),
    }
    print(json.dumps(report))


def by_kind(rows: list[Row], reports: dict[str, Report]) -> Table:
    table = Table(title="Per kind, %: right / wrong desk / asked (offered) / lost")
    table.add_column("kind")
    table.add_column("n", justify="right")
    for name in reports:
        table.add_column(name, justify="right")
    counts = {name: count(rows, report, "kind") for name, report in reports.items()}
    for kind in sorted({str(row["kind"]) for row in rows}):
        shares = [share(counts[name][kind]) for name in reports]
        table.add_row(kind, str(sum(counts["tinbao"][kind].values())), *shares)
    return table


def count(rows: list[Row], report: Report, field: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row, (top, ask) in zip(rows, report["answers"], strict=True):
        found[str(row[field])][judge(row, top, ask)] += 1
    return found


def share(outcomes: Counter[str]) -> str:
    every = sum(outcomes.values())
    said = [100 * outcomes[what] / every for what in ("right", "wrong", "asked", "lost")]
    return " ".join(f"{value:5.1f}" for value in said)


def by_class(of: str, rows: list[Row], reports: dict[str, Report]) -> Table:
    table = Table("", "n", *reports, title=f"{of}, %")
    decided = [row["set"] == of and row["decided"] for row in rows]
    open_ones = [row["set"] == of and bool(row["accept"]) and not row["decided"] for row in rows]
    nowhere = [row["set"] == of and not row["accept"] for row in rows]
    lines = (
        ("text decides: best guess right", decided, first_is_right),
        ("text decides: wrong desk", decided, lambda r, a: judge(r, *a) == "wrong"),
        ("text decides: asked", decided, lambda r, a: judge(r, *a) in ("asked", "lost")),
        ("text does not decide: asked, right one offered", open_ones,
         lambda r, a: judge(r, *a) == "right"),
        ("text does not decide: sent unasked", open_ones, lambda r, a: judge(r, *a) == "either"),
        ("text does not decide: wrong desk", open_ones, lambda r, a: judge(r, *a) == "wrong"),
        ("no place: sent somewhere", nowhere, lambda r, a: judge(r, *a) == "wrong"),
    )  # fmt: skip
    for label, mask, test in lines:
        if True not in mask:
            continue
        cells = []
        for report in reports.values():
            pairs = zip(rows, report["answers"], mask, strict=True)
            hits = [test(row, answer) for row, answer, fits in pairs if fits]
            cells.append(f"{100 * sum(hits) / max(1, len(hits)):.2f}")
        table.add_row(label, str(sum(mask)), *cells)
    return table


def first_is_right(row: Row, answer: tuple[list[str], bool]) -> bool:
    return bool(answer[0]) and answer[0][0] in row["accept"]


def by_speed(reports: dict[str, Report]) -> Table:
    table = Table(
        "", "ready s", "memory MB", "CPU p50 ms", "CPU p99 ms", "queries/s", "speed of tinbao"
    )
    ours = reports["tinbao"]["rate"]
    for name, report in reports.items():
        table.add_row(
            name,
            f"{report['ready']:.2f}",
            f"{report['memory']:.0f}",
            f"{report['p50']:.2f}",
            f"{report['p99']:.2f}",
            f"{report['rate']:.0f}",
            f"× {ours / report['rate']:.1f}",
        )
    return table


if __name__ == "__main__":
    main()
