"""The desk's page as an officer uses it: in a real browser, mostly by keyboard."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, Route, ViewportSize, expect

from desks.desk import Code
from handlers.desk import watching
from tests.browsing import DESKTOP, NEEDS_CHROMIUM, OFFLINE, PHONE, a_page, come_in
from tests.builders import NOON, a_report, a_tip
from tests.handlers.webdesk_house import DeskHouse, a_house
from tests.serving import served
from tips.tip import Author, Line, Tip, TipId, Urgency

pytestmark = NEEDS_CHROMIUM


@asynccontextmanager
async def seated(
    browser: Browser, house: DeskHouse, size: ViewportSize = DESKTOP
) -> AsyncIterator[Page]:
    """An officer who has opened the invite."""
    async with served(house) as base, a_page(browser, size) as page:
        await come_in(page, f"{base}/desk/join/{await house.invite()}")
        await expect(page.locator("#who")).to_have_text("Công an phường Bến Thành · Trực ban 1")
        yield page


async def test_a_tip_is_worked_on_without_a_mouse(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house) as page:
        await expect(page).to_have_title("(1) Bàn trực")
        await expect(page.locator("#rows")).to_contain_text("Chưa ai nhận")

        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await expect(page.locator("#thread-head")).to_contain_text("K7Q-204 · Ma túy")
        await page.keyboard.press("c")
        await expect(page.locator("#rows")).to_contain_text("Tôi đang giữ")
        await page.keyboard.press("a")
        await page.keyboard.type("Bạn thấy lúc mấy giờ?")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator(".line.desk")).to_contain_text("Bạn thấy lúc mấy giờ?")
        await expect(page.locator("#ask-words")).to_have_value("")
        await page.keyboard.press("Escape")
        await page.keyboard.press("n")
        await page.keyboard.type("Đã gọi tổ bảo vệ")
        await page.keyboard.press("Control+Enter")
        await expect(page.locator(".line.note")).to_contain_text("Đã gọi tổ bảo vệ")
        await page.keyboard.press("Escape")
        await page.keyboard.press("e")
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")

        await expect(page.locator("#thread-head")).to_contain_text("Trả lời, kết thúc")
        await expect(page).to_have_title("Bàn trực")
        await expect(page.locator("#queue-state")).to_contain_text("Không có tin nào đang chờ")
    letters = "\n".join(letter.text for letter in house.memory.letters)
    assert "Bạn thấy lúc mấy giờ?" in letters
    assert "Đã gọi tổ bảo vệ" not in letters


async def test_an_officer_sees_only_their_own_tips_or_only_the_late_ones(browser: Browser) -> None:
    house = a_house(a_tip(), a_tip(id=TipId("2"), code=Code("M3D-118"), urgency=Urgency.CRITICAL))
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("[data-move='claim']")
        await expect(page.locator("#rows")).to_contain_text("Tôi đang giữ")
        await page.select_option("#status", "mine")

        await expect(page.locator("#rows li")).to_have_count(1)
        await expect(page.locator("#rows")).to_contain_text("K7Q-204")
        house.clock.pass_time(minutes=10)  # five are allowed for the critical one
        await page.select_option("#status", "late")
        await expect(page.locator("#rows li")).to_have_count(1)
        await expect(page.locator("#rows")).to_contain_text("M3D-118")


async def test_news_arrives_while_an_officer_is_typing(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "POLL_SECONDS", 3600.0)  # by the bell alone
    house = a_house()
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("#note-tab")
        await page.fill("#note-words", "Đang gõ dở")

        newest = a_tip(id=TipId("2"), code=Code("M3D-118"), urgency=Urgency.CRITICAL)
        heard = Line(1, NOON, Author.CITIZEN, "Họ vừa quay lại")
        house.has(newest, a_tip(version=2, unread=True, lines=(heard,)))
        house.chime.ring("desk:26743")

        await expect(page.locator("#rows li")).to_have_count(2)
        await expect(page.locator("#lines")).to_contain_text("Họ vừa quay lại")
        await expect(page.locator("#note-words")).to_have_value("Đang gõ dở")
        await expect(page.locator("#note-words")).to_be_focused()
        await expect(page).to_have_title("▲ (2) Bàn trực")
        await page.click("[data-move='claim']")
        await expect(page.locator("[data-code='K7Q-204']")).to_contain_text("Tôi đang giữ")
        await expect(page.locator("[data-code='K7Q-204']")).not_to_contain_text("Có lời mới")


async def test_who_was_slower_reads_who_has_the_tip(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await expect(page.locator("[data-move='claim']")).to_be_visible()
        faster = await house.officer("Trực ban 2")

        await page.route("**/api/desk/tips/K7Q-204", lambda route: route.abort(OFFLINE))
        await faster.post("/api/desk/tips/K7Q-204/claim")
        await page.keyboard.press("c")

        await expect(page.locator("#problem")).to_contain_text("Trực ban 2 đang giữ tin này.")


async def test_a_lost_network_loses_no_words(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("#note-tab")
        await page.fill("#note-words", "Ghi lúc mất mạng")
        lost = re.compile(r"/api/desk/")

        await page.route(lost, lambda route: route.abort(OFFLINE))
        await page.click("#note-form .send button")
        await expect(page.locator("#problem")).to_contain_text("Phần đã viết vẫn còn")
        await expect(page.locator("#note-words")).to_have_value("Ghi lúc mất mạng")
        house.chime.ring("desk:26743")
        await expect(page.locator("#connection")).to_have_text("Mất kết nối, đang thử lại…")
        await page.unroute(lost)
        await expect(page.locator("#connection")).to_be_hidden()
        await page.click("#note-form .send button")

        await expect(page.locator(".line.note")).to_have_count(1)
        await expect(page.locator("#note-words")).to_have_value("")


async def test_an_answer_lost_on_the_way_back_is_not_sent_twice(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("#note-tab")
        await page.fill("#note-words", "Một lần thôi")

        async def swallow(route: Route) -> None:
            await route.fetch()
            await route.abort(OFFLINE)

        await page.route("**/note", swallow, times=1)
        await page.click("#note-form .send button")
        await expect(page.locator("#problem")).to_be_visible()
        await page.click("#note-form .send button")

        await expect(page.locator("#note-words")).to_have_value("")
    [tip] = house.memory.tips.values()
    assert [line.text for line in tip.lines] == ["Một lần thôi"]


async def test_what_a_citizen_writes_is_never_markup(browser: Browser) -> None:
    wicked = "<img src=x onerror=\"document.title='hỏng'\"> </script><b>đậm</b> {{7*7}}"
    house = a_house(a_tip(report=a_report(story=wicked, when=wicked)))
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")

        await expect(page.locator(".story .words")).to_have_text(wicked)
        assert await page.locator("#thread b, #thread .words img").count() == 0
        await expect(page).to_have_title("(1) Bàn trực")


async def test_the_session_ends_and_what_was_typed_can_be_copied(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("#note-tab")
        await page.fill("#note-words", "Chưa kịp lưu")

        house.clock.pass_time(hours=13)
        house.chime.ring("desk:26743")

        await expect(page.locator("#problem")).to_contain_text("Phiên làm việc đã hết")
        await expect(page.locator("#note-words")).to_have_value("Chưa kịp lưu")
        await expect(page.locator("#lines li")).to_have_count(0)


async def test_nothing_of_a_tip_stays_on_the_device(browser: Browser) -> None:
    async with seated(browser, a_house()) as page:
        await page.click("[data-code='K7Q-204']")
        await expect(page.locator(".story")).to_be_visible()

        kept = await page.evaluate(
            "async () => JSON.stringify([{...localStorage}, {...sessionStorage},"
            " await caches.keys(), await indexedDB.databases(), history.state, location.href])"
        )

    assert "K7Q" not in kept
    assert "Bến Thành" not in kept


async def test_on_a_phone_one_pane_shows_and_back_returns_to_the_queue(browser: Browser) -> None:
    house = a_house(*(_waiting(number) for number in range(1, 6)))
    async with seated(browser, house, PHONE) as page:
        await expect(page.locator("#thread")).to_be_hidden()
        await page.click("[data-code='K7Q-003']")
        await expect(page.locator("#queue")).to_be_hidden()
        await expect(page.locator("#thread-head")).to_contain_text("K7Q-003")
        await page.click("[data-to='facts']")
        await expect(page.locator("#facts")).to_contain_text("Vì sao về đây")
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

        await page.go_back()

        await expect(page.locator("#queue")).to_be_visible()
        await expect(page.locator("#facts")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_everything_pressable_is_large_enough_for_a_thumb(
    browser: Browser, width: int
) -> None:
    async with seated(browser, a_house(), ViewportSize(width=width, height=700)) as page:
        await page.click("[data-code='K7Q-204']")
        await page.keyboard.press("c")  # at once: it waits for its tip
        await expect(page.locator("[data-move='release']")).to_be_visible()

        small = await page.evaluate(
            "[...document.querySelectorAll('button, select, input, summary, textarea')]"
            ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)"
            ".map(e => e.outerHTML.slice(0, 80))"
        )
        assert small == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= width


def _waiting(number: int) -> Tip:
    at = NOON + timedelta(minutes=number)
    return a_tip(id=TipId(str(number)), code=Code(f"K7Q-{number:03}"), filed_at=at)
