"""The desk's page: sentences that are ready, and several tips moved with one confirmation."""

from playwright.async_api import Browser, expect

from desks.desk import Code
from tests.builders import a_tip
from tests.handlers.desk.test_page import pytestmark, seated
from tests.handlers.desk.test_together import CODES, a_house_of_three, tip_in
from tests.handlers.webdesk_house import a_house
from tips.tip import TipId

__all__ = ["pytestmark"]


async def test_a_ready_sentence_is_pressed_changed_and_sent(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("[data-move='claim']")
        await expect(page.locator("#rows")).to_contain_text("Tôi đang giữ")
        await page.keyboard.press("a")
        await page.click("#ask-form .ready button:first-child")
        await page.keyboard.press("End")
        await page.keyboard.type(" Xin nói rõ.")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator(".line.desk")).to_contain_text("ngày nào? Xin nói rõ.")
        await page.keyboard.press("Escape")
        await page.keyboard.press("e")
        await page.check("#dialog input[value='khong_co_co_so']")
        await page.click("#dialog .ready button:first-child")
        await page.click("#dialog .send button:last-child")

        await expect(page.locator("#thread-head")).to_contain_text("Trả lời, kết thúc")
    said = "\n".join(letter.text for letter in house.memory.letters)
    assert "Cán bộ đã đến tận nơi xem." in said


async def test_several_are_chosen_by_key_and_mouse_and_told_one_by_one(browser: Browser) -> None:
    house = a_house_of_three()
    async with seated(browser, house) as page:
        await expect(page.locator("#rows .row")).to_have_count(3)
        await page.keyboard.press("j")
        await page.keyboard.press("x")
        await page.keyboard.press("j")
        await page.keyboard.press("x")
        await page.check(f"[data-pick='{CODES[2]}']")
        await expect(page.locator("#picked")).to_contain_text("Đã chọn 3 tin")
        await page.click("[data-together='merge']")
        await page.check(f"#dialog input[value='{CODES[0]}']")
        await page.fill("#dialog-words", "Cùng một vụ")
        # Somebody tells more while the officer is writing: that one is not what was chosen.
        house.has(a_tip(id=TipId("3" * 32), code=Code(CODES[2]), version=2))
        await page.click("#dialog .send button:last-child")

        await expect(page.locator("#dialog-head")).to_have_text("1 xong, 1 không")
        await expect(page.locator("#dialog")).to_contain_text(CODES[2])
        await page.keyboard.press("Escape")
        await expect(page.locator("#picked")).to_contain_text("Đã chọn 1 tin")
        await expect(page.locator("#rows .row")).to_have_count(2)
    assert [tip_in(house, code).lead for code in CODES] == [None, CODES[0], None]
