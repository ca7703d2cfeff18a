"""In a browser: a passkey is made at the first visit and lets its officer in at night."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browsing import NEEDS_CHROMIUM, a_page, come_in
from tests.builders import NOON, a_tip
from tests.handlers.webdesk_house import a_house
from tests.serving import served
from tips.tip import Urgency

pytestmark = NEEDS_CHROMIUM


async def give_authenticator(page: Page) -> None:
    """A phone with a finger on it, as Chromium pretends one."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.timeout(120)
async def test_a_passkey_made_at_the_first_visit_opens_the_desk_at_night(browser: Browser) -> None:
    house = a_house()
    async with served(house) as base, a_page(browser) as page:
        # Browsers give passkeys to names only, never to a number.
        address = base.replace("127.0.0.1", "localhost")
        house.site_is(f"{address}/")
        await give_authenticator(page)
        await come_in(page, f"{address}/desk/join/{await house.invite()}")
        await page.get_by_role("link", name="Cài ngay").click()
        await expect(page.locator("#who")).to_have_text("Công an phường Bến Thành · Trực ban 1")
        await page.get_by_role("button", name="Thêm khóa trên máy này").click()
        await expect(page.locator("#announcement")).to_have_text("Đã thêm khóa truy cập.")
        await page.get_by_role("button", name="Cài mã sáu số").click()
        await expect(page.locator("dialog img")).to_have_attribute("src", re.compile("^data:image"))
        await page.locator("dialog").get_by_role("button", name="Thôi").click()

        house.clock.pass_time(hours=11, minutes=55)
        await page.goto(f"{address}/desk")
        await expect(page.locator(".session-bar")).to_contain_text("sắp hết sau 5 phút")
        await page.get_by_role("button", name="Làm việc tiếp").click()
        await expect(page.locator(".session-bar")).to_be_hidden()
        [device] = await house.browsers.devices(next(iter(house.memory.officers.values())))
        assert device.until == NOON + timedelta(hours=23, minutes=55)

        house.clock.pass_time(hours=12, minutes=1)
        await page.goto(f"{address}/desk")
        await page.get_by_role("button", name="Dùng vân tay, khuôn mặt hay mã máy").click()
        await expect(page.locator("#who")).to_have_text("Công an phường Bến Thành · Trực ban 1")


@pytest.mark.timeout(120)
async def test_a_screen_is_locked_in_a_press_and_an_emergency_is_told_there_before(
    browser: Browser,
) -> None:
    house = a_house(a_tip(urgency=Urgency.CRITICAL))
    async with served(house) as base, a_page(browser) as page:
        await come_in(page, f"{base}/desk/join/{await house.invite()}")
        await page.goto(f"{base}/desk/access")
        await expect(page.locator("#alarm")).to_contain_text("1 tin khẩn cấp chưa ai nhận")
        await page.click("#lock")
        await expect(page.locator("#dialog")).to_contain_text("Bạn chưa cài cách tự vào lại.")
        await page.locator("#dialog .send button:last-child").click()

        await expect(page.locator("h1")).to_have_text("Chưa vào bàn trực")
    assert not await house.browsers.devices(next(iter(house.memory.officers.values())))
