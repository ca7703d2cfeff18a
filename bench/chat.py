"""How long a resident waits: one step of the chat, at 50 chats at once, against the floor.

Prints p50 and p99 of a step, and ratios to `/healthz` on the same server under the same load: the
cost of HTTP itself, which no chat over this web server can beat. Run: python -m bench.chat
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from tests.journeys.house import House

CHATS = 50
STEPS = (
    "Tối qua có nhóm người tụ tập mua bán ma túy sau chợ, đi ba xe máy",
    "phường Bến Thành, thành phố Hồ Chí Minh",
    "không rõ",
    "không rõ",
    "bỏ qua",
    "quay lại",
)


async def chat(url: str, waits: list[float]) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        await timed(http, "POST", "/api/chat", None, waits)
        for step in STEPS:
            await timed(http, "POST", "/api/chat/messages", {"text": step}, waits)


async def floor(url: str, waits: list[float]) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        for _ in range(len(STEPS) + 1):
            await timed(http, "GET", "/healthz", None, waits)


async def timed(
    http: httpx.AsyncClient, method: str, path: str, body: object, waits: list[float]
) -> None:
    began = time.perf_counter()
    answer = await http.request(method, path, json=body)
    waits.append(time.perf_counter() - began)
    answer.raise_for_status()


async def measure(url: str) -> None:
    rows = {}
    for name, one in (("floor: /healthz", floor), ("chat step", chat)):
        waits: list[float] = []
        await asyncio.gather(*(one(url, waits) for _ in range(CHATS)))
        rows[name] = quantiles(waits)
    p50, p99 = rows["floor: /healthz"]
    print(f"{CHATS} chats at once, {len(STEPS) + 1} steps each")
    for name, (middle, worst) in rows.items():
        print(
            f"{name:16} p50 {middle * 1000:7.1f} ms ({middle / p50:4.1f} x)"
            f"   p99 {worst * 1000:7.1f} ms ({worst / p99:4.1f} x)"
        )


def quantiles(waits: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(waits, n=100)
    return cuts[49], cuts[98]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, House(Path(folder)) as house:
        asyncio.run(measure(house.url))
