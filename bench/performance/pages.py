"""A thousand desk pages that are open and look on, then all hear of one change."""

import asyncio
import time
from contextlib import suppress
from http.cookies import SimpleCookie
from pathlib import Path

import httpx

from bench.performance.machine import table
from bench.performance.starting import cpu_of
from bot.config import load
from bot.operators.use_cases import use_cases
from handlers.desk.news import MOST_PAGES
from tests.journeys.house import House
from tests.journeys.test_web_story import BEN_THANH, file_a_tip

PAGES, LOOK_ON = 1_000, 20.0
HEARD_WITHIN = 30.0


def measure(folder: Path) -> list[str]:
    with House(folder) as house:
        house.tinbao("desk", "open", BEN_THANH)
        file_a_tip(house.resident())
        officers = [_officer(house, link) for link in asyncio.run(_invites(house))]
        return asyncio.run(_measure(house, officers))


async def _invites(house: House) -> list[str]:
    config = load(house.folder / "config.toml", {"TINBAO_DATA": str(house.folder / "data")})
    async with use_cases(config) as opened:
        labels = [f"Trực ban {number}" for number in range(PAGES // MOST_PAGES)]
        links = [(await opened.invite(BEN_THANH, "officer", label))[0] for label in labels]
    return ["/desk/join/" + link.rpartition("/")[2] for link in links]


def _officer(house: House, link: str) -> httpx.Client:
    browser = house.browser(verify=False)
    assert browser.post(link).status_code in (200, 303)
    return browser


async def _measure(house: House, officers: list[httpx.Client]) -> list[str]:
    alone = await _share(house)
    open_pages = [_Page() for _ in range(PAGES)]
    listening = [
        asyncio.create_task(page.listen(house, officers[number % len(officers)], number))
        for number, page in enumerate(open_pages)
    ]
    await asyncio.gather(*(page.ready.wait() for page in open_pages))
    looking_on = await _share(house)
    began, spent = time.perf_counter(), cpu_of(house)
    await asyncio.to_thread(_claim, officers[0])
    async with asyncio.timeout(HEARD_WITHIN):
        await asyncio.gather(*(page.changed.wait() for page in open_pages))
    heard = sorted(page.at - began for page in open_pages)
    spent = cpu_of(house) - spent
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    return table(
        (f"{PAGES:,} pages of one desk, {len(officers)} officers", "measured"),
        ("they look on", f"{looking_on - alone:.1%} of a core (without them {alone:.1%})"),
        ("one claims a tip: half have heard after", f"{heard[PAGES // 2]:.2f} s"),
        ("all have heard after", f"{heard[-1]:.2f} s"),
        ("CPU to tell them", f"{spent:.2f} s"),
    )


async def _share(house: House) -> float:
    """Of a core."""
    await asyncio.sleep(2)
    before = cpu_of(house)
    await asyncio.sleep(LOOK_ON)
    return (cpu_of(house) - before) / LOOK_ON


def _claim(officer: httpx.Client) -> None:
    [row] = officer.get("/api/desk/tips").raise_for_status().json()["tips"]
    officer.post(f"/api/desk/tips/{row['code']}/claim").raise_for_status()


class _Page:
    """On a bare socket: a thousand clients with a library each would need the cores themselves."""

    def __init__(self) -> None:
        self.ready, self.changed, self.at = asyncio.Event(), asyncio.Event(), 0.0

    async def listen(self, house: House, officer: httpx.Client, number: int) -> None:
        own = (f"127.9.{number // 200}.{number // 20 % 10 + 1}", 0)  # twenty from an address
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port, local_addr=own)
        cookie = SimpleCookie(dict(officer.cookies)).output(header="", sep=";").strip()
        head = f"GET /api/desk/stream HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\n"
        writer.write(f"{head}Cookie: {cookie}\r\n\r\n".encode())
        with suppress(ConnectionError):
            async for line in reader:
                self._hear(line.strip())
        writer.close()

    def _hear(self, line: bytes) -> None:
        if line == b"event: ready":
            self.ready.set()
        elif line == b"event: changed" and not self.changed.is_set():
            self.at = time.perf_counter()
            self.changed.set()
