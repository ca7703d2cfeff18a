"""`make simulate`: the evening of 19/8, as short as it is asked for, and a report with graphs.

A lesson goes out, tips come in, officers have their pages open, some chats flood, a copy of the
program is killed again and again, the database fails over once. The report says what residents
waited, what stood in line, what the lesson used of its budget, memory, and what was lost.

The true evening of a province is --subscribers 1000000 --tips 3000 --seconds 3600 --pages 500
--floods 50 --dies-every 300, and ten hours for the lesson at the pace Telegram takes for nothing.
A quarter of an hour of it, at its own pace in everything, takes less than twenty minutes:
--subscribers 25000 --tips 750 --seconds 900 --pages 500 --floods 50 --dies-every 300
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.config import Config, load
from tests.journeys.house import House
from tests.storms.day import PAGES_EACH, WARD, Day, Size
from tests.storms.failing_over import standing_province

FREE_PACE = 28  # messages a second


def main() -> None:
    told = arguments().parse_args()
    size = Size(told.subscribers, told.tips, told.seconds, told.pages, told.floods, told.dies_every)
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as servers:
        day = simulate(Path(name), Path(servers), size, told.seed)
    told.into.mkdir(parents=True, exist_ok=True)
    draw(day, told.into / "simulate.svg")
    report = tell(day)
    (told.into / "simulate.md").write_text(report, "utf-8")
    print(report)
    sys.exit(1 if day.losses() else 0)


def arguments() -> argparse.ArgumentParser:
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--subscribers", type=int, default=1_000)
    told.add_argument("--tips", type=int, default=100)
    told.add_argument("--seconds", type=float, default=120)
    told.add_argument("--pages", type=int, default=50)
    told.add_argument("--floods", type=int, default=5)
    told.add_argument("--dies-every", type=float, default=40)
    told.add_argument("--seed", type=int, default=random.randrange(10**6))
    told.add_argument("--into", type=Path, default=Path("build"))
    return told


def simulate(folder: Path, servers: Path, size: Size, seed: int, *settings: str) -> Day:
    with standing_province(folder, servers, *settings) as there:
        there.copies[0].tinbao("desk", "open", WARD)
        needed = 1 + (size.pages - 1) // (2 * PAGES_EACH)
        officers = [there.copies[0].officer(WARD).cookies for _ in range(needed)]
        chance = random.Random(seed)
        day = Day(there.copies, there.servers, there.telegram, there.bot, size, chance)
        asyncio.run(day.happen(settings_of(there.copies[0]), officers))
    return day


def settings_of(copy: House) -> Config:
    return load(copy.folder / "config.toml", {"TINBAO_DATA": str(copy.folder / "data")})


def tell(day: Day) -> str:
    waited = sorted(seconds for moment in day.moments for seconds in moment.waited)
    cuts = statistics.quantiles(waited or [0.0, 0.0], n=100, method="inclusive")
    pairs = zip(day.moments, day.moments[1:], strict=False)
    # A short evening on a busy machine may end before it is looked at twice.
    pace = max(((b.lessons - a.lessons) / (b.at - a.at) for a, b in pairs), default=0.0)
    longest = max(waited, default=0.0)
    letters = max((moment.letters for moment in day.moments), default=0)
    memory = max((moment.memory_mb for moment in day.moments), default=0.0)
    losses = day.losses()
    rows = [
        f"tips acknowledged | {len(day.receipts)} of {day.size.tips}",
        f"a step, p50 / p99 / longest | {cuts[49]:.2f} / {cuts[98]:.2f} / {longest:.2f} s",
        f"lessons arrived | {day.lessons} of {day.size.subscribers}, {day.lessons_doubled} twice",
        f"the lesson's fastest second | {pace:.0f} of {FREE_PACE} messages",
        f"letters in line, at most | {letters}",
        f"memory of both copies, at most | {memory:.0f} MB",
        f"open pages | {day.size.pages}, which heard {day.pushed} news",
        f"requests of those who flood | {day.flooded}",
        f"misfortunes | {', '.join(f'{what} at {at:.0f} s' for at, what in day.events)}",
        f"lost or doubled | {len(losses)}",
    ]
    table = "\n".join(f"| {row} |" for row in ["what | figure", "--- | ---", *rows])
    lost = "".join(f"\n- {loss}" for loss in losses)
    return f"# 19/8, simulated\n\n{table}\n{lost}\n\n![graphs](simulate.svg)\n"


def draw(day: Day, file: Path) -> None:

    import matplotlib.pyplot as plt  # a second of its own, which the suite does not need

    at = [moment.at for moment in day.moments]
    figure, axes = plt.subplots(4, sharex=True, figsize=(9, 10), layout="constrained")
    for axis, (name, lines) in zip(axes, curves(day).items(), strict=True):
        for label, values in lines.items():
            axis.plot(at, values, label=label)
        for moment, _ in day.events:
            axis.axvline(moment, color="grey", linestyle=":")
        axis.set_ylabel(name)
        axis.legend(loc="upper left")
    axes[-1].set_xlabel("seconds; dotted: a copy killed, the database failed over")
    figure.savefig(file)
    plt.close(figure)


def curves(day: Day) -> dict[str, dict[str, Sequence[float]]]:
    waits = [sorted(moment.waited) for moment in day.moments]
    return {
        "a step, s": {
            "median": [one[len(one) // 2] if one else 0 for one in waits],
            "longest": [one[-1] if one else 0 for one in waits],
        },
        "in line": {"letters": [moment.letters for moment in day.moments]},
        "done": {
            "tips": [moment.acknowledged for moment in day.moments],
            "lessons": [moment.lessons for moment in day.moments],
        },
        "MB": {"both copies": [moment.memory_mb for moment in day.moments]},
    }


if __name__ == "__main__":
    main()
