"""The nineteenth of August in small: a lesson in the evening, tips all the while, officers with
open pages, chats that flood, copies that die, and once the database's server.
"""

import asyncio
import math
import random
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx
import psutil

from bot import keys
from bot.clock import SystemClock
from bot.config import Config
from bot.rehearsal.scratch import Piece, chat_of, open_run, seed
from broadcasts.lessons.content import Content, Telling
from storage.database.opening import open_database
from tests.journeys.house import House
from tests.storms.crashing_tale import STEPS, mark_in, story_of
from tests.storms.crashing_web import choice_in, receipt_in
from tests.storms.two_servers import DATABASE, Server
from tests.telegram.fake import FakeTelegram
from tests.telegram.fake_methods import MESSAGES
from tests.telegram.world import Bot, User

WARD = "26743"
PAGES_EACH = 20  # open at once by one officer, as handlers/desk/news.py bounds it
LESSON = Content({"vi": Telling("Cảnh báo lừa đảo", "Công an không làm việc qua điện thoại.")})
GOES_ON = 90.0  # seconds for what is still under way at the end
OWN_ADDRESS = "127.{}.{}.{}"


@dataclass(frozen=True, slots=True)
class Size:
    subscribers: int
    tips: int
    seconds: float  # of the busy hour, as short as it is made here
    pages: int  # of officers
    floods: int
    dies_every: float  # seconds; a copy each time


@dataclass(slots=True)
class Moment:
    at: float
    acknowledged: int
    waited: list[float]
    letters: int
    lessons: int
    memory_mb: float


@dataclass
class Day:
    copies: Sequence[House]
    servers: Sequence[Server]
    telegram: FakeTelegram
    bot: Bot
    size: Size
    chance: random.Random
    receipts: dict[str, str] = field(default_factory=dict)  # by the tip's mark
    moments: list[Moment] = field(default_factory=list)
    events: list[tuple[float, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    flooded: int = 0
    pushed: int = 0  # news that open pages heard
    filed: dict[str, int] = field(default_factory=dict)
    _waited: list[float] = field(default_factory=list)
    _began: float = 0.0

    async def happen(self, config: Config, officers: Sequence[httpx.Cookies]) -> None:
        await self._schedule_lesson(config)
        self._began = time.monotonic()
        floods = [asyncio.create_task(self._flood(n)) for n in range(self.size.floods)]
        around = [self._watch(), self._misfortunes()]
        around += [
            self._keep_open(number, officers[number // PAGES_EACH // 2 % len(officers)])
            for number in range(self.size.pages)
        ]
        tasks = [asyncio.create_task(one) for one in around]
        told = [self._reported(self._tell(number)) for number in range(self.size.tips)]
        await asyncio.gather(*told)
        await self._until(lambda: self.lessons >= self.size.subscribers)
        await _end(floods)  # behind fifty of them it would take a second a tip
        self.filed = await self._filed(officers[0])
        await _end(tasks)

    def losses(self) -> list[str]:
        found = list(self.failures)
        found += [
            f"{mark} acknowledged and not filed" for mark in self.receipts.keys() - self.filed
        ]
        found += [f"{mark} filed {count} times" for mark, count in self.filed.items() if count > 1]
        if self.lessons < self.size.subscribers:
            found.append(f"{self.size.subscribers - self.lessons} never got the lesson")
        return found

    @property
    def lessons(self) -> int:
        return len(self._lessons_by_chat())

    @property
    def lessons_doubled(self) -> int:
        return sum(count - 1 for count in self._lessons_by_chat().values())

    def _lessons_by_chat(self) -> dict[int, int]:
        got: dict[int, int] = {}
        with self.telegram.world.lock:
            asked = [told for _, method, told in self.telegram.world.requests if method in MESSAGES]
        for told in asked:
            chat = int(told["chat_id"])
            got[chat] = got.get(chat, 0) + 1
        return got

    # --- what goes on -------------------------------------------------------------------------

    async def _schedule_lesson(self, config: Config) -> None:
        for number in range(1, self.size.subscribers + 1):
            self.telegram.world.private_room(self.bot, User(chat_of(number), f"Người {number}"))
        database = await open_database(config.database_url)
        await seed(database, keys.vault(config), self.size.subscribers)
        now = SystemClock().now()  # urgent: it may be night where this is run
        await open_run(database, Piece("ld-01", LESSON, urgent=True), now)
        await database.close()

    async def _tell(self, number: int) -> None:
        await asyncio.sleep(self.chance.uniform(0, self.size.seconds))
        async with self._phone(number) as ask:
            mark = f"{number}-{uuid.uuid4().hex[:6]}"
            await ask("POST", "/api/chat", None)
            messages = (await ask("POST", "/api/chat/messages", {"text": story_of(mark)})).json()
            for _ in range(STEPS):
                if receipt := receipt_in(messages["messages"]):
                    self.receipts[mark] = receipt
                    return
                choice = {"choice": choice_in(messages["messages"])}
                messages = (await ask("POST", "/api/chat/messages", choice)).json()
        self.failures.append(f"{mark}: no receipt")

    async def _flood(self, number: int) -> None:
        async with self._client(50_000 + number, 0) as http:
            while True:
                with suppress(httpx.TransportError):
                    await http.post("/api/chat")
                    await http.post("/api/chat/messages", json={"text": "spam " * 20})
                self.flooded += 1
                await asyncio.sleep(0.1)

    async def _keep_open(self, number: int, cookies: httpx.Cookies) -> None:
        async with self._client(60_000 + number // PAGES_EACH, number % 2) as http:
            http.cookies = cookies
            while True:  # as a browser does when its stream breaks
                with suppress(httpx.TransportError):
                    async with http.stream("GET", "/api/desk/stream") as stream:
                        async for line in stream.aiter_lines():
                            self.pushed += line.startswith("event:")
                await asyncio.sleep(1)

    async def _misfortunes(self) -> None:
        half = asyncio.create_task(self._fail_over())
        for number in range(math.floor(self.size.seconds / self.size.dies_every)):
            await asyncio.sleep(self.size.dies_every)
            copy = self.copies[number % 2]
            self._note(f"copy {number % 2 + 1} killed")
            await asyncio.to_thread(copy.kill)
            await asyncio.to_thread(copy.start)
        await half

    async def _fail_over(self) -> None:
        await asyncio.sleep(self.size.seconds / 2)
        self._note("database fails over")
        leader, standby = self.servers
        await asyncio.to_thread(leader.kill)
        await asyncio.to_thread(standby.promote)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(1)
            waited, self._waited = self._waited, []
            self.moments.append(
                Moment(
                    time.monotonic() - self._began,
                    len(self.receipts),
                    waited,
                    await self._letters(),
                    self.lessons,
                    sum(map(memory_mb, self.copies)),
                )
            )

    # --- how it is asked ----------------------------------------------------------------------

    def _client(self, number: int, copy: int) -> httpx.AsyncClient:
        """From an address of its own, as residents have."""
        own = OWN_ADDRESS.format(1 + number // 62_500, number // 250 % 250, 1 + number % 250)
        transport = httpx.AsyncHTTPTransport(local_address=own, verify=False)
        return httpx.AsyncClient(
            base_url=self.copies[copy].url, transport=transport, timeout=30, trust_env=False
        )

    def _phone(self, number: int) -> "Phone":
        return Phone(
            [self._client(number, (number + n) % 2) for n in range(2)], self._waited.append
        )

    async def _letters(self) -> int:
        for server in self.servers:
            with suppress(OSError, TimeoutError, asyncpg.PostgresError):
                line = await asyncpg.connect(server.address(DATABASE), timeout=1)
                waiting = "SELECT count(*) FROM letters WHERE state = 'waiting'"
                count = await line.fetchval(waiting, timeout=2)
                await line.close()
                return int(count)
        return self.moments[-1].letters if self.moments else 0

    async def _filed(self, cookies: httpx.Cookies) -> dict[str, int]:
        filed: dict[str, int] = {}
        async with self._client(70_000, 0) as http:
            http.cookies = cookies
            after: str | None = ""
            while after is not None:
                page = await _read(http, "/api/desk/tips", {"after": after or None})
                for row in page["tips"]:
                    tip = await _read(http, f"/api/desk/tips/{row['code']}")
                    mark = mark_in(tip["story"])
                    filed[mark] = filed.get(mark, 0) + 1
                after = page["next"]
        return filed

    async def _until(self, reached: Callable[[], bool]) -> None:
        until = time.monotonic() + GOES_ON + self.size.subscribers / 20
        while not reached() and time.monotonic() < until:  # noqa: ASYNC110  it comes by HTTP
            await asyncio.sleep(0.2)

    async def _reported(self, doing: Awaitable[None]) -> None:
        try:
            await doing
        except (AssertionError, httpx.HTTPError, KeyError) as failure:
            self.failures.append(f"{type(failure).__name__}: {failure}")

    def _note(self, what: str) -> None:
        self.events.append((time.monotonic() - self._began, what))


class Phone:
    """Asks until it is answered, under one key; where a copy is gone the balancer has another."""

    def __init__(self, ways: Sequence[httpx.AsyncClient], waited: Callable[[float], None]) -> None:
        self._ways = ways
        self._waited = waited
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Callable[..., Awaitable[httpx.Response]]:
        for way in self._ways:
            await self._open.enter_async_context(way)
        return self._ask

    async def __aexit__(self, *problem: Any) -> None:
        await self._open.aclose()

    async def _ask(self, method: str, path: str, body: object) -> httpx.Response:
        began, key = time.monotonic(), {"Idempotency-Key": uuid.uuid4().hex}
        while True:
            for way in self._ways:
                with suppress(httpx.TransportError):
                    answer = await way.request(method, path, json=body, headers=key)
                    if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                        answer.raise_for_status()
                        for other in self._ways:
                            other.cookies.update(way.cookies)
                        self._waited(time.monotonic() - began)
                        return answer
            await asyncio.sleep(0.1)


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _read(
    http: httpx.AsyncClient, path: str, asked: dict[str, str | None] | None = None
) -> Any:
    """A copy may be opening, or look for the new leader: an officer presses again."""
    until, said = time.monotonic() + GOES_ON, ""
    while True:
        try:
            answer = await http.get(path, params=asked)
            if answer.is_success:
                return answer.json()
            said = f"{answer.status_code} {answer.text}"
        except httpx.TransportError as lost:
            said = repr(lost)
        assert time.monotonic() < until, f"{path}: {said}"
        await asyncio.sleep(0.5)


def memory_mb(copy: House) -> float:
    """Nothing while it is dead."""
    try:
        return float(psutil.Process(copy.pid).memory_info().rss) / 2**20
    except (AssertionError, psutil.NoSuchProcess):
        return 0.0
