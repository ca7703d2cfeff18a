"""The ten most frequent jobs of a duty officer, driven in Chromium: presses and seconds of each.

Every key and every click counts, every character that has to be typed as well. "Before" is what
the page of June 2026 asked for, counted in its scripts; none: it could not be done there.
Run: python -m bench.desk_jobs
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from playwright.async_api import Page, expect

from desks.desk import Code, Role
from tests.browsing import DESKTOP, a_page, browsing, come_in
from tests.builders import NOON, a_report, a_tip
from tests.handlers.webdesk_house import DeskHouse, a_house
from tests.serving import served
from tips.tip import Tip, TipId, Urgency

OURS, REASON = "K7Q-204", "Cùng một vụ"
CODES = (OURS, "M3D-118", "P2X-771", "R5T-330")
DONE = "#dialog .send button:last-child"


@dataclass
class Hand:
    page: Page
    presses: int = 0

    async def key(self, *names: str) -> None:
        for name in names:
            await self.page.keyboard.press(name)
        self.presses += len(names)

    async def click(self, *places: str) -> None:
        for place in places:
            await self.page.click(place)
        self.presses += len(places)

    async def type(self, words: str, place: str = "") -> None:
        if place:
            await self.click(place)
        await self.page.keyboard.type(words)
        self.presses += len(words)

    async def sees(self, place: str, words: str) -> None:
        await expect(self.page.locator(place)).to_contain_text(words)


async def take_emergency(hand: Hand) -> None:
    await hand.click("#alarm button")
    await hand.sees("#thread-head", CODES[1])
    await hand.key("c")
    await hand.sees("#rows", "Tôi đang giữ")


async def ask(hand: Hand) -> None:
    await hand.key("a")
    await hand.click("#ask-form .ready button:nth-child(1)")
    await hand.key("Control+Enter")
    await hand.sees("#lines", "lúc mấy giờ")


async def close(hand: Hand) -> None:
    await hand.key("e")
    await hand.click("#dialog input[value='khong_co_co_so']", "#dialog .ready button", DONE)
    await hand.sees("#thread-head", "Trả lời, kết thúc")


async def note(hand: Hand) -> None:
    await hand.key("n")
    await hand.type("Đã gọi tổ bảo vệ")
    await hand.key("Control+Enter")
    await hand.sees("#lines", "tổ bảo vệ")


async def assign_three(hand: Hand) -> None:
    await hand.key("j", "x", "j", "x", "j", "x")
    await hand.click("[data-together='assign']", "#dialog label.option:nth-of-type(1) input")
    await hand.type(REASON, "#dialog-words")
    await hand.click(DONE)
    await hand.sees("#announcement", "3 tin xong.")


async def merge_three(hand: Hand) -> None:
    await hand.key("j", "x", "j", "x", "j", "x")
    await hand.click("[data-together='merge']", "#dialog .found label:nth-child(1) input")
    await hand.type(REASON, "#dialog-words")
    await hand.click(DONE)
    await hand.sees("#announcement", "2 tin xong.")


async def hand_over(hand: Hand) -> None:
    await hand.key("m")
    await hand.click("#dialog input[value='handover']", DONE)
    await hand.type("tan binh", "#dialog-search")
    await hand.click("#dialog .found label:nth-child(1) input")
    await hand.type("Đúng địa bàn", "#dialog-words")
    await hand.click(DONE)
    await hand.sees("#thread-state", "Đã chuyển đến")


async def find_by_plate(hand: Hand) -> None:
    await hand.key("/")
    await hand.type("51H12345")
    await hand.key("Enter")
    await hand.click(".found-tips button")
    await hand.sees("#thread-head", CODES[3])


async def take_down(hand: Hand) -> None:
    await hand.click(".menu summary", "#by-phone")
    await hand.page.select_option("#dialog-kind", "trom_cap")
    hand.presses += 2
    await hand.type("Mất xe máy trước số 12 Lê Lợi", "#dialog-words")
    await hand.click(DONE)
    await hand.sees("#dialog-head", "Đã lưu tin")


async def lock(hand: Hand) -> None:
    await hand.click(".menu summary", "#lock", DONE)  # who has no way back is asked first
    await hand.sees("h1", "Chưa vào bàn trực")


Job = Callable[[Hand], Awaitable[None]]
JOBS: tuple[tuple[str, Job, int | None], ...] = (
    ("take the new emergency", take_emergency, 4),
    ("ask when it was", ask, 41),
    ("close with a word for the resident", close, 29),
    ("note for colleagues", note, 18),
    ("give three tips to a colleague", assign_three, 54),
    ("three reports of one matter into one", merge_three, 48),
    ("hand one over to another desk", hand_over, 26),
    ("find an old tip by a number plate", find_by_plate, None),
    ("take down what is told by phone", take_down, 35),
    ("lock the screen", lock, 2),
)
HOLDS = (ask, close)  # jobs with a tip that the officer has taken
OPEN = (note, hand_over, *HOLDS)


def tips() -> list[Tip]:
    first = a_tip()
    others = [
        replace(first, id=TipId(f"{n}" * 32), code=Code(code), filed_at=NOON - timedelta(hours=n))
        for n, code in enumerate(CODES[1:], 1)
    ]
    others[0] = replace(others[0], urgency=Urgency.CRITICAL)
    others[2] = replace(others[2], report=a_report(story="Xe 51H-123.45 đỗ trước chợ"))
    return [first, *others]


async def begin(page: Page, house: DeskHouse, base: str, job: Job) -> None:
    house.memory.tips.clear()
    house.has(*tips())
    await come_in(page, f"{base}/desk/join/{await house.invite(label='Trực ban 1')}")
    await expect(page.locator("#rows .row")).to_have_count(len(CODES))
    if job in OPEN:
        await page.click(f"[data-code='{OURS}']")
        await expect(page.locator("[data-move='claim']")).to_be_visible()
    if job in HOLDS:
        await page.click("[data-move='claim']")
        await expect(page.locator("[data-move='close']")).to_be_visible()


async def main() -> None:
    house = a_house()
    await house.officer("Trực ban 0")
    await house.officer("Chỉ huy", role=Role.COMMANDER)
    print(f"{'job':38} {'presses':>8} {'before':>7} {'seconds':>8}")
    async with served(house) as base, browsing() as browser:
        for name, job, before in JOBS:
            async with a_page(browser, DESKTOP) as page:
                await begin(page, house, base, job)
                hand, began = Hand(page), time.perf_counter()
                await job(hand)
                seconds = time.perf_counter() - began
            print(f"{name:38} {hand.presses:8} {before or '–':>7} {seconds:8.1f}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
