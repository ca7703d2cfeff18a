"""One, two and three copies of the program on one PostgreSQL, all on this machine's cores: how many
steps they make together, and whose processor time a step takes.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
from aiohttp import ClientSession, CookieJar, TCPConnector

from bench.crash import postgres_url
from bench.performance.machine import table
from bench.steps_chat import STEPS
from tests.journeys.house import House
from tests.storms.failing_over import shared

COPIES = (1, 2, 3)
SHARES = ("clients", "copies", "database")
CHATS, SECONDS = 24, 15.0


def measure(folder: Path) -> list[str]:
    url = asyncio.run(postgres_url(folder / "server"))
    with ExitStack() as stack:
        houses = [stack.enter_context(_copy(folder, number, url)) for number in COPIES]
        runs = [_run(houses[:count], houses, folder / "server") for count in COPIES]
    paces = [one.steps / SECONDS for one in runs]
    return table(
        ("copies that are talked to", "steps a second", "÷ one", *SHARES),
        *(
            (str(count), f"{pace:.0f}", f"{pace / paces[0]:.2f}", *run.shares())
            for count, pace, run in zip(COPIES, paces, runs, strict=True)
        ),
    )


@dataclass(frozen=True, slots=True)
class Run:
    steps: int
    taken: tuple[float, ...]  # CPU seconds, in the order of SHARES

    def shares(self) -> list[str]:
        return [f"{taken / self.steps * 1000:.1f} ms a step" for taken in self.taken]


def _run(talked_to: Sequence[House], all_: Sequence[House], server: Path) -> Run:
    own = [psutil.Process()], [psutil.Process(one.pid) for one in all_], _serving(server)
    before = [_cpu(processes) for processes in own]
    steps = asyncio.run(_steps([one.url for one in talked_to]))
    return Run(steps, tuple(_cpu(now) - was for now, was in zip(own, before, strict=True)))


def _serving(server: Path) -> list[psutil.Process]:
    """None on a server that is not ours."""
    running = psutil.process_iter(["name", "cmdline"])
    ours = [one for one in running if one.info["name"] == "postgres" and one.info["cmdline"]]
    heads = [one for one in ours if str(server) in one.info["cmdline"]]
    return [*heads, *(child for head in heads for child in head.children())]


def _cpu(processes: Iterable[psutil.Process]) -> float:
    times = [one.cpu_times() for one in processes if one.is_running()]
    return sum((one.user + one.system for one in times), 0.0)


def _copy(folder: Path, number: int, url: str) -> House:
    own = folder / f"copy-{number}"
    own.mkdir()
    return House(own, url, shared(folder))


async def _steps(urls: list[str]) -> int:
    """Each chat sends the moment it is answered."""
    until = time.monotonic() + SECONDS
    own = 10 + len(urls)  # whoever wrote to fewer copies lives elsewhere
    done = await asyncio.gather(
        *(_talk(urls[n % len(urls)], f"127.{own}.{n + 1}", until) for n in range(CHATS))
    )
    return sum(done)


async def _talk(url: str, street: str, until: float) -> int:
    """One resident after the other, each with an address of their own."""
    steps = resident = 0
    while time.monotonic() < until:
        resident += 1
        own = f"{street}.{resident % 250 + 1}"
        line = TCPConnector(local_addr=(own, 0))
        async with ClientSession(url, connector=line, cookie_jar=CookieJar(unsafe=True)) as http:
            await _said(http, "/api/chat")
            for words in STEPS:
                await _said(http, "/api/chat/messages", words)
                steps += 1
    return steps


async def _said(http: ClientSession, path: str, words: str | None = None) -> None:
    async with http.post(path, json={"text": words} if words else None) as answer:
        answer.raise_for_status()
        await answer.read()
