"""A resident with a phone and an officer at a desk, in a real browser, on the whole house.

With TINBAO_SCREENSHOTS=FOLDER the pages are also kept as pictures (docs/screenshots comes so).
"""

import os
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests import browsing as browsers
from tests.browsing import NEEDS_CHROMIUM, press_in
from tests.journeys.house import House

PICTURES = os.environ.get("TINBAO_SCREENSHOTS", "")
STORY = "Tối qua có nhóm người tụ tập mua bán ma túy ở bãi xe, đi ba xe máy"

pytestmark = NEEDS_CHROMIUM


def a_page(browser: Browser, width: int, look: str) -> AbstractAsyncContextManager[Page]:
    phone = width < 800
    size = ViewportSize(width=width, height=740 if phone else 800)
    return browsers.a_page(browser, size, look, touch=phone)


@pytest.mark.parametrize(
    ("width", "look"), [(360, "light"), pytest.param(1280, "dark", marks=pytest.mark.trial)]
)
async def test_a_tip_is_filed_and_triaged_in_the_browser(
    browser: Browser, tmp_path: Path, width: int, look: str
) -> None:
    with House(tmp_path) as house:
        house.tinbao("desk", "open", "26743")
        invite = house.invite("26743")
        async with (
            a_page(browser, width, look) as phone,
            a_page(browser, width, "light" if look == "dark" else "dark") as desk,
        ):
            await phone.goto(house.url)
            await expect(phone.locator(".danger a[href='tel:113']")).to_be_visible()
            await picture(phone, f"chat-opened-{width}-{look}")
            receipt = await file_a_tip(phone, f"{width}-{look}")

            await press_in(desk, house.url + invite)
            await desk.locator("#rows li").first.click(timeout=30_000)
            await expect(desk.locator("#thread")).to_contain_text("tụ tập mua bán ma túy")
            await desk.locator("[data-move='claim']").click()
            await expect(desk.locator("[data-move='release']")).to_be_visible()
            await picture(desk, f"desk-claimed-{width}-{look}")
            await ask(desk, "Bạn có nhớ màu xe không?")

            await expect(phone.locator("#log")).to_contain_text("Bạn có nhớ màu xe không?")
            await say(phone, "Một xe màu đỏ")
            await expect(desk.locator(".line.citizen").last).to_contain_text("Một xe màu đỏ")
            await picture(phone, f"chat-answered-{width}-{look}")
            await picture(desk, f"desk-answered-{width}-{look}")
            await close(desk)

            await expect(phone.locator("#log")).to_contain_text("đã được xử lý")
            await read_elsewhere(browser, house, receipt, width)


async def file_a_tip(phone: Page, name: str) -> str:
    await say(phone, STORY)
    await press(phone, "kind:ma_tuy")
    await expect(phone.locator("#step")).to_contain_text("Ở đâu")
    await say(phone, "16 Sông Đình, Nha Trang")
    for choice in ("phường Nha Trang", "phường Nam Nha Trang", "Không có trong danh sách"):
        await expect(phone.get_by_role("button", name=choice)).to_be_in_viewport()
    await say(phone, "phường Bến Thành, quận 1")
    await press(phone, "media:done")
    await picture(phone, f"chat-review-{name}")
    await press(phone, "send")
    card = phone.locator(".receipt-card")
    await expect(card).to_be_visible()
    await picture(phone, f"chat-receipt-{name}")
    await is_on_paper(phone)
    receipt = await card.locator("li, .word").all_inner_texts()
    await card.get_by_role("button", name="Tôi đã lưu").click()
    return " ".join(receipt) or await card.inner_text()


async def is_on_paper(phone: Page) -> None:
    """The nine words, whole, and nothing of what was told."""
    await phone.emulate_media(media="print")
    words = phone.locator(".receipt-card li")
    for number in range(9):
        await expect(words.nth(number)).to_be_visible()
    await expect(phone.locator(".message.citizen").first).to_be_hidden()
    await expect(phone.locator("#write")).to_be_hidden()
    await phone.emulate_media(media="screen")


async def say(phone: Page, words: str) -> None:
    await phone.locator("#write").fill(words)
    await phone.locator("#send").click()
    await expect(phone.locator("#log")).to_contain_text(words)


async def press(phone: Page, choice: str) -> None:
    """The button, unfolded if it hides behind "Xem thêm"."""
    button = phone.locator(f"[data-choice='{choice}']:visible").last
    await button.click(timeout=30_000)


async def ask(desk: Page, words: str) -> None:
    await desk.locator("#ask-tab").click()
    await desk.locator("#ask-words").fill(words)
    await desk.locator("#ask-form .send button").click()
    await expect(desk.locator(".line.desk").last).to_contain_text(words)


async def close(desk: Page) -> None:
    folded = desk.locator("#composer:not(.writing)")
    if not await folded.count():
        await desk.locator("#ask-words").press("Escape")
    await desk.locator("[data-move='close']").click()
    await desk.locator("#dialog input[name=choice]").first.check()
    await desk.locator("#dialog").get_by_role("button", name="Kết thúc").last.click()
    await expect(desk.locator("#thread-head")).to_contain_text("kết thúc")


async def read_elsewhere(browser: Browser, house: House, receipt: str, width: int) -> None:
    async with a_page(browser, width, "light") as other:
        await other.goto(house.url)
        await other.locator("#write").fill(f"/ma {receipt}")
        await other.locator("#send").click()
        await expect(other.locator("#log")).to_contain_text("Bạn có nhớ màu xe không?")
        await expect(other.locator("#log")).to_contain_text("Một xe màu đỏ")


async def picture(page: Page, name: str) -> None:
    if PICTURES:
        await page.wait_for_timeout(300)
        await page.screenshot(path=f"{PICTURES}/{name}.png")
