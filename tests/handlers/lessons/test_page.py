"""The lessons' pages as a writer, an approver and a commander use them, in a real browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from broadcasts.delivery.marks import Mark
from broadcasts.delivery.run import Run
from desks.desk import NATIONAL, DeskCode, Role
from storage.database.interface import Database
from tests.browsing import DESKTOP, NEEDS_CHROMIUM, PHONE, a_page, come_in
from tests.builders import a_tip
from tests.handlers.weblessons_house import LessonHouse
from tests.serving import served
from tips.tip import Route, Urgency

pytestmark = [*NEEDS_CHROMIUM, pytest.mark.parametrize("kind", ["sqlite"], indirect=True)]


@pytest_asyncio.fixture(loop_scope="session")
async def house(opened: Database) -> LessonHouse:
    made = LessonHouse(opened)
    await made.subscribe(1234, "telegram", topics=1)
    return made


@asynccontextmanager
async def seated(
    browser: Browser, house: LessonHouse, base: str, role: Role, size: ViewportSize = DESKTOP
) -> AsyncIterator[Page]:
    """Nothing may be wider than the screen."""
    token = await house.desk.invite(NATIONAL, str(role), role)
    async with a_page(browser, size) as page:
        await come_in(page, f"{base}/desk/join/{token}")
        yield page
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_a_lesson_goes_from_the_shelf_to_the_yes_of_a_second_person(
    browser: Browser,
    house: LessonHouse,
) -> None:
    async with (
        served(house.desk) as base,
        seated(browser, house, base, Role.BROADCASTER) as writer,
        seated(browser, house, base, Role.APPROVER, PHONE) as approver,
    ):
        await writer.click("[data-lesson='ld-01'] .name")
        await expect(writer.locator(".bubble")).to_contain_text("Công an 00")
        await writer.click("[data-lesson='ld-01'] input")
        await writer.click(".basket >> text=Soạn đợt gửi")
        await writer.check("input[value='weekly']")
        await writer.click("text=Lưu nháp để duyệt")
        await expect(writer.locator("#view")).to_contain_text("1.234")
        await expect(writer.locator("#view")).to_contain_text("Cần một đồng chí khác")
        address = writer.url

        await approver.goto(address)
        await expect(approver.locator(".bubble")).to_contain_text("Bài ld-01")
        await approver.click("text=Duyệt và lên lịch")
        await expect(approver.locator("dialog h2")).to_have_text("Gửi cho 1.234 người?")
        await approver.click("dialog button.main")
        await expect(approver.locator("#view")).to_contain_text("đã lên lịch")

    [campaign] = await house.overview.every(None)
    assert campaign.state == "scheduled"


async def test_progress_moves_by_itself_and_a_pause_is_one_press(
    browser: Browser, house: LessonHouse
) -> None:
    campaign = await house.running()
    await house.tick()
    run = await house.freeze(campaign.id, {Mark.SENT: 100, Mark.PENDING: 900})
    async with (
        served(house.desk) as base,
        seated(browser, house, base, Role.APPROVER, PHONE) as page,
    ):
        await page.goto(f"{base}/desk/lessons/campaigns/{campaign.id}")
        await expect(page.locator("#view")).to_contain_text("Đã gửi 100 trong 1.000 người")
        await house.set_run(run, state=Run.HELD, reason="canary_failed")
        await expect(page.locator("#view")).to_contain_text("Tự giữ lại: nền tảng không nhận")
        await page.click("text=Đã xem, cho gửi tiếp")
        await expect(page.locator(".alarm-edge")).to_have_count(0)

        await page.click("button.pause")
        await expect(page.locator(".warn-edge")).to_contain_text("Đang tạm dừng")
        await page.click("button:text-is('Gửi tiếp')")
        await expect(page.locator("button.pause")).to_be_visible()
        await page.click("button:text-is('Hủy đợt này')")
        await page.click("dialog button.danger")
        await expect(page.locator("#view")).to_contain_text("đã hủy")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_the_series_is_drafted_from_the_calendar(
    browser: Browser, house: LessonHouse, size: ViewportSize
) -> None:
    async with (
        served(house.desk) as base,
        seated(browser, house, base, Role.BROADCASTER, size) as page,
    ):
        await page.goto(f"{base}/desk/lessons/calendar?month=2027-08")
        await expect(page.locator(".feast")).to_contain_text("Ngày hội toàn dân")
        await page.click("text=Soạn loạt 19/8 năm 2027")
        await page.click("dialog button.main")
        await expect(page.locator("#view h2")).to_contain_text("10 bài")
        await page.goto(f"{base}/desk/lessons/calendar?month=2027-08")

        await expect(page.locator(".event")).to_have_count(5)
        await expect(page.locator(".feast .event")).to_contain_text("bản nháp")
        first = page.locator(".month .day:not(.blank)").first
        if size == DESKTOP:  # the first of August 2027 is a Sunday: Monday stands first
            weekdays = page.locator(".weekday")
            sunday, cell = await weekdays.last.bounding_box(), await first.bounding_box()
            assert sunday is not None
            assert cell is not None
            assert abs(sunday["x"] - cell["x"]) < 2


async def test_a_commander_lets_an_alert_out_at_once(browser: Browser, house: LessonHouse) -> None:
    async with (
        served(house.desk) as base,
        seated(browser, house, base, Role.BROADCASTER, PHONE) as writer,
        seated(browser, house, base, Role.COMMANDER, PHONE) as chief,
    ):
        await writer.click("text=Soạn cảnh báo khẩn")
        await writer.fill("input[name='title']", "Giả danh công an")
        await writer.fill("textarea", "Xem bit.ly/abc")
        await writer.click("text=Lưu nháp để duyệt")
        await expect(writer.locator("p[role='alert']")).to_contain_text("đường dẫn rút gọn")
        await writer.fill("textarea", "Tắt máy, gọi 113.")
        await writer.click("text=Lưu nháp để duyệt")
        await expect(writer.locator("#view")).to_contain_text("Chờ chỉ huy duyệt")

        here = Route(DeskCode(NATIONAL), "")
        house.desk.has(a_tip(route=here, urgency=Urgency.CRITICAL))
        await chief.click("summary")
        await chief.click("text=Tuyên truyền, cảnh báo")
        await expect(chief.locator("#alarm a")).to_have_text("Đến bàn trực")
        await chief.click("nav >> text=Các đợt")
        await chief.click(".campaigns a")
        await chief.click("text=Duyệt và gửi ngay")
        await chief.click("dialog button.main")
        await expect(chief.locator("button.pause")).to_be_visible()

    ticked = await house.tick()
    assert ticked.begun == 1
