"""How long an officer waits for an answer of the search: 100,000 tips of one desk, on SQLite.

Cold: the first questions after a start, of which each unseals so many tips and says where to go on.
Known: every further question, which looks at all of them. Run: python -m bench.search [--tips N]
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path

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
from tips.triage.search import Facts, Found, Search

DESK, QUESTIONS = DeskCode("26000"), 60
OFFICER = Officer(OfficerId("1" * 32), DESK, Role.OFFICER, "Trực ban")
# A word of none of them, two of many, a number, a code: what an officer remembers.
WORDS = ("vàng mã", "ma tuy", "bãi xe chợ", "51H-123.45", "0912 345 678", "B-{number}")


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--tips", type=int, default=100_000)
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(Path(name), told.parse_args().tips))


async def measure(folder: Path, count: int) -> None:
    url = f"sqlite+aiosqlite:///{folder / 'tinbao.sqlite3'}"
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
    while True:
        found, seconds = await _timed(search, WORDS[0], after)
        after = found.after
        if not after:
            break
        cold.append(seconds)
    chance, known = random.Random(1), []
    for number in range(QUESTIONS):
        words = WORDS[number % len(WORDS)].format(number=chance.randrange(count))
        _, seconds = await _timed(search, words)
        known.append(seconds)
    print(f"{count:,} tips of one desk on SQLite; milliseconds of one answer:")
    for name, taken in (("cold", cold), ("known", known)):
        cuts = statistics.quantiles(taken, n=20)
        p50, p95 = cuts[9] * 1000, cuts[18] * 1000
        print(f"  {name:6} {len(taken):4} answers  p50 {p50:5.0f}  p95 {p95:5.0f}")
    print(f"  the first pass over all of them: {sum(cold):.1f} s")


async def _timed(search: Search, words: str, after: str = "") -> tuple[Found, float]:
    began = time.perf_counter()
    found = await search.find(OFFICER, words, Facts(), after, DESK)
    return found, time.perf_counter() - began


if __name__ == "__main__":
    main()
