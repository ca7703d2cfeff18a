"""What a resident waits for while an officer takes out the register of many tips."""

import asyncio
import random
import statistics
import time
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.performance.machine import table
from bench.queue import BATCH, rows
from bench.steps_chat import STEPS
from bot import keys
from bot.config import load
from storage.database.opening import open_database
from storage.tables.tips import tips
from tests.journeys.house import House
from tests.journeys.test_web_story import BEN_THANH

TIPS, APART = 10_000, 0.25  # seconds between two steps of the resident
YEAR = "/api/desk/reports/register?from=2026-01-01&to=2026-12-31&format="


def measure(folder: Path) -> list[str]:
    with House(folder) as house:
        house.tinbao("desk", "open", BEN_THANH)
        asyncio.run(_grow(house))
        officer = house.officer(BEN_THANH)
        found = asyncio.run(_measure(house, officer))
    return table(("a resident's step", "median", "longest", "the file took"), *found)


async def _grow(house: House) -> None:
    config = load(house.folder / "config.toml", {"TINBAO_DATA": str(house.folder / "data")})
    database, vault = await open_database(config.database_url), keys.vault(config)
    for first in range(0, TIPS, BATCH):
        made = rows(vault, first, first + BATCH, random.Random(first))
        batch = [row | {"desk": BEN_THANH} for row in made]

        async def work(connection: AsyncConnection, batch: list[dict[str, Any]] = batch) -> None:
            await connection.execute(insert(tips), batch)

        await database.write(work)
    await database.close()


async def _measure(house: House, officer: httpx.Client) -> list[tuple[str, ...]]:
    waits: list[float] = []
    talking = asyncio.create_task(_talk(house, waits))
    await asyncio.sleep(8)
    found = [_told("nothing else goes on", waits)]
    for kind in ("csv", "xlsx"):
        waits.clear()
        began = time.perf_counter()
        answer = await asyncio.to_thread(officer.get, YEAR + kind, timeout=300)
        answer.raise_for_status()
        took = f"{time.perf_counter() - began:.1f} s"
        found.append(_told(f"{TIPS:,} tips are written as {kind.upper()}", waits, took))
    talking.cancel()
    return found


async def _talk(house: House, waits: list[float]) -> None:
    resident = 0
    while True:
        resident += 1
        way = httpx.AsyncHTTPTransport(local_address=f"127.7.0.{resident % 250 + 1}", verify=False)
        async with httpx.AsyncClient(base_url=house.url, transport=way, timeout=60) as http:
            (await http.post("/api/chat")).raise_for_status()
            for words in STEPS:
                await asyncio.sleep(APART)
                began = time.perf_counter()
                said = await http.post("/api/chat/messages", json={"text": words})
                waits.append(time.perf_counter() - began)
                said.raise_for_status()


def _told(what: str, waits: list[float], took: str = "") -> tuple[str, ...]:
    return what, f"{statistics.median(waits):.3f} s", f"{max(waits):.3f} s", took
