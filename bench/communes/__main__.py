"""`make bench-communes`: right, wrong and asked per set, beside two peers, and what was promised.

Run: python -m bench.communes [--data FOLDER] [--kinds] [--noise 1500] [--seed 7] [--sample 100].
Sets of labelled rows are read from the folder given, else from where the workshop keeps them;
those of this repository are always asked. We answer every row. The peers take up to 70 ms for one,
so of each class of each set they are asked a sample; ± is what 95 % of such samples lie within.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console

from bench.communes.bars import by_bar
from bench.communes.measuring import in_a_process, measure, sample
from bench.communes.peers import ALL
from bench.communes.rows import borders, collect
from bench.communes.tables import by_class, by_kind, by_speed


def main() -> None:
    wanted = arguments()
    if wanted.one:
        measure(wanted.one, wanted.rows, wanted.borders)
        return
    rows = collect(wanted.data, wanted.noise, wanted.seed)
    known = borders(wanted.data)
    few = sample(rows, wanted.sample, wanted.seed)
    asked = {name: range(len(rows)) if name == "tinbao" else few for name in ALL}
    with ThreadPoolExecutor() as beside:  # each waits for a process of its own
        doing = {n: beside.submit(in_a_process, n, rows, asked[n], known) for n in ALL}
    reports = {name: done.result() for name, done in doing.items()}
    console = Console(width=150)
    if wanted.kinds:
        console.print(by_kind(rows, reports))
    for name in dict.fromkeys(row["set"] for row in rows):
        console.print(by_class(name, rows, reports))
    console.print(by_speed(reports))
    console.print(by_bar(rows, reports))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder of labelled rows, JSON lines")
    parser.add_argument("--kinds", action="store_true", help="every kind of every set, too")
    parser.add_argument("--noise", type=int, default=1000, help="rows made by the generator")
    parser.add_argument("--sample", type=int, default=100, help="rows a peer is asked, per class")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--borders", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
