"""A line under attack: who attacks, from which address, and the residents who must not notice.

All on loopback. Attackers come from 127.0.0.66, residents from addresses of their own.
"""

import asyncio
import base64
import json
import os
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
from altcha.v1 import Challenge, solve_challenge

ATTACKER = "127.0.0.66"
MESSAGES = "/api/chat/messages"
STREAM = "/api/chat/stream"
STORY = "Gần chợ có nhóm bán ma túy vào buổi tối, họ hay tụ tập ở đầu hẻm. "


@dataclass(frozen=True, slots=True)
class Force:
    """How hard a siege is: in full, or so short that a test can afford it."""

    streams: int = 999
    header_mb: int = 300
    half_open: int = 1_100
    half_open_seconds: float = 15
    painters: int = 8
    scans: int = 6_000
    films: int = 40
    long_words: int = 150
    newcomers: int = 300
    guesses: int = 150
    hostile: int = int(os.environ.get("FILES", "92"))  # four of each kind
    picture_within: float = 5  # seconds on two idle cores, for a resident meanwhile
    residents: int = 4
    seconds: float = 3  # each attack at least, so that there is something to measure


SHORT = Force(
    streams=220,
    header_mb=20,
    half_open=450,
    half_open_seconds=0,
    painters=2,
    scans=500,
    films=12,
    long_words=10,
    newcomers=30,
    guesses=20,
    hostile=12,
    picture_within=60,
    residents=2,
    seconds=0,
)


@dataclass
class Line:
    url: str
    pid: int
    folder: Path
    force: Force
    residents: list["Resident"] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def memory_mb(self) -> float:
        return float(psutil.Process(self.pid).memory_info().rss) / 2**20

    @property
    def files_kept(self) -> int:
        media = self.folder / "data" / "media"
        return sum(one.is_file() for one in media.rglob("*")) if media.exists() else 0

    @asynccontextmanager
    async def browser(self, address: str = ATTACKER) -> AsyncIterator[httpx.AsyncClient]:
        limits = httpx.Limits(max_connections=2_000)
        transport = httpx.AsyncHTTPTransport(local_address=address, limits=limits)
        async with httpx.AsyncClient(base_url=self.url, transport=transport, timeout=60) as client:
            yield client

    async def new_chat(self, client: httpx.AsyncClient) -> dict[str, str]:
        """Its cookie, as a header: attackers have many in one browser."""
        answer = await client.post("/api/chat")
        while answer.status_code == 428:
            answer = await client.post("/api/chat", headers=await proof(client))
        assert answer.status_code == 201, answer.text
        client.cookies.clear()
        return {"Cookie": answer.headers["set-cookie"].partition(";")[0]}


async def proof(client: httpx.AsyncClient) -> dict[str, str]:
    told = (await client.get("/api/chat/challenge")).json()
    names = ("algorithm", "challenge", "maxnumber", "salt", "signature")
    challenge = Challenge(*(told[name] for name in names))
    solution = await asyncio.to_thread(solve_challenge, challenge)
    assert solution is not None
    solved = json.dumps({**told, "number": solution.number})
    return {"Tinbao-Proof": base64.b64encode(solved.encode()).decode()}


class Resident:
    """Writes and reads once a second, and notes how long each answer took."""

    def __init__(self, line: Line, number: int) -> None:
        self._line = line
        self._address = f"127.0.1.{number + 1}"
        self.waited: list[float] = []
        self.refused = 0

    async def live(self) -> None:
        async with self._line.browser(self._address) as client:
            await self._timed(client.post("/api/chat"))
            while True:
                await self._timed(client.post(MESSAGES, json={"text": STORY}))
                await self._timed(client.get(MESSAGES, params={"after": 2**40}))
                await asyncio.sleep(1)

    async def _timed(self, asking: Awaitable[httpx.Response]) -> None:
        began = time.perf_counter()
        answer = await asking
        self.waited.append(time.perf_counter() - began)
        self.refused += not answer.is_success


@asynccontextmanager
async def lived_in(line: Line) -> AsyncIterator[None]:
    line.residents = [Resident(line, number) for number in range(line.force.residents)]
    living = [asyncio.create_task(one.live()) for one in line.residents]
    try:
        yield
    finally:
        for one in living:
            one.cancel()
        await asyncio.gather(*living, return_exceptions=True)


def share_of(waited: list[float], share: float) -> float:
    ordered = sorted(waited)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
