"""Every page, small and wide, by day and by night: none keeps anybody out. Every dialog, and the
pages of lessons and of the movement, are looked at while they are pressed (tests/page_presser.py).
"""

import pytest
from playwright.async_api import Browser, Page, expect

from desks.desk import Role
from handlers.chat.page import Advice
from tests.accessible import Looker
from tests.browsing import NEEDS_CHROMIUM, PHONE, a_page, come_in
from tests.builders import a_tip
from tests.handlers.chat.test_covering import a_yellow_picture
from tests.handlers.desk.test_page_pressed import PICTURE, the_tips
from tests.handlers.desk.test_page_pressed import opened as a_tip_opened
from tests.handlers.webchat_house import ChatHouse
from tests.handlers.webdesk_house import a_house
from tests.serving import served
from tips.tip import Urgency

pytestmark = [*NEEDS_CHROMIUM, pytest.mark.timeout(600)]


async def test_the_desk_with_a_tip_open_keeps_nobody_out(browser: Browser) -> None:
    house, looker = a_house(a_tip(urgency=Urgency.CRITICAL)), Looker()
    async with served(house) as base, a_page(browser) as page:
        await come_in(page, f"{base}/desk/join/{await house.invite(role=Role.COMMANDER)}")
        await page.click("[data-code='K7Q-204']")
        await expect(page.locator("[data-move='claim']")).to_be_visible()
        await looker.look(page, "a tip")

    assert looker.found == []


@pytest.mark.trial
async def test_no_state_of_the_desk_keeps_anybody_out(browser: Browser) -> None:
    house, looker = a_house(), Looker()
    async with served(house) as base, a_page(browser) as page:
        await come_in(page, f"{base}/desk/join/{await house.invite(role=Role.COMMANDER)}")
        await expect(page.locator("#who")).to_contain_text("Trực ban 1")
        await looker.look(page, "queue")
        house.memory.tips.clear()
        house.memory.files["m1"] = (PICTURE, b"GIF")
        house.has(*the_tips(house, "Trực ban 1"))
        await a_tip_opened(page, f"{base}/desk")
        await expect(page.locator("#alarm")).to_be_visible()
        await page.click("#pick")
        await page.locator("[data-pick]").first.check()
        await looker.look(page, "several chosen, an emergency waits")
        await page.click(".menu summary")
        await page.click("#search-all")
        await page.fill("dialog[open] input[type=search]", "ma túy")
        await page.keyboard.press("Enter")
        await expect(page.locator(".found-tips li").first).to_be_visible()
        await looker.look(page, "found")
        await page.goto(f"{base}/desk/access")
        await expect(page.locator("#seats")).to_contain_text("Trực ban 1")
        await looker.look(page, "access")
        await page.context.clear_cookies()
        for path in ("/desk", "/desk/join/none"):
            await page.goto(base + path)
            await looker.look(page, path)

    assert looker.found == []


@pytest.mark.trial
async def test_nothing_beside_a_tip_keeps_anybody_out(browser: Browser) -> None:
    house, looker = ChatHouse(advice=(Advice("Giữ an toàn", "Đừng để ai nhìn thấy."),)), Looker()
    async with served(house) as url, a_page(browser, PHONE, touch=True) as page:
        await page.goto(url)
        await expect(page.locator("#offer")).to_be_visible()
        for offer in await page.locator("#offer summary").all():
            await offer.click()
        await looker.look(page, "offers")
        await press(page, "help")
        await expect(page.locator("li.message:focus")).to_contain_text("trụ sở")
        await looker.look(page, "help")
        await say(page, "đang đánh nhau ở chợ, có dao")
        await expect(page.locator(".choices a[href='tel:113']").first).to_be_visible()
        await looker.look(page, "danger")
        await page.locator("#to-cover").set_input_files([a_yellow_picture()])
        await expect(page.locator("canvas")).to_be_visible()
        await looker.look(page, "a face is covered")
        await page.get_by_role("button", name="Không gửi").click()
        await page.context.set_offline(True)
        await say(page, "gần cổng sau")
        await expect(page.locator("#notice")).to_contain_text("mất mạng")
        await looker.look(page, "offline")
        await page.context.set_offline(False)
        for path in ("/ngoai-tuyen", "/lich"):
            await page.goto(url + path)
            await looker.look(page, path)

    assert looker.found == []


@pytest.mark.trial
async def test_no_step_of_a_tip_keeps_anybody_out(browser: Browser) -> None:
    house, looker = ChatHouse(), Looker()
    async with served(house) as url, a_page(browser, PHONE, touch=True) as page:
        await page.goto(url)
        await expect(page.locator("[data-choice^='kind:']").first).to_be_visible()
        await looker.look(page, "first")
        await say(page, "Tối qua có nhóm người bán ma túy ở bãi xe sau chợ, đi ba xe máy")
        await press(page, "kind:ma_tuy")
        await expect(page.locator("#step")).to_contain_text("Ở đâu")
        await looker.look(page, "where")
        await say(page, "phường Bến Thành")
        await looker.look(page, "places")
        await press(page, "media:done")
        await expect(page.locator("[data-choice='send']:visible")).to_be_visible()
        await looker.look(page, "review")
        await press(page, "send")
        await expect(page.locator(".receipt-card")).to_be_visible()
        await looker.look(page, "receipt")
        await house.ask("Bạn có nhớ màu xe không?", "1")
        await expect(page.locator("#log")).to_contain_text("màu xe")
        await looker.look(page, "thread")

    assert looker.found == []


async def say(page: Page, words: str) -> None:
    await page.locator("#write").fill(words)
    await page.locator("#send").click()
    await expect(page.locator("#log")).to_contain_text(words)


async def press(page: Page, choice: str) -> None:
    await page.locator(f"[data-choice='{choice}']:visible").last.click()
