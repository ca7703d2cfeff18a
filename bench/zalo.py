"""How fast a Zalo event is on disk and acknowledged: 200 a second for some seconds.

`make bench-zalo`, or python -m bench.zalo [seconds]. Zalo waits two seconds; we want 99 of 100
within 0.2.
"""

import asyncio
import secrets
import sys
import tempfile
import time
from pathlib import Path

import httpx

from tests.journeys.house import House
from tests.zalo.fake_bot import TOKEN, FakeZaloBot
from tests.zalo.house import SECRET

RATE = 200
LIMIT = 2.0  # seconds Zalo waits
WANTED = 0.2  # p99
SHARES = (0.5, 0.9, 0.99, 1.0)


async def post(client: httpx.AsyncClient, number: int, took: list[float]) -> None:
    chat = f"{number % 500:020x}"
    message = {
        "message_id": secrets.token_hex(10),
        "date": int(time.time() * 1000),
        "from": {"id": chat, "display_name": "Người Thử", "is_bot": False},
        "chat": {"id": chat, "chat_type": "PRIVATE"},
        "text": "xin chào",
    }
    begun = time.perf_counter()
    answer = await client.post(
        "/zalo/bot", json={"event_name": "message.text.received", "message": message}
    )
    assert answer.status_code == 200
    took.append(time.perf_counter() - begun)


async def measure(url: str, seconds: int) -> list[float]:
    took: list[float] = []
    headers = {"X-Bot-Api-Secret-Token": SECRET}
    limits = httpx.Limits(max_connections=100)
    async with httpx.AsyncClient(base_url=url, headers=headers, limits=limits, timeout=30) as c:
        begun, sending = time.perf_counter(), []
        for number in range(RATE * seconds):
            await asyncio.sleep(max(0.0, begun + number / RATE - time.perf_counter()))
            sending.append(asyncio.create_task(post(c, number, took)))
        await asyncio.gather(*sending)
    return sorted(took)


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder, FakeZaloBot() as zalo:
        told = f'[zalo_bot]\ntoken = "{TOKEN}"\napi_base = "{zalo.url}"\n'
        told += f'webhook_secret = "{SECRET}"\n'
        with House(Path(folder), settings=told, forked=False) as house:
            took = asyncio.run(measure(house.url, seconds))
    shares = [(share, took[min(len(took) - 1, int(len(took) * share))]) for share in SHARES]
    for share, at in shares:
        print(f"p{share * 100:g}: {at * 1000:.1f} ms, {at / LIMIT:.1%} of what Zalo waits")
    p99 = dict(shares)[0.99]
    print(f"p99 is {'within' if p99 <= WANTED else 'OVER'} {WANTED * 1000:.0f} ms")


if __name__ == "__main__":
    main()
