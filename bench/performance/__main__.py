"""`make bench`: all figures of docs/performance.md from one run, and the page itself.

A quarter of an hour on a machine that does nothing else. `--only start pages` measures these alone
and prints them; the page is written by whole runs. `--most 1000000`: the queue at a
million, ten minutes more.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from bench.performance import copies, exporting, others, pages, sizes, starting
from bench.performance.machine import machine

PAGE = Path("docs/performance.md")
HEAD = """# What it carries, and what it costs

Written by `make bench` from one run; whoever doubts a figure repeats it in a quarter of an hour.
Clients, fakes and databases run on the same cores as the program, so true ones carry more.
Processor time (CPU) tells more than the clock where others use the machine. What may go wrong
is tried by `make failover`, `make siege`, `make crash`, `make soak` and `make simulate`.
"""
Lines = list[str]
Measure = Callable[[Path], Lines]


def parts(most: int) -> Mapping[str, tuple[str, Measure]]:
    return {
        "start": ("Start and memory", starting.measure),
        "step": ("One step of a resident, beside other bots", others.steps),
        "waits": ("What 50 residents wait for at once", others.waits),
        "sizes": ("Bytes a tip, bytes a subscriber", sizes.measure),
        "queue": ("An officer's queue as the tips grow", lambda here: others.queue(here, most)),
        "pages": ("Live updates to 1,000 open desk pages", pages.measure),
        "export": ("A step while a register is taken out", exporting.measure),
        "lessons": ("Lessons, beside other senders", others.lessons),
        "copies": ("One, two and three copies on one PostgreSQL", copies.measure),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", nargs="*", default=(), choices=parts(0))
    arguments.add_argument("--most", type=int, default=100_000, help="tips in the queue")
    told = arguments.parse_args()
    page, wrong = measure_all(told.only or parts(0), told.most)
    if not told.only:
        PAGE.write_text(page, "utf-8")
    sys.exit(f"failed: {', '.join(wrong)}" if wrong else 0)


def measure_all(wanted: Collection[str], most: int) -> tuple[str, Sequence[str]]:
    """The page, and which parts failed."""
    began, wrong = time.monotonic(), list[str]()
    page = [HEAD, *machine()]
    for name, (title, measure) in parts(most).items():
        if name in wanted:
            part = ["", f"## {title}", "", *measured(name, measure, wrong)]
            print("\n".join(part), flush=True)
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
            page += part
    lines = "\n".join(page).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n", wrong


def measured(name: str, measure: Measure, wrong: list[str]) -> Lines:
    """A part that fails leaves its place on the page, an old figure is none."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            return measure(Path(folder))
        except Exception:  # noqa: BLE001 - the other parts are still worth their time
            traceback.print_exc()
            wrong.append(name)
            return ["Not measured: this part failed."]


if __name__ == "__main__":
    main()
