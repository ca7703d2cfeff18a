"""How long an officer waits for the queue as the tips grow: 10 k, 100 k and 1,000,000 of them.

Prints p50 and p99 of one page of the fullest desk (a tenth of all tips) and of a rare status,
beside the smallest size, on SQLite and, where `--postgres URL` names an empty database, there too.
Run: python -m bench.queue [--most 1000000] [--postgres postgresql+asyncpg://…]
"""

import argparse
import asyncio
import random
import resource
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import DeskCode
from storage.migrations import migrate
from storage.sealing.keys import Key, KeyRing
from storage.sealing.links import LinkKeys
from storage.sealing.shapes import report_out
from storage.sealing.vault import Vault
from storage.stores import Stores, open_stores
from storage.tables.desks import desks
from storage.tables.tips import tips
from storage.tips.queue_order import moment, rank
from tips.tip import KindId, PlaceTold, Report, Status, Urgency

DESKS, READS, BATCH = 10, 200, 5_000
STORY = "Tối qua có nhóm người tụ tập mua bán ma túy ở bãi xe sau chợ, đi ba xe máy, hay đứng đó. "
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
STATES = (Status.RECEIVED, Status.CLASSIFYING, Status.CHECKING)


def rows(vault: Vault, first: int, last: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    report = report_out(Report(KindId("ma_tuy"), STORY, PlaceTold(words="sau chợ"), "tối qua"))
    for number in range(first, last):
        filed = BEGAN + timedelta(seconds=number * 20)
        closed = filed + timedelta(days=3) if chance.random() < 0.97 else None
        tip, urgency = f"{number:032x}", chance.choice(list(Urgency))
        yield {
            "id": tip,
            "code": f"B-{number}",
            "draft_mark": secrets.token_hex(32),
            "receipt_mark": secrets.token_hex(32),
            "kind": "ma_tuy",
            "desk": f"{26000 + number % DESKS}",
            "language": "vi",
            "channel": "web",
            "status": Status.CLOSED if closed else chance.choice(STATES),
            "urgency": urgency,
            "filed_at": filed,
            "acknowledged_at": closed,
            "closed_at": closed,
            "closing_reason": "khong_co_co_so" if closed else None,
            "version": 1,
            "line_count": 0,
            "unread": False,
            "asked": False,
            "queue_rank": rank(urgency, closed),
            "queue_at": moment(filed, closed),
            "sealed": vault.seal("tips", tip, {"report": report, "reason": "Bàn trực nhận tin."}),
        }


async def grow(stores: Stores, vault: Vault, first: int, last: int) -> None:
    chance = random.Random(first)
    for start in range(first, last, BATCH):
        batch = list(rows(vault, start, min(start + BATCH, last), chance))

        async def work(connection: AsyncConnection, batch: list[dict[str, Any]] = batch) -> None:
            await connection.execute(insert(tips), batch)

        await stores.database.write(work)


async def _counted(connection: AsyncConnection) -> None:
    await connection.execute(text("ANALYZE"))  # as the server does by itself within minutes


async def waits(stores: Stores, status: Status | None) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds, of first pages and of pages further on."""
    taken, after = [], ""
    for _ in range(READS):
        began = time.perf_counter()
        page = await stores.tips.queue(DeskCode("26000"), status, after, 50)
        taken.append((time.perf_counter() - began) * 1000)
        after = page[-1].cursor if len(page) == 50 else ""
    cuts = statistics.quantiles(taken, n=100)
    return cuts[49], cuts[98]


async def measure(name: str, url: str, folder: Path, most: int) -> None:
    await migrate(url)
    vault = Vault(
        KeyRing(Key("1" * 8, b"1" * 32)),
        KeyRing(Key("2" * 8, b"2" * 32)),
        KeyRing(Key("5" * 8, b"5" * 32)),
        LinkKeys(),
    )
    stores = await open_stores(url, vault, folder)
    try:
        await _measure(name, stores, vault, most)
    finally:
        await stores.close()


async def _measure(name: str, stores: Stores, vault: Vault, most: int) -> None:
    opened = [{"code": str(26000 + n), "name": f"Bàn {n}", "is_open": True} for n in range(DESKS)]

    async def open_all(connection: AsyncConnection) -> None:
        await connection.execute(insert(desks), opened)

    await stores.database.write(open_all)
    first, base = 0, 0.0
    for size in (10_000, 100_000, 1_000_000):
        if size > most:
            break
        await grow(stores, vault, first, size)
        await stores.database.write(_counted)
        first = size
        middle, worst = await waits(stores, None)
        rare = await waits(stores, Status.RECEIVED)
        base = base or worst
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{name:10} {size:9,} tips: page p50 {middle:6.1f} ms, p99 {worst:6.1f} ms"
            f" ({worst / base:4.1f} x, limit 50 ms); one status p99 {rare[1]:6.1f} ms; {memory} MB",
            flush=True,
        )


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("--most", type=int, default=1_000_000)
    told.add_argument("--postgres", default="")
    chosen = told.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        url = f"sqlite+aiosqlite:///{here / 'queue.sqlite3'}"
        asyncio.run(measure("SQLite", url, here / "media", chosen.most))
        if chosen.postgres:
            asyncio.run(measure("PostgreSQL", chosen.postgres, here / "media", chosen.most))


if __name__ == "__main__":
    main()
