"""One, two and three copies of the program on one PostgreSQL, all on this machine's cores."""

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path

import httpx

from bench.chat import STEPS
from bench.crash import postgres_url
from bench.performance.machine import table
from tests.journeys.house import House
from tests.storms.failing_over import shared

COPIES = (1, 2, 3)
CHATS, SECONDS = 24, 15.0


def measure(folder: Path) -> list[str]:
    url = asyncio.run(postgres_url(folder / "server"))
    with ExitStack() as stack:
        houses = [stack.enter_context(_copy(folder, number, url)) for number in COPIES]
        paces = [asyncio.run(_pace([one.url for one in houses[:count]])) for count in COPIES]
    return table(
        ("copies that are talked to", "steps a second", "÷ one"),
        *(
            (str(count), f"{pace:.0f}", f"{pace / paces[0]:.2f}")
            for count, pace in zip(COPIES, paces, strict=True)
        ),
    )


def _copy(folder: Path, number: int, url: str) -> House:
    own = folder / f"copy-{number}"
    own.mkdir()
    return House(own, url, shared(folder))


async def _pace(urls: list[str]) -> float:
    """Each chat sends the moment it is answered."""
    until = time.monotonic() + SECONDS
    own = 10 + len(urls)  # whoever wrote to fewer copies lives elsewhere
    done = await asyncio.gather(
        *(_talk(urls[n % len(urls)], f"127.{own}.{n + 1}", until) for n in range(CHATS))
    )
    return sum(done) / SECONDS


async def _talk(url: str, street: str, until: float) -> int:
    """One resident after the other, each with an address of their own."""
    steps = resident = 0
    while time.monotonic() < until:
        resident += 1
        own = f"{street}.{resident % 250 + 1}"
        transport = httpx.AsyncHTTPTransport(local_address=own, verify=False)
        async with httpx.AsyncClient(base_url=url, transport=transport, timeout=120) as http:
            (await http.post("/api/chat")).raise_for_status()
            for words in STEPS:
                said = await http.post("/api/chat/messages", json={"text": words})
                said.raise_for_status()
                steps += 1
    return steps
