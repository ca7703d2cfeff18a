"""Every page, every dialog, small and wide, by day and by night: none keeps anybody out."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from desks.desk import NATIONAL, Role
from storage.database.opening import open_database
from tests.accessible import Looker
from tests.browsing import NEEDS_CHROMIUM, PHONE, a_page, come_in
from tests.builders import a_tip
from tests.handlers.desk.test_page_pressed import PICTURE, the_tips
from tests.handlers.desk.test_page_pressed import opened as a_tip_opened
from tests.handlers.lessons.test_page_pressed import PAGES
from tests.handlers.webchat_house import ChatHouse
from tests.handlers.webdesk_house import a_house
from tests.handlers.weblessons_house import LessonHouse
from tests.page_presser import SHUT
from tests.serving import served
from tips.tip import Urgency

pytestmark = [*NEEDS_CHROMIUM, pytest.mark.timeout(600)]

IN_THE_MENU = (
    "roster",
    "search-all",
    "by-phone",
    "ready-words",
    "traces",
    "figures",
    "register",
    "link-telegram",
    "help",
    "lock",
)
MOVES = ("status", "urgency", "close", "release", "more")


async def test_the_desk_with_a_tip_open_keeps_nobody_out(browser: Browser) -> None:
    house, looker = a_house(a_tip(urgency=Urgency.CRITICAL)), Looker()
    async with served(house) as base, a_page(browser) as page:
        await come_in(page, f"{base}/desk/join/{await house.invite(role=Role.COMMANDER)}")
        await page.click("[data-code='K7Q-204']")
        await expect(page.locator("[data-move='claim']")).to_be_visible()
        await looker.look(page, "a tip")

    assert looker.found == []


@pytest.mark.trial
async def test_no_dialog_of_the_desk_keeps_anybody_out(browser: Browser) -> None:
    house, looker = a_house(), Looker()
    async with served(house) as base, a_page(browser) as page:
        await come_in(page, f"{base}/desk/join/{await house.invite(role=Role.COMMANDER)}")
        await expect(page.locator("#who")).to_contain_text("Trực ban 1")
        await looker.look(page, "queue")
        house.memory.tips.clear()
        house.memory.files["m1"] = (PICTURE, b"GIF")
        house.has(*the_tips(house, "Trực ban 1"))
        await a_tip_opened(page, f"{base}/desk")
        for name in IN_THE_MENU:
            await page.locator(".menu").evaluate("menu => { menu.open = true; }")
            await page.click(f"#{name}")
            await looked_at(page, looker, name)
        for name in MOVES:
            await page.click(f"[data-move='{name}']")
            await looked_at(page, looker, name)
        await page.goto(f"{base}/desk/access")
        await expect(page.locator("#seats")).to_contain_text("Trực ban 1")
        await looker.look(page, "access")
        await page.context.clear_cookies()
        for path in ("/desk", "/desk/join/none"):
            await page.goto(base + path)
            await looker.look(page, path)

    assert looker.found == []


async def looked_at(page: Page, looker: Looker, name: str) -> None:
    await expect(page.locator("dialog[open]")).to_be_visible()
    await looker.look(page, name)
    await page.evaluate(SHUT)


@pytest_asyncio.fixture(loop_scope="session")
async def lessons(database_url: str) -> AsyncIterator[LessonHouse]:
    database = await open_database(database_url)
    made = LessonHouse(database)
    await made.subscribe(12, "telegram", topics=1)
    yield made
    await database.close()


@pytest.mark.trial
@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_no_page_of_the_lessons_keeps_anybody_out(
    browser: Browser, lessons: LessonHouse
) -> None:
    looker = Looker()
    async with served(lessons.desk) as base:
        for where, role, _ in PAGES:
            async with a_page(browser) as page:
                token = await lessons.desk.invite(NATIONAL, str(role), role)
                await come_in(page, f"{base}/desk/join/{token}")
                await page.goto(base + await where(lessons))
                await expect(page.locator("#view :is(button, a)").first).to_be_visible()
                await looker.look(page, where.__name__)

    assert looker.found == []


@pytest.mark.trial
async def test_no_step_of_a_tip_keeps_anybody_out(browser: Browser) -> None:
    house, looker = ChatHouse(), Looker()
    async with served(house) as url, a_page(browser, PHONE, touch=True) as page:
        await page.goto(url)
        await expect(page.locator("[data-choice^='kind:']").first).to_be_visible()
        await looker.look(page, "first")
        await say(page, "Tối qua có nhóm người bán ma túy ở bãi xe sau chợ, đi ba xe máy")
        await press(page, "kind:ma_tuy")
        await expect(page.locator("#step")).to_contain_text("Ở đâu")
        await looker.look(page, "where")
        await say(page, "phường Bến Thành")
        await looker.look(page, "places")
        await press(page, "media:done")
        await expect(page.locator("[data-choice='send']:visible")).to_be_visible()
        await looker.look(page, "review")
        await press(page, "send")
        await expect(page.locator(".receipt-card")).to_be_visible()
        await looker.look(page, "receipt")
        await house.ask("Bạn có nhớ màu xe không?", "1")
        await expect(page.locator("#log")).to_contain_text("màu xe")
        await looker.look(page, "thread")

    assert looker.found == []


async def say(page: Page, words: str) -> None:
    await page.locator("#write").fill(words)
    await page.locator("#send").click()
    await expect(page.locator("#log")).to_contain_text(words)


async def press(page: Page, choice: str) -> None:
    await page.locator(f"[data-choice='{choice}']:visible").last.click()
