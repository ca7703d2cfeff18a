"""How long a newcomer on a bad network waits for the first question: 50 kbit/s, in Chromium.

Prints the seconds until its first answer can be pressed, once for each of some round trips, and the
bytes it took. The browser knows nothing of the page beforehand.
Run: python -m bench.first_question
"""

import asyncio
import statistics
import time

from playwright.async_api import Browser, Page, expect

from tests.browsing import PHONE, a_page, browsing
from tests.handlers.webchat_house import ChatHouse
from tests.serving import served

BYTES_PER_SECOND = 50_000 // 8
ROUND_TRIPS = (0, 150, 300, 500)  # milliseconds
TIMES = 3


async def main() -> None:
    async with served(ChatHouse()) as url, browsing() as browser:
        print(f"{'round trip':>10} {'seconds':>8} {'most':>6} {'bytes':>7}")
        for round_trip in ROUND_TRIPS:
            tries = [await wait_for_question(browser, url, round_trip) for _ in range(TIMES)]
            waited = [seconds for seconds, _ in tries]
            middle = statistics.median(waited)
            print(
                f"{round_trip:7} ms {middle:8.1f} {max(waited):6.1f} {tries[0][1]:7,}", flush=True
            )


async def wait_for_question(browser: Browser, url: str, round_trip: int) -> tuple[float, int]:
    async with a_page(browser, PHONE, touch=True) as page:
        taken = await slow_down(page, round_trip)
        began = time.perf_counter()
        await page.goto(url, wait_until="commit")
        await expect(page.locator("[data-choice^='kind:']").first).to_be_visible()
        return time.perf_counter() - began, sum(taken)


async def slow_down(page: Page, round_trip: int) -> list[int]:
    """Returns the sizes of what comes, as they come."""
    line = await page.context.new_cdp_session(page)
    await line.send("Network.enable")
    speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    await line.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": round_trip, **speed}
    )
    sizes: list[int] = []
    line.on("Network.loadingFinished", lambda told: sizes.append(int(told["encodedDataLength"])))
    return sizes


if __name__ == "__main__":
    asyncio.run(main())
