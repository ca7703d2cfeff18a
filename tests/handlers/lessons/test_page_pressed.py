"""Every button of the lessons' pages, and of every dialog they open, is pressed in a browser."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Error, Page, ViewportSize, expect

from broadcasts.delivery.marks import Mark
from broadcasts.delivery.run import Run
from desks.desk import NATIONAL, Role
from storage.database.interface import Database
from tests.browsing import DESKTOP, NEEDS_CHROMIUM, PHONE, a_page, browsing
from tests.handlers.webdesk_house import served
from tests.handlers.weblessons_house import LessonHouse
from tests.page_presser import Presser

pytestmark = [
    *NEEDS_CHROMIUM,
    pytest.mark.timeout(400),
    pytest.mark.parametrize("kind", ["sqlite"], indirect=True),
]
TOLD = {Mark.SENT: 90, Mark.UNKNOWN: 10}
CAMPAIGNS = "/desk/lessons/campaigns"


@pytest.fixture
async def house(database: Database) -> LessonHouse:
    made = LessonHouse(database)
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


async def go_to(page: Page, address: str) -> None:
    """Again where what was pressed was still leading elsewhere."""
    try:
        await page.goto(address)
    except Error:
        await page.wait_for_timeout(1_000)
        await page.goto(address)


async def everything_pressed(
    house: LessonHouse, where: Where, role: Role, size: ViewportSize
) -> set[str]:
    async with served(house.desk) as base, browsing() as browser, a_page(browser, size) as page:
        await page.goto(f"{base}/desk/join/{await house.desk.invite(NATIONAL, str(role), role)}")

        async def begin(changed: bool) -> None:
            if changed:
                await go_to(page, base + await where(house))
                await expect(page.locator("#view > *").first).to_be_visible()

        return {name for _, name in await Presser(page, begin).press_everything()}


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_what_was_wrong_is_recalled_by_two_presses(
    house: LessonHouse, size: ViewportSize
) -> None:
    async with served(house.desk) as base, browsing() as browser, a_page(browser, size) as page:
        await recalled(page, base, house)

    [recall] = [one for one in await house.overview.every(None) if one.kind == "recall"]
    assert recall.state == "draft"


async def recalled(page: Page, base: str, house: LessonHouse) -> None:
    role = Role.COMMANDER
    await page.goto(f"{base}/desk/join/{await house.desk.invite(NATIONAL, str(role), role)}")
    address = await over(house)
    await page.goto(base + address)
    await page.click("button:text-is('Thu hồi')")
    await page.click("dialog[open] button.danger")
    await page.wait_for_url(lambda url: not url.endswith(address))
    await expect(page.locator("#view")).to_contain_text("thu hồi", ignore_case=True)
