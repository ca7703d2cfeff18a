"""Files on a bad network, in a real browser: words go first, a file can be dropped."""

import asyncio

from playwright.async_api import Browser, FilePayload, Page, Route, ViewportSize, expect

from tests.browsing import NEEDS_CHROMIUM, a_page
from tests.handlers.webchat_house import ChatHouse, served
from tests.media_files import a_picture

pytestmark = NEEDS_CHROMIUM
PICTURE = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=a_picture())
NO_PICTURE = FilePayload(name="b.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")


async def test_words_overtake_a_file_and_a_file_can_be_dropped(browser: Browser) -> None:
    let_through = asyncio.Event()

    async def slow(route: Route) -> None:
        if "multipart" in (route.request.headers.get("content-type") or ""):
            await let_through.wait()
        await route.continue_()

    size = ViewportSize(width=360, height=740)
    async with served(ChatHouse()) as url, a_page(browser, size) as page:
        await page.goto(url)
        await expect(page.locator("[data-choice^='kind:']").first).to_be_visible()
        await page.route("**/api/chat/messages", slow)

        await page.locator("#file").set_input_files([PICTURE, PICTURE])
        await expect(page.locator(".own progress")).to_have_count(2)
        await _say(page, "Họ bán ma túy ở quán nước đầu hẻm")
        await expect(page.locator(".message.bot").last).to_contain_text("Ở đâu")

        await page.locator(".own").nth(1).get_by_role("button", name="Bỏ tệp này").click()
        let_through.set()
        await expect(page.locator("#log")).to_contain_text("Đã giữ tệp của bạn (1/10)")
        await expect(page.locator(".own[data-file]")).to_have_count(1)

        await page.locator("#file").set_input_files([NO_PICTURE])
        await expect(page.locator("#log")).to_contain_text("JPG, PNG, WebP, HEIC")
        refused = page.locator(".own[data-file]").last.locator(".state")
        await expect(refused).to_have_text("Không gửi được")


async def _say(page: Page, words: str) -> None:
    await page.locator("#write").fill(words)
    await page.locator("#send").click()
