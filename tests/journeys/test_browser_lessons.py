"""Lessons on the chat page, in a real browser on the whole house.

With TINBAO_SCREENSHOTS=FOLDER the pages are also kept as pictures.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Client
from playwright.async_api import Browser, Page, expect

from tests.journeys.house import House
from tests.journeys.test_browser_story import a_page, picture, press, pytestmark, say
from tests.journeys.test_web_story import wait_for

__all__ = ["pytestmark"]
STORY = "Tối qua có nhóm người tụ tập mua bán ma túy ở bãi xe, đi ba xe máy"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as open_house:
        yield open_house


@pytest.mark.parametrize(
    ("width", "look"), [(360, "light"), pytest.param(1280, "dark", marks=pytest.mark.trial)]
)
async def test_a_resident_subscribes_beside_a_tip_and_stops(
    browser: Browser, house: House, width: int, look: str
) -> None:
    async with a_page(browser, width, look) as phone:
        name = f"{width}-{look}"
        await phone.goto(house.url)
        offer = phone.locator("#subscribe")
        await offer.scroll_into_view_if_needed()
        await expect(offer).to_be_visible()
        await picture(phone, f"lessons-offer-{name}")

        await say(phone, STORY)
        await expect(phone.locator("#step")).to_contain_text("Bước 3")
        await expect(offer).to_be_hidden()  # not while a tip is being told
        await say(phone, "/dangky")
        await expect(phone.locator("#log")).to_contain_text("Bạn đang nhận bài")
        await picture(phone, f"lessons-subscribed-{name}")
        await expect(phone.locator("#step")).to_contain_text("Bước 3")
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


async def test_a_posters_link_asks_once_after_the_notice(browser: Browser, house: House) -> None:
    async with a_page(browser, 360, "light") as phone:
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


async def test_a_wrong_alert_changes_on_a_page_that_is_looked_at_again(
    browser: Browser, house: House
) -> None:
    writer, chief = house.officer(role="commander"), house.officer(role="commander")
    async with a_page(browser, 360, "light") as phone:
        await phone.goto(house.url)
        await say(phone, "/dangky")
        log = phone.locator("#log")
        await expect(log).to_contain_text("Bạn đang nhận bài")

        wrong = let_out(
            writer, chief, "campaigns", {"to": "all", "text": "Số nóng là 0912 345 678."}
        )
        await expect(log).to_contain_text("Số nóng là 0912 345 678.")
        let_out(writer, chief, f"campaigns/{wrong}/correct", {"text": "Xin lỗi: số đúng là 113."})
        await looked_at_until(phone, "Xin lỗi: số đúng là 113.")
        await expect(log).not_to_contain_text("0912")
        await picture(phone, "lessons-corrected-360-light")

        let_out(writer, chief, f"campaigns/{wrong}/recall", {})
        await looked_at_until(phone, "")
        await expect(log).not_to_contain_text("số đúng là 113")


def let_out(writer: Client, chief: Client, path: str, asked: dict[str, str]) -> str:
    drafted = wait_for(lambda: drafted_by(writer, path, asked))
    approve = f"/api/desk/campaigns/{drafted['id']}/approve"
    chief.post(approve, json={"proof": drafted["proof"]}).raise_for_status()
    return str(drafted["id"])


def drafted_by(writer: Client, path: str, asked: dict[str, str]) -> dict[str, Any]:
    """Nothing yet while what is to be mended is still on its way to somebody."""
    answer = writer.post(f"/api/desk/{path}", json=asked)
    if answer.status_code == 409:
        return {}
    drafted: dict[str, Any] = answer.raise_for_status().json()
    return drafted


async def looked_at_until(phone: Page, words: str) -> None:
    """As somebody does who comes back to the page; without words, until no lesson is there."""
    for _ in range(600):
        await phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await phone.wait_for_timeout(100)
        shown = await phone.locator("#log").inner_text()
        if words in shown if words else "Bạn nhận bài này" not in shown:
            return
    raise AssertionError(words)
