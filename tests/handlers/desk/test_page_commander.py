"""In a browser: a commander counts and undoes, a caller's tip is kept, keys act on the focus."""

from datetime import timedelta

from playwright.async_api import Browser, expect

from desks.desk import Code, Role
from tests.browsing import a_page, come_in
from tests.builders import NOON, a_held_tip, a_tip
from tests.handlers.desk.test_page import pytestmark, seated
from tests.handlers.webdesk_house import a_house
from tests.serving import served
from tips.expiry import Expiring
from tips.tip import KindId, TipId

__all__ = ["pytestmark"]


async def test_a_commander_goes_from_a_figure_to_its_tip_and_undoes_an_extension(
    browser: Browser,
) -> None:
    house = a_house(a_held_tip(extensions=1, filed_at=NOON - timedelta(days=39)))
    soon = Expiring(Code("K7Q-205"), KindId("ma_tuy"), NOON, NOON + timedelta(days=4))
    house.expiring.rows = (soon,)
    invite = await house.invite(label="Chỉ huy", role=Role.COMMANDER)
    async with served(house) as base, a_page(browser) as page:
        await come_in(page, f"{base}/desk/join/{invite}")
        await page.click("summary")
        await page.click("#figures")
        await page.click("dialog[open] button.main")
        await expect(page.locator("dialog[open]")).to_contain_text("Nhận đúng hạn: 0%")
        await page.click("dialog[open] summary:has-text('Điểm nóng')")
        await expect(page.locator("dialog[open] table.heat")).to_contain_text("Tổ dân phố 1")
        await page.click("dialog[open] tr:has-text('Đã tiếp nhận') button")
        await page.click("dialog[open] >> text=K7Q-204")
        await page.keyboard.press("Escape")
        await expect(page.locator("#thread-head")).to_contain_text("K7Q-204")
        await page.click("summary")
        await page.click("#expiring")
        await expect(page.locator("dialog[open]")).to_contain_text("Ma túy · xóa ngày 16/03/2026")
        await page.keyboard.press("Escape")
        await page.keyboard.press("m")
        await page.click("dialog[open] label:has([value=shorten])")
        await page.click("dialog[open] button.main")

        await expect(page.locator("dialog[open]")).to_contain_text("Hạn 1/4/2026 → ")


async def test_what_a_caller_told_is_not_thrown_away_by_escape(browser: Browser) -> None:
    async with seated(browser, a_house()) as page:
        await page.click("summary")
        await page.click("#by-phone")
        await page.fill("#dialog-words", "Có người bán ma túy")
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")

        await expect(page.locator("dialog[open] .alarm")).to_contain_text("còn nguyên")
        await expect(page.locator("#dialog-words")).to_have_value("Có người bán ma túy")
        await expect(page.locator("#dialog-kind")).to_have_value("")
        await page.locator("dialog[open] .send button").first.click()
        await expect(page.locator("dialog[open]")).to_have_count(0)


async def test_a_key_acts_on_the_row_that_has_the_focus(browser: Browser) -> None:
    other = a_tip(id=TipId("9" * 32), code=Code("ABC-123"), filed_at=NOON + timedelta(minutes=1))
    house = a_house(a_tip(), other)
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await expect(page.locator("#thread-head")).to_contain_text("K7Q-204")
        await page.focus("#rows [data-code='ABC-123']")
        await page.keyboard.press("c")

        await expect(page.locator("[data-move='release']")).to_be_visible()
        await expect(page.locator("#thread-head")).to_contain_text("ABC-123")
        held = {str(tip.code): tip.officer for tip in house.memory.tips.values()}
        assert (held["K7Q-204"], bool(held["ABC-123"])) == (None, True)
