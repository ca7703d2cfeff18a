"""Faces are painted over on the phone: what comes to the line never held them."""

import asyncio
from io import BytesIO

from PIL import Image
from playwright.async_api import Browser, FilePayload, Route, ViewportSize, expect

from tests.browsing import NEEDS_CHROMIUM, a_page
from tests.handlers.webchat_house import ChatHouse
from tests.serving import served

pytestmark = NEEDS_CHROMIUM


def a_yellow_picture() -> FilePayload:
    into = BytesIO()
    Image.new("RGB", (400, 300), "yellow").save(into, "JPEG")
    return FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=into.getvalue())


async def test_what_was_painted_over_never_leaves_the_phone(browser: Browser) -> None:
    house, size = ChatHouse(), ViewportSize(width=360, height=740)
    async with served(house) as url, a_page(browser, size) as page:
        await page.goto(url)
        await expect(page.locator("[data-choice^='kind:']").first).to_be_visible()
        dialog = page.locator("dialog.cover")

        await page.locator("#to-cover").set_input_files([a_yellow_picture()])
        await dialog.get_by_role("button", name="Không gửi").click()
        await expect(dialog).to_have_count(0)

        await page.locator("#to-cover").set_input_files([a_yellow_picture()])
        box = await dialog.locator("canvas").bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] / 2
        await page.mouse.move(box["x"] + 5, middle)
        await page.mouse.down()
        await page.mouse.move(box["x"] + box["width"] - 5, middle, steps=3)
        await page.mouse.up()
        await dialog.get_by_role("button", name="Gửi ảnh này").click()
        await expect(page.locator("#log")).to_contain_text("Đã giữ tệp của bạn (1/10)")

    [(_, content)] = house.memory.files.values()
    kept = Image.open(BytesIO(content)).convert("L")
    assert kept.getpixel((200, 150)) < 100 < kept.getpixel((200, 20))  # type: ignore[operator]


async def test_a_picture_chosen_before_the_page_can_paint_is_not_lost(browser: Browser) -> None:
    async with served(ChatHouse()) as url, a_page(browser) as page:
        chosen = asyncio.Event()

        async def come_late(route: Route) -> None:
            await chosen.wait()
            await route.continue_()

        await page.route("**/chat-attach.js*", come_late)
        await page.goto(url)
        await page.locator("#to-cover").set_input_files([a_yellow_picture()])
        chosen.set()

        await expect(page.locator("dialog.cover canvas")).to_be_visible()
