"""The movement's pages in a browser: an activity in few presses, and every button pressed."""

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from desks.desk import Role
from outreach.activity import Form, NewActivity
from outreach.places import NewHamlet
from storage.database.interface import Database
from tests.browsing import NEEDS_CHROMIUM, PHONE, a_page, come_in
from tests.builders import NOON, WARD_DESK
from tests.handlers.movement.house import MovementHouse
from tests.page_presser import Presser
from tests.serving import served
from tests.trials import lasting

pytestmark = [
    *NEEDS_CHROMIUM,
    pytest.mark.timeout(lasting(300, 3000)),
    pytest.mark.parametrize("kind", ["sqlite"], indirect=True),
]

LOCKS = frozenset({"Khóa", "Khóa ngay"})  # whoever presses it is out


@pytest_asyncio.fixture(loop_scope="session")
async def house(opened: Database) -> MovementHouse:
    made = MovementHouse(opened)
    await made.store.save_hamlets(
        WARD_DESK, [NewHamlet("Tổ 1", 120), NewHamlet("Tổ 2", 80)], NOON.year
    )
    _, other = await made.store.hamlets(WARD_DESK)
    told = NewActivity("f" * 32, NOON.date(), Form.LEAFLET, other.id, lesson="ld-14")
    await made.store.log(WARD_DESK, told, "o1")
    return made


async def test_an_activity_takes_three_presses_and_a_number(
    browser: Browser, house: MovementHouse
) -> None:
    """Well below ten seconds of a practised hand."""
    async with served(house.desk) as base, a_page(browser, PHONE) as page:
        token = await house.desk.invite(WARD_DESK, "Phong trào", Role.CLERK)
        await come_in(page, f"{base}/desk/join/{token}")
        await page.click(".chip-choice:has-text('Họp dân') input")
        await page.click(".chip-choice:has-text('Tổ 1') input")
        await page.fill("input[name=households]", "90")
        await page.click("button:text-is('Ghi lại')")
        await expect(page.locator("[role=status].told")).to_have_text("Đã ghi: Họp dân, Tổ 1.")
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

        for view in ("meters", "places", "registers", "reports", ""):
            await page.goto(f"{base}/desk/movement/{view}".rstrip("/"))
            await expect(page.locator("#view .panel").first).to_be_visible()
            if view == "meters":
                await expect(page.locator("#view")).to_contain_text("nói bài này: 1 thôn")
            assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    measured = (await house.store.measured(NOON.year, None))[WARD_DESK]
    assert (measured.reach.least, measured.reach.activities) == (90, 2)


async def test_every_button_is_pressed(browser: Browser, house: MovementHouse) -> None:
    async with served(house.desk) as base, a_page(browser) as page:
        token = await house.desk.invite(WARD_DESK, "Phong trào", Role.CLERK)
        await come_in(page, f"{base}/desk/join/{token}")
        for view, name in (
            ("", "Ghi lại "),
            ("/meters", "Lưu chỉ tiêu "),
            ("/places", "Nhập "),
            ("/registers", "Thêm mục"),
            ("/reports", "Đánh dấu đã gửi"),
        ):

            async def begin(changed: bool, view: str = view) -> None:
                if changed:
                    await page.goto(f"{base}/desk/movement{view}")

            pressed = {what for _, what in await Presser(page, begin, LOCKS).press_everything()}
            assert name.strip() in {what.strip() for what in pressed}, (view, sorted(pressed))
