"""Lessons on the chat page, in a real browser on the whole house.

With TINBAO_SCREENSHOTS=FOLDER the pages are also kept as pictures.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.journeys.house import House
from tests.journeys.test_browser_story import a_page, browsing, picture, press, pytestmark, say

__all__ = ["pytestmark"]
STORY = "Tối qua có nhóm người tụ tập mua bán ma túy ở bãi xe, đi ba xe máy"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as open_house:
        yield open_house


@pytest.mark.parametrize(("width", "look"), [(360, "light"), (1280, "dark")])
async def test_a_resident_subscribes_beside_a_tip_and_stops(
    house: House, width: int, look: str
) -> None:
    async with browsing() as browser, a_page(browser, width, look) as phone:
        name = f"{width}-{look}"
        await phone.goto(house.url)
        offer = phone.locator("#subscribe")
        await offer.scroll_into_view_if_needed()
        await expect(offer).to_be_visible()
        await picture(phone, f"lessons-offer-{name}")

        await say(phone, STORY)
        await expect(phone.locator("#step")).to_contain_text("Bước 1")
        await expect(offer).to_be_hidden()  # not while a tip is being told
        await say(phone, "/dangky")
        await expect(phone.locator("#log")).to_contain_text("Bạn đang nhận bài")
        await picture(phone, f"lessons-subscribed-{name}")
        await expect(phone.locator("#step")).to_contain_text("Bước 1")
        await press(phone, "dk:topics")
        await press(phone, "dk:t:+chong_lua_dao")
        await picture(phone, f"lessons-topics-{name}")
        await press(phone, "kind:ma_tuy")  # the tip's own question is still open
        await expect(phone.locator("#step")).to_contain_text("Ở đâu")

        await reads_it_again(phone)
        await say(phone, "/dung")
        await expect(phone.locator("#log")).to_contain_text("Đã dừng.")
        await expect(phone.locator("#step")).to_contain_text("Ở đâu")


async def reads_it_again(phone: Page) -> None:
    await phone.reload()
    await expect(phone.locator("#log")).to_contain_text("Bạn đang nhận bài")
    await expect(phone.locator("#step")).to_contain_text("Ở đâu")


async def test_a_posters_link_asks_once_after_the_notice(house: House) -> None:
    async with browsing() as browser, a_page(browser, 360, "light") as phone:
        await phone.goto(f"{house.url}/?dk=26743_hs")
        await expect(phone.locator("#log")).to_contain_text("Bạn có muốn nhận bài")
        texts = await phone.locator("#log .bubble").all_inner_texts()
        assert "113" in texts[0]
        assert "dk=" not in phone.url
        await picture(phone, "lessons-poster-360-light")

        await press(phone, "dk:yes:26743_hs")
        await expect(phone.locator("#log")).to_contain_text("Đã đăng ký, cảm ơn bạn.")
        await picture(phone, "lessons-agreed-360-light")
        await phone.reload()
        await expect(phone.locator("#log")).to_contain_text("Đã đăng ký, cảm ơn bạn.")
        asked = phone.locator("#log .message.bot", has_text="Bạn có muốn nhận bài")
        await expect(asked).to_have_count(1)
        width = await phone.evaluate("document.documentElement.scrollWidth")
        assert width <= 360
