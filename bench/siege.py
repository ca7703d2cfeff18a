"""`make siege`: every attack that once shut the line, against a fresh one on loopback.

Prints for each whether it held, and what honest residents waited meanwhile.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.journeys.house import House
from tests.storms.attacks import Attack, all_of_them
from tests.storms.besieged import Force, Line, lived_in, share_of
from tests.storms.crashing_tale import Weather
from tests.storms.crashing_web import WebTale

LONGEST_WAIT = 2.0  # seconds, p99 of honest residents


def besiege(folder: Path, force: Force, *, forked: bool = False) -> list[str]:
    """What did not hold."""
    with House(folder, forked=forked) as house:
        tale = WebTale(house, Weather(), "siege")
        tale.tell()
        line = Line(house.url, house.pid, folder, force)
        return asyncio.run(_besiege(line, all_of_them(tale.receipt)))


async def _besiege(line: Line, attacks: Sequence[Attack]) -> list[str]:
    lost: list[str] = []
    for attack in attacks:
        async with lived_in(line):
            at_least = asyncio.create_task(asyncio.sleep(line.force.seconds))
            try:
                seen = await attack(line)
                await at_least
            except AssertionError as failed:
                seen = f"NOT HELD: {failed}"
                lost.append(attack.__name__)
        waited = [seconds for one in line.residents for seconds in one.waited]
        refused = sum(one.refused for one in line.residents)
        late = share_of(waited, 0.99)
        if refused:
            lost.append(f"{attack.__name__}: residents were refused")
        if late > LONGEST_WAIT:
            lost.append(f"{attack.__name__}: residents waited")
        told = f"residents: {len(waited)} answers, p99 {late:.2f} s, {refused} refused"
        print(f"{attack.__name__:11} {seen}; {told}", flush=True)
    return lost


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lost = besiege(Path(folder), Force())
    print("not held: " + ", ".join(lost) if lost else "held")
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
