"""The desk's page: the rarer moves, and what officers of other roles see."""

from datetime import timedelta

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from desks.desk import Code, DeskCode, Role
from tests.browsing import DESKTOP, PHONE, a_page, come_in
from tests.builders import NOON, a_desk, a_tip, an_officer
from tests.handlers.desk.test_page import pytestmark, seated
from tests.handlers.webdesk_house import OTHER_DESK, DeskHouse, a_house
from tests.serving import served
from tips.tip import Author, Line, TipId, Urgency

__all__ = ["pytestmark"]
PROVINCE = DeskCode("79")


def late_tips(count: int) -> DeskHouse:
    return a_house(
        *(
            a_tip(
                id=TipId(f"{n:032x}"),
                code=Code(f"K7Q-{300 + n}"),
                filed_at=NOON - timedelta(hours=n + 2),
                urgency=Urgency.CRITICAL if n == 0 else Urgency.HIGH,
            )
            for n in range(count)
        )
    )


async def test_a_tip_goes_where_a_typed_name_leads(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("[data-move='more']")
        await page.check("#dialog input[value='handover']")
        await page.click("#dialog .send button:last-child")
        await page.fill("#dialog-words", "Đúng địa bàn hơn")
        await page.click("#dialog .send button:last-child")
        await expect(page.locator("#dialog [role=alert]")).to_have_text(
            "Xin chọn một dòng trong danh sách."
        )
        await page.fill("#dialog-search", "tan binh")
        await page.locator("#dialog .found label", has_text="Công an phường Tân Bình").click()
        await page.click("#dialog .send button:last-child")

        await expect(page.locator("#thread-state")).to_contain_text(
            "Đã chuyển đến Công an phường Tân Bình"
        )
        await expect(page.locator("#rows li")).to_have_count(0)
    [tip] = house.memory.tips.values()
    assert tip.route.desk == OTHER_DESK


async def test_a_name_that_leads_nowhere_is_said_to_lead_nowhere(browser: Browser) -> None:
    house = a_house()
    async with seated(browser, house, PHONE) as page:
        await page.click("[data-code='K7Q-204']")
        await page.click("[data-move='more']")
        await page.check("#dialog input[value='place']")
        await page.click("#dialog .send button:last-child")
        await page.fill("#dialog-search", "đâu đó")

        await expect(page.locator("#dialog .found")).to_contain_text("Không thấy nơi nào khớp")


async def test_only_what_the_resident_said_can_become_a_tip_of_its_own(browser: Browser) -> None:
    lines = (
        Line(1, NOON, Author.CITIZEN, "Hẻm 45 có nhà ghi đề"),
        Line(2, NOON, Author.DESK, "Ở đâu?", "Trực ban 2"),
    )
    house = a_house(a_tip(lines=lines))
    asked: list[str] = []
    async with seated(browser, house) as page:
        page.on("request", lambda sent: asked.append(sent.post_data or ""))
        await page.click("[data-code='K7Q-204']")
        await expect(page.locator(".carve:visible")).to_have_count(1)
        await page.click(".carve")
        await expect(page.locator("#dialog blockquote")).to_have_text("Hẻm 45 có nhà ghi đề")
        await page.fill("#dialog-words", "hai vụ khác nhau")
        async with page.expect_request("**/split"):
            await page.click("#dialog .send button:last-child")
    assert any('"line":1' in body and "hai vụ khác nhau" in body for body in asked)


async def test_a_colleagues_tip_offers_no_splitting(browser: Browser) -> None:
    lines = (Line(1, NOON, Author.CITIZEN, "Hẻm 45 có nhà ghi đề"),)
    other = an_officer("Trực ban 2")
    held = a_tip(lines=lines, officer=other.id, officer_label=other.label)
    house = a_house(held)
    async with seated(browser, house) as page:
        await page.click("[data-code='K7Q-204']")
        await expect(page.locator(".line.citizen")).to_have_count(2)

        await expect(page.locator(".carve:visible")).to_have_count(0)


async def test_many_reminders_leave_the_queue_in_sight(browser: Browser) -> None:
    house = late_tips(7)
    await house.reminders.sweep()
    async with seated(browser, house, PHONE) as page:
        await expect(page.locator("#reminders li")).to_have_count(3)
        await expect(page.locator("#rows li").first).to_be_in_viewport()

        await page.click("#reminders .rest button")

        await expect(page.locator("#reminders li")).to_have_count(8)
        await expect(page.locator("#reminders .rest button")).to_be_focused()


async def test_the_longest_late_comes_first_among_the_late(browser: Browser) -> None:
    house = late_tips(3)
    async with seated(browser, house) as page:
        await expect(page.locator("#rows li strong").first).to_have_text("K7Q-300")

        await page.select_option("#status", "late")

        await expect(page.locator("#rows li strong")).to_have_text(
            ["K7Q-302", "K7Q-301", "K7Q-300"]
        )
        await expect(page.locator("#reminders")).to_be_hidden()


async def test_a_coordinator_looks_into_a_desk_below(browser: Browser) -> None:
    house = a_house()
    house.memory.desks[PROVINCE] = a_desk(PROVINCE, "Công an thành phố Hồ Chí Minh")
    async with served(house) as base, a_page(browser) as page:
        invite = await house.invite(PROVINCE, "Điều phối", Role.COORDINATOR)
        await come_in(page, f"{base}/desk/join/{invite}")
        await expect(page.locator("#queue-state")).to_contain_text("Không có tin nào đang chờ")

        await page.select_option("#below", label="Công an phường Bến Thành")
        await page.click("[data-code='K7Q-204']")

        await expect(page.locator("#thread-head")).to_contain_text("K7Q-204")
        await expect(page.locator("[data-move='claim']")).to_have_count(0)
        await expect(page.locator("[data-move='more']")).to_be_visible()


async def test_an_officer_has_no_desks_to_choose_from(browser: Browser) -> None:
    async with seated(browser, a_house()) as page:
        await expect(page.locator("#below")).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_an_auditor_reads_the_log_and_no_tip(browser: Browser, size: ViewportSize) -> None:
    house = a_house()
    officer = await house.officer("Trực ban 1")
    for number in range(120):
        house.clock.pass_time(minutes=1)
        looks = number % 10 == 0  # the log holds one look of ten minutes, one queue of each
        await officer.get("/api/desk/tips/K7Q-204" if looks else "/api/desk/tips")
    async with served(house) as base, a_page(browser, size) as page:
        await come_in(
            page, f"{base}/desk/join/{await house.invite(label='Kiểm tra', role=Role.AUDITOR)}"
        )
        await expect(page.locator(".log tbody tr")).to_have_count(100)
        await expect(page.locator(".log tbody tr").first).to_contain_text("Đọc nhật ký")
        await expect(page.locator(".log")).to_contain_text("Xem hàng đợi")

        await page.get_by_role("button", name="Xem tiếp").click()

        await expect(page.locator(".log tbody tr")).to_have_count(121)
        assert "ma túy ở đầu hẻm" not in await page.content()


async def test_who_reads_no_tips_is_told_so(browser: Browser) -> None:
    house, role = a_house(), Role.ADMINISTRATOR  # who works on lessons is led to their own page
    async with served(house) as base, a_page(browser) as page:
        await come_in(page, f"{base}/desk/join/{await house.invite(label='Khác', role=role)}")

        await expect(page.locator("main")).to_contain_text("Vai trò này không đọc tin")
        await expect(page.locator("#by-phone")).to_be_hidden()
