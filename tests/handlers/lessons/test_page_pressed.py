"""Every button of the lessons' pages, and of every dialog they open, is pressed in a browser."""

from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from broadcasts.delivery.marks import Mark
from broadcasts.delivery.run import Run
from desks.desk import NATIONAL, Role
from storage.database.interface import Database
from tests.browsing import DESKTOP, NEEDS_CHROMIUM, PHONE, a_page, come_in
from tests.handlers.weblessons_house import LessonHouse
from tests.page_presser import Presser
from tests.serving import served
from tests.trials import lasting

pytestmark = [
    *NEEDS_CHROMIUM,
    pytest.mark.timeout(lasting(400, 3000)),
    pytest.mark.parametrize("kind", ["sqlite"], indirect=True),
]
TOLD = {Mark.SENT: 90, Mark.UNKNOWN: 10}
LOCKS = frozenset({"Khóa ngay"})  # pressed last, below: it ends the session
CAMPAIGNS = "/desk/lessons/campaigns"


@pytest_asyncio.fixture(loop_scope="session")
async def house(opened: Database) -> LessonHouse:
    made = LessonHouse(opened)
    await made.subscribe(12, "telegram", topics=1)
    return made


async def drafted(house: LessonHouse) -> str:
    return f"{CAMPAIGNS}/{(await house.draft('ld-01', 'ld-02', at='thứ ba 19:30')).id}"


async def under_way(house: LessonHouse) -> str:
    campaign = await house.running()
    await house.tick()
    run = await house.freeze(campaign.id, TOLD | {Mark.PENDING: 900})
    await house.set_run(run, state=Run.HELD, reason="canary_failed")
    return f"{CAMPAIGNS}/{campaign.id}"


async def over(house: LessonHouse) -> str:
    campaign = await house.running()
    await house.tick()
    await house.finish(await house.freeze(campaign.id, TOLD))
    await house.tick()
    return f"{CAMPAIGNS}/{campaign.id}"


async def the_library(house: LessonHouse) -> str:
    for lesson in list(house.lesson_files.lessons)[3:]:
        del house.lesson_files.lessons[lesson]
    return "/desk/lessons"


async def the_calendar(house: LessonHouse) -> str:
    return "/desk/lessons/calendar?month=2027-08"


async def a_new_one(house: LessonHouse) -> str:
    return "/desk/lessons/new?lessons=ld-01"


Where = Callable[[LessonHouse], Awaitable[str]]


# Each with its reader, and some of the names that must have been among what was pressed.
PAGES: tuple[tuple[Where, Role, set[str]], ...] = (
    (the_calendar, Role.BROADCASTER, {"Soạn loạt 19/8 năm 2027"}),
    (a_new_one, Role.BROADCASTER, {"Lưu nháp để duyệt"}),
    (drafted, Role.APPROVER, {"Duyệt và lên lịch", "Hủy đợt này"}),
    (under_way, Role.APPROVER, {"Đã xem, cho gửi tiếp", "‖ Tạm dừng", "Hủy đợt này"}),
    (over, Role.COMMANDER, {"Đính chính", "Thu hồi"}),
    (the_library, Role.BROADCASTER, {"Bài ld-01", "Đóng"}),
)


async def test_every_button_of_every_page_is_pressed(browser: Browser, house: LessonHouse) -> None:
    async with served(house.desk) as base:
        for where, role, names in PAGES:
            async with a_page(browser) as page:
                pressed = await everything_pressed(page, base, house, where, role)
            assert names <= pressed, (where.__name__, sorted(pressed))


async def everything_pressed(
    page: Page, base: str, house: LessonHouse, where: Where, role: Role
) -> set[str]:
    await come_in(page, f"{base}/desk/join/{await house.desk.invite(NATIONAL, str(role), role)}")

    async def begin(changed: bool) -> None:
        if changed:
            await page.goto(base + await where(house))

    return {name for _, name in await Presser(page, begin, LOCKS).press_everything()}


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_what_was_wrong_is_recalled_by_two_presses(
    browser: Browser, house: LessonHouse, size: ViewportSize
) -> None:
    async with served(house.desk) as base, a_page(browser, size) as page:
        await recalled(page, base, house)

    [recall] = [one for one in await house.overview.every(None) if one.kind == "recall"]
    assert recall.state == "draft"


async def recalled(page: Page, base: str, house: LessonHouse) -> None:
    role = Role.COMMANDER
    await come_in(page, f"{base}/desk/join/{await house.desk.invite(NATIONAL, str(role), role)}")
    address = await over(house)
    await page.goto(base + address)
    await page.click("button:text-is('Thu hồi')")
    await page.click("dialog[open] button.danger")
    await page.wait_for_url(lambda url: not url.endswith(address))
    await expect(page.locator("#view")).to_contain_text("thu hồi", ignore_case=True)
    await page.click("#lock")
    await expect(page.locator("dialog[open]")).to_contain_text("chưa cài cách tự vào lại")
    await page.click("dialog[open] .send button:last-child")
    await expect(page.locator("h1")).to_have_text("Chưa vào bàn trực")
