"""A small phone's screen, in a real browser: what fits, what works without a network."""

import re
from typing import Any, cast

import pytest
from playwright.async_api import Browser, Page, Route, ViewportSize, expect

from communes.atlas import load
from handlers.chat.page import Advice
from tests.browsing import NEEDS_CHROMIUM, a_page
from tests.handlers.webchat_house import ChatHouse
from tests.serving import served

PHONE = ViewportSize(width=360, height=740)
WIDE = ViewportSize(width=1280, height=800)
ADVICE = (Advice("Giữ an toàn khi báo tin", "Đừng chụp ảnh khi bị nhìn thấy."),)
pytestmark = NEEDS_CHROMIUM


async def opened(page: Page, url: str) -> None:
    await page.goto(url)
    await expect(page.locator("[data-choice^='kind:']").first).to_be_visible()


async def test_question_and_answers_fit_and_danger_is_one_press_away(browser: Browser) -> None:
    async with (
        served(ChatHouse(advice=ADVICE)) as url,
        a_page(browser, PHONE, touch=True) as page,
    ):
        await opened(page, url)
        shown = await page.locator("#log [data-choice^='kind:']:visible").all()
        boxes = [box for one in shown if (box := await one.bounding_box())]
        top = await page.locator("#attach").bounding_box()
        assert top is not None
        assert len(boxes) >= 3
        assert max(box["y"] + box["height"] for box in boxes) <= top["y"] <= PHONE["height"]

        await page.locator("[data-choice='help']").click()
        await expect(page.locator("li.message:focus")).to_contain_text("trụ sở")

        await page.locator("#write").fill("đang đánh nhau ở chợ, có dao")
        await page.locator("#send").click()
        call = await page.locator(".choices a[href='tel:113']").bounding_box()
        assert call is not None
        assert call["width"] > 300

        await page.locator("#log").get_by_text("Chỉ còn hai bước").wait_for()
        await expect(page.locator("#step")).to_contain_text("Ở đâu")


async def test_without_a_network_the_page_helps_and_can_be_left(browser: Browser) -> None:
    house = ChatHouse(advice=ADVICE)
    async with (
        served(house) as url,
        a_page(browser, PHONE, touch=True) as page,
    ):
        await opened(page, url)
        await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        await page.locator("#write").fill("điều không ai được thấy")
        await page.context.set_offline(True)

        await page.locator("#leave").click()
        await expect(page).to_have_title("Lịch")
        assert await page.evaluate("sessionStorage.length") == 0

        await page.goto(url)
        await expect(page.locator("a[href='tel:113']")).to_be_visible()
        await expect(page.locator("main")).to_contain_text("Đừng chụp ảnh")

        await page.context.set_offline(False)
        before = await page.context.cookies(url + "/api/chat")
        await opened(page, url)
        assert await page.context.cookies(url + "/api/chat") != before
        await expect(page.locator("#write")).to_have_value("")


async def test_leaving_leads_where_the_operator_wants() -> None:
    client = ChatHouse(exit_url="https://thoitiet.example.vn").resident()

    page = (await client.get("/")).text

    [leave] = re.findall(r'<a class="leave".*?>', page, re.DOTALL)
    assert 'href="https://thoitiet.example.vn"' in leave
    assert 'data-offline="/lich?l=vi"' in leave


@pytest.mark.parametrize(("size", "look"), [(PHONE, "light"), (WIDE, "dark")])
async def test_nothing_serious_keeps_anybody_out(
    browser: Browser, size: ViewportSize, look: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.async_playwright").Axe()
    async with (
        served(ChatHouse(advice=ADVICE)) as url,
        a_page(browser, size, look) as page,
    ):
        for address in (url, f"{url}/ngoai-tuyen", f"{url}/lich"):
            await page.goto(address)
            if address == url:
                await opened(page, url)
            found = (await axe.run(page)).response["violations"]
            bad = [(one["id"], one["nodes"][0]["html"]) for one in found if _is_bad(one["impact"])]
            assert bad == []


def _is_bad(impact: str) -> bool:
    return impact in {"moderate", "serious", "critical"}


async def test_all_five_communes_to_choose_from_fit(browser: Browser) -> None:
    house = ChatHouse(places=cast("Any", load()))  # the real map
    async with served(house) as url, a_page(browser, PHONE, touch=True) as page:
        await page.goto(url)
        await page.locator("[data-choice='kind:trom_cap']").click()
        for words in ("Có hai người lạ bẻ khóa xe", "hẻm 12 Lê Đức Thọ, Gò Vấp, HCM"):
            await page.locator("#write").fill(words)
            await page.locator("#send").click()
            await expect(page.locator("#write")).to_have_value("")
        offered = page.locator("#log [data-choice^='pl:2']")
        await expect(offered).to_have_count(5)

        for place in range(5):
            await expect(offered.nth(place)).to_be_in_viewport(ratio=1)

        await page.route("**/api/chat/messages*", told_from_the_first_again)
        async with page.expect_response("**/api/chat/messages*"):
            await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(offered.last).to_be_in_viewport(ratio=1)

        await page.evaluate("document.getElementById('log').style.fontSize = '150%'")  # a late font
        await expect(page.locator("#log [data-choice]:visible").last).to_be_in_viewport(ratio=1)


async def told_from_the_first_again(route: Route) -> None:
    """As a stream that lags behind the answers tells lines that stand there already."""
    await route.continue_(url=re.sub(r"after=\d+", "after=0", route.request.url))
