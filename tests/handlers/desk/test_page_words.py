"""In a browser: held words, likely duplicates, and the register as a download."""

from datetime import timedelta

from playwright.async_api import Browser, expect

from desks.desk import Code
from tests.builders import NOON, a_tip
from tests.handlers.desk.test_page import pytestmark, seated
from tests.handlers.webdesk_house import DeskHouse, a_house
from tips.tip import TipId

__all__ = ["pytestmark"]
HELD = "Bạn gọi 0912 345 678 nhé"


def told(house: DeskHouse) -> list[str]:
    return [letter.text for letter in house.memory.letters]


async def test_held_words_are_sent_by_pressing_again(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("[data-move='claim']")
        await page.click("#ask-tab")
        await page.fill("#ask-words", HELD)
        await page.keyboard.press("Control+Enter")

        await expect(page.locator("#problem")).to_contain_text("số điện thoại")
        assert HELD not in told(house)
        await page.click("#problem >> text=Vẫn gửi")

        await expect(page.locator("#lines")).to_contain_text(HELD)
        await expect(page.locator("#problem")).to_be_hidden()
        assert HELD in told(house)


async def test_words_changed_after_they_were_held_are_looked_at_anew(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("[data-move='claim']")
        await page.click("#ask-tab")
        await page.fill("#ask-words", HELD)
        await page.keyboard.press("Control+Enter")
        await expect(page.locator("#problem")).to_contain_text("số điện thoại")
        await page.fill("#ask-words", "Xem bit.ly/abc")
        await page.click("#problem >> text=Vẫn gửi")

        await expect(page.locator("#problem")).to_be_hidden()
        assert not any("bit.ly" in words or "0912" in words for words in told(house))


async def test_a_likely_duplicate_is_a_press_away(browser: Browser) -> None:
    twin = a_tip(id=TipId("9" * 32), code=Code("ABC-123"), filed_at=NOON - timedelta(hours=3))
    async with seated(browser, a_house(a_tip(), twin)) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("#facts >> text=ABC-123")

        await expect(page.locator("#thread-head")).to_contain_text("ABC-123")


async def test_the_register_is_a_download(browser: Browser) -> None:
    async with seated(browser, a_house()) as page:
        await page.click("summary")
        await page.click("#register")
        async with page.expect_download() as download:
            await page.click("dialog[open] button.main")

        assert (await download.value).suggested_filename.endswith(".xlsx")


async def test_a_tip_is_found_by_words_and_opened(browser: Browser) -> None:
    twin = a_tip(id=TipId("9" * 32), code=Code("ABC-123"), closed_at=NOON)
    async with seated(browser, a_house(a_tip(), twin)) as page:
        await expect(page.locator("#rows")).to_contain_text("K7Q-204")  # the page is up
        await page.fill("#search", "abc 123")
        await page.keyboard.press("Enter")
        await expect(page.locator("#thread-head")).to_contain_text("ABC-123")
        await page.click("summary")
        await page.click("#search-all")
        await page.fill("dialog[open] input", "không ai nói thế")
        await page.keyboard.press("Enter")
        await expect(page.locator("dialog[open] [role=status]")).to_have_text(
            "Đã xem hết: thấy 0 tin."
        )
        await page.fill("dialog[open] input", "K7Q204")
        await page.click("dialog[open] button.main >> nth=0")
        await page.click(".found-tips button")

        await expect(page.locator("#thread-head")).to_contain_text("K7Q-204")
