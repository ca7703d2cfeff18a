"""Files on a bad network, in a real browser: words go first, a break costs one piece, a file can
be dropped.
"""

import asyncio

from playwright.async_api import Browser, FilePayload, Page, Route, ViewportSize, expect

from tests.browsing import NEEDS_CHROMIUM, OFFLINE, a_page
from tests.handlers.webchat_house import ChatHouse
from tests.media_files import a_picture
from tests.serving import served

pytestmark = NEEDS_CHROMIUM
PICTURE = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=a_picture())
LARGE = FilePayload(name="b.bmp", mimeType="image/bmp", buffer=b"BM" + bytes(200_000))
NO_PICTURE = FilePayload(name="b.zip", mimeType="application/zip", buffer=b"PK\x03\x04")
UPLOADS = "**/api/chat/uploads/*"


class BrokenNetwork:
    """Loses the second and the third thing it is to carry."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def carry(self, route: Route) -> None:
        offset = route.request.headers.get("upload-offset")
        self.asked.append(f"{route.request.method} {offset}")
        await (route.abort(OFFLINE) if len(self.asked) in (2, 3) else route.continue_())


async def test_words_overtake_files_and_a_break_costs_one_piece(browser: Browser) -> None:
    let_through, network = asyncio.Event(), BrokenNetwork()

    async def slow(route: Route) -> None:
        if route.request.method == "PATCH":
            await let_through.wait()
        await route.continue_()

    size = ViewportSize(width=360, height=740)
    async with served(ChatHouse()) as url, a_page(browser, size) as page:
        await page.goto(url)
        await expect(page.locator("[data-choice^='kind:']").first).to_be_visible()
        await page.route(UPLOADS, slow)

        await page.locator("#file").set_input_files([PICTURE, PICTURE])
        await expect(page.locator(".own progress")).to_have_count(2)
        await _say(page, "Họ bán ma túy ở quán nước đầu hẻm")
        await expect(page.locator(".message.bot").last).to_contain_text("Ở đâu")

        await page.locator(".own").nth(1).get_by_role("button", name="Bỏ tệp này").click()
        let_through.set()
        await expect(page.locator("#log")).to_contain_text("Đã giữ tệp của bạn (1/10)")
        await expect(page.locator(".own[data-file]")).to_have_count(1)
        await page.unroute(UPLOADS)

        await page.route(UPLOADS, network.carry)
        await page.locator("#file").set_input_files([LARGE])
        await expect(page.locator("#log")).to_contain_text("JPG, PNG, WebP, HEIC")
        asked = ["PATCH 0", "PATCH 65536", "HEAD None", "HEAD None", "PATCH 65536"]
        assert network.asked[:5] == asked

        await page.locator("#file").set_input_files([NO_PICTURE])
        await expect(page.locator(".own[data-file]")).to_have_count(3)
        refused = page.locator(".own[data-file]").last.locator(".state")
        await expect(refused).to_have_text("Không gửi được")


async def _say(page: Page, words: str) -> None:
    await page.locator("#write").fill(words)
    await page.locator("#send").click()
