"""An emergency that nobody has taken is seen and heard wherever the officer is on the page."""

import re

import pytest
from playwright.async_api import Browser, expect

from desks.desk import Code
from tests.browsing import PHONE, a_page, come_in
from tests.builders import a_report, a_tip
from tests.handlers.desk.test_page import pytestmark
from tests.handlers.webdesk_house import DeskHouse, a_house
from tests.serving import served
from tips.tip import TipId, Urgency

__all__ = ["pytestmark"]
# Playwright tells every page that it is looked at, nobody hears a machine without speakers, and
# the shell of Chromium refuses every notice: what the page asks of them is kept.
ELSEWHERE = """
  document.hasFocus = () => false;
  window.rings = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) {
    window.rings += 1;
    return start.apply(this, at);
  };
  const every = setInterval; // twenty seconds between two rings are none here
  window.setInterval = (act, pause) => every(act, pause === 20000 ? 50 : pause);
  Object.defineProperty(Notification, "permission", {get: () => "granted"});
  window.notices = [];
  ServiceWorkerRegistration.prototype.showNotification = async (...notice) => {
    window.notices.push(...notice);
  };
"""
_A_PICTURE = re.compile("^data:image/png")
STORY = "Có người cầm dao ở hẻm 45"


@pytest.mark.timeout(240)
async def test_an_emergency_is_seen_and_heard_until_somebody_takes_it(browser: Browser) -> None:
    house = a_house()
    async with served(house) as base, a_page(browser, PHONE) as page:
        await page.add_init_script(ELSEWHERE)
        await come_in(page, f"{base}/desk/join/{await house.invite()}")
        await page.click("[data-code='K7Q-204']")
        await expect(page.locator("#thread-head")).to_contain_text("K7Q-204")
        await expect(page.locator("#alarm")).to_be_hidden()

        comes(house, "2", "M3D-118")

        await expect(page.locator("#alarm")).to_contain_text("1 tin khẩn cấp chưa ai nhận")
        await expect(page).to_have_title("▲ (2) Bàn trực")
        await expect(page.locator("link[rel=icon]")).to_have_attribute("href", _A_PICTURE)
        await page.wait_for_function("() => window.rings > 9")  # again and again: three tones each
        await page.wait_for_function("() => window.notices.length > 0")
        told, how = await page.evaluate("window.notices")
        assert told == "Có tin khẩn cấp chưa ai nhận. Mời vào bàn trực."
        assert not {"body", "data", "image"} & set(how)  # no word of the tip leaves the page

        await page.click("#alarm button")
        await page.evaluate("window.rings = 0")  # somebody has looked
        await expect(page.locator("#thread-head")).to_contain_text("M3D-118")
        await page.click("[data-move='claim']")
        await expect(page.locator("#alarm")).to_be_hidden()
        await expect(page).to_have_title("(1) Bàn trực")
        await page.click(".menu summary")
        await page.click("#sound")
        comes(house, "3", "P2X-771")
        await expect(page.locator("#alarm")).to_contain_text("1 tin khẩn cấp chưa ai nhận")
        assert await page.evaluate("window.rings") == 0


def comes(house: DeskHouse, tip: str, code: str) -> None:
    report, urgency = a_report(story=STORY), Urgency.CRITICAL
    house.has(a_tip(report=report, id=TipId(tip), code=Code(code), urgency=urgency))
    house.chime.ring("desk:26743")
