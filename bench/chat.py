"""How long a resident waits: one step of the chat, at 50 chats at once, against the floor.

Prints p50 and p99 of a step, and ratios to `/healthz` on the same server under the same load: the
cost of HTTP itself, which no chat over this web server can beat. "Thinking" chats pause as people
do (a second or two); "non-stop" ones send the moment they are answered, which is the most this
machine can carry. The client runs on the same cores. Run: python -m bench.chat
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from bench.steps_chat import STEPS
from tests.journeys.house import House

CHATS = 50
Waits = list[float]


async def chat(url: str, waits: Waits, pause: float) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        await asyncio.sleep(random.uniform(0, pause))
        await timed(http, "POST", "/api/chat", None, waits)
        for step in STEPS:
            await asyncio.sleep(random.uniform(pause / 2, pause))
            await timed(http, "POST", "/api/chat/messages", {"text": step}, waits)


async def floor(url: str, waits: Waits, pause: float) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        await asyncio.sleep(random.uniform(0, pause))
        for _ in range(len(STEPS) + 1):
            await asyncio.sleep(random.uniform(pause / 2, pause))
            await timed(http, "GET", "/healthz", None, waits)


async def timed(
    http: httpx.AsyncClient, method: str, path: str, body: object, waits: Waits
) -> None:
    began = time.perf_counter()
    answer = await http.request(method, path, json=body)
    waits.append(time.perf_counter() - began)
    answer.raise_for_status()


async def measure(url: str) -> None:
    print(f"{CHATS} chats at once, {len(STEPS) + 1} steps each")
    for name, pause in (("thinking", 2.0), ("non-stop", 0.0)):
        base = await waits_of(floor, url, pause)
        steps = await waits_of(chat, url, pause)
        print(f"{name:9} /healthz  p50 {base[0]:7.1f} ms          p99 {base[1]:7.1f} ms")
        print(
            f"{name:9} chat step p50 {steps[0]:7.1f} ms ({steps[0] / base[0]:4.1f} x)"
            f" p99 {steps[1]:7.1f} ms ({steps[1] / base[1]:4.1f} x)"
        )


async def waits_of(
    one: Callable[[str, Waits, float], Awaitable[None]], url: str, pause: float
) -> tuple[float, float]:
    """Median and 99th percentile, in milliseconds."""
    waits: Waits = []
    await asyncio.gather(*(one(url, waits, pause) for _ in range(CHATS)))
    cuts = statistics.quantiles(waits, n=100)
    return cuts[49] * 1000, cuts[98] * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, House(Path(folder)) as house:
        asyncio.run(measure(house.url))


if __name__ == "__main__":
    main()
