"""How long an officer waits for an answer of the search: 100,000 tips of one desk.

Cold: the first questions after a start, of which each unseals so many tips and says where to go on.
Ahead: what the page asks for while words are typed, until all are known. Known: every further
question, which looks at all of them. Beside each what it took of the processor.
Run: python -m bench.search [--tips N] [--postgres URL of an empty database]
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.queue import grow
from desks.desk import DeskCode, Officer, OfficerId, Role
from storage.migrations import migrate
from storage.sealing.keys import Key, KeyRing
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault
from storage.stores import Stores, open_stores
from storage.tables.desks import desks
from storage.tables.tips import tips
from tests.fakes import FakePlaces
from tips.triage.search import Facts, Search

T = TypeVar("T")
DESK, QUESTIONS = DeskCode("26000"), 60
OFFICER = Officer(OfficerId("1" * 32), DESK, Role.OFFICER, "Trực ban")
# A word of none of them, two of many, a number, a code: what an officer remembers.
WORDS = ("vàng mã", "ma tuy", "bãi xe chợ", "51H-123.45", "0912 345 678", "B-{number}")


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--tips", type=int, default=100_000)
    told.add_argument("--postgres", default="")
    given = told.parse_args()
    with tempfile.TemporaryDirectory() as name:
        url = given.postgres or f"sqlite+aiosqlite:///{Path(name) / 'tinbao.sqlite3'}"
        asyncio.run(measure(url, Path(name), given.tips))


async def measure(url: str, folder: Path, count: int) -> None:
    await migrate(url)
    a, b, c = (KeyRing(Key(digit * 8, digit.encode() * 32)) for digit in "123")
    vault = Vault(a, b, c, LinkKeys())
    stores = await open_stores(url, vault, folder / "media")
    try:
        await fill(stores, vault, count)
        search = Search(stores.search, FakePlaces().directory)
        await _ask(search, count)
    finally:
        await stores.close()


async def fill(stores: Stores, vault: Vault, count: int) -> None:
    opened = [{"code": str(26000 + n), "name": f"Bàn {n}", "is_open": True} for n in range(10)]

    async def open_all(connection: AsyncConnection) -> None:
        await connection.execute(insert(desks), opened)

    async def gather(connection: AsyncConnection) -> None:
        await connection.execute(update(tips).values(desk=DESK))

    await stores.database.write(open_all)
    await grow(stores, vault, 0, count)
    await stores.database.write(gather)


async def _ask(search: Search, count: int) -> None:
    cold, after = [], ""
    for _ in range(5):
        found, taken = await _timed(search.find(OFFICER, WORDS[0], Facts(), after, DESK))
        after = found.after
        cold.append(taken)
    ahead, after = [], ""
    while True:
        after, taken = await _timed(search.prepare(OFFICER, after, DESK))
        ahead.append(taken)
        if not after:
            break
    chance, known = random.Random(1), []
    for number in range(QUESTIONS):
        words = WORDS[number % len(WORDS)].format(number=chance.randrange(count))
        _, taken = await _timed(search.find(OFFICER, words, Facts(), "", DESK))
        known.append(taken)
    print(f"{count:,} tips of one desk; milliseconds of one answer, and of the processor:")
    for name, each in (("cold", cold), ("ahead", ahead), ("known", known)):
        p50, p95 = _cuts([waited for waited, _ in each])
        own50, own95 = _cuts([worked for _, worked in each])
        print(f"  {name:6} {len(each):4} answers  p50 {p50:5.0f} ({own50:.0f})", end="  ")
        print(f"p95 {p95:5.0f} ({own95:.0f})")


def _cuts(taken: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(taken, n=20, method="inclusive")
    return cuts[9] * 1000, cuts[18] * 1000


async def _timed(asked: Awaitable[T]) -> tuple[T, tuple[float, float]]:
    began, worked = time.perf_counter(), time.process_time()
    answer = await asked
    return answer, (time.perf_counter() - began, time.process_time() - worked)


if __name__ == "__main__":
    main()
