"""Full triage in a real browser on the whole house: a line becomes a tip of its own, a tip goes to
another desk and is answered there, and an auditor reads that it happened, but not what was said.
"""

from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from tests.browsing import NEEDS_CHROMIUM, come_in
from tests.journeys.house import House
from tests.journeys.test_browser_story import a_page, picture
from tests.journeys.test_triage_in_full import TAN_BINH, told, write_more
from tests.journeys.test_web_story import BEN_THANH, from_desk, wait_for

STORY = "Nhóm thanh niên bán ma túy sau chợ mỗi tối"
ASIDE = "Ngoài ra hẻm 45 có nhà ghi đề"

pytestmark = NEEDS_CHROMIUM


@pytest.mark.parametrize(("width", "look"), [(360, "dark")])
async def test_a_matter_is_split_and_handed_over_in_the_browser(
    browser: Browser, tmp_path: Path, width: int, look: str
) -> None:
    with House(tmp_path) as house:
        for opened in (BEN_THANH, TAN_BINH):
            house.tinbao("desk", "open", opened)
        resident, api = house.resident(), house.officer(BEN_THANH)
        receipt, path = told(resident, api, STORY)
        write_more(resident, receipt, ASIDE)
        code = path.rpartition("/")[2]
        async with a_page(browser, width, look) as desk:
            await come_in(desk, house.url + house.invite(BEN_THANH))
            await desk.locator(f"[data-code='{code}']").click(timeout=30_000)
            await desk.locator("[data-move='claim']").click()
            await split(desk, f"{width}-{look}")
            new = await desk.locator("#thread-head strong").inner_text()
            assert new != code
            await hand_over(desk, f"{width}-{look}")
            await come_in(desk, house.url + house.invite(TAN_BINH))
            await desk.locator(f"[data-code='{new}']").click(timeout=30_000)
            await answer(desk, "Nhà đó ở đầu hay cuối hẻm?")

            wait_for(lambda: from_desk(resident, "Nhà đó ở đầu hay cuối hẻm?"))
            await reads_the_log(desk, house, f"{width}-{look}")
        old_desk_keeps_a_trace(api, new)
        assert "nguyên vẹn" in house.tinbao("audit", "verify")


async def test_an_officers_words_do_not_lie_unseen_below(browser: Browser, tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.tinbao("desk", "open", BEN_THANH)
        resident, api = house.resident(), house.officer(BEN_THANH)
        _, path = told(resident, api, STORY)
        async with a_page(browser, 360, "light") as phone:
            [cookie] = [
                {"name": k, "value": v, "url": house.url} for k, v in resident.http.cookies.items()
            ]
            await phone.context.add_cookies([cookie])  # type: ignore[list-item]
            await phone.goto(house.url)
            await expect(phone.locator("#log")).to_contain_text("ma túy")
            await phone.locator("#talk").evaluate("talk => talk.scrollTop = 0")
            assert api.post(f"{path}/claim").status_code == 200
            assert api.post(f"{path}/ask", json={"text": "Hẻm số mấy?"}).status_code == 200

            below = phone.get_by_role("button", name="Công an vừa viết")
            await below.click(timeout=30_000)

            await expect(phone.get_by_text("Hẻm số mấy?")).to_be_in_viewport()
            await expect(below).to_be_hidden()


async def split(desk: Page, name: str) -> None:
    await desk.locator("button.carve:visible").click()
    await expect(desk.locator("#dialog blockquote")).to_have_text(ASIDE)
    await picture(desk, f"desk-split-{name}")
    await desk.locator("#dialog-words").fill("hai vụ khác nhau")
    await desk.locator("#dialog .send button").last.click()
    await expect(desk.locator("#lines")).to_contain_text("Tách từ tin")


async def hand_over(desk: Page, name: str) -> None:
    await desk.locator("[data-move='more']").click()
    await desk.locator("#dialog input[value='handover']").check()
    await desk.locator("#dialog .send button").last.click()
    await desk.locator("#dialog-search").fill("tan binh")
    await desk.locator("#dialog .found label", has_text="Công an phường Tân Bình").click()
    await picture(desk, f"desk-handover-{name}")
    await desk.locator("#dialog-words").fill("đúng địa bàn hơn")
    await desk.locator("#dialog .send button").last.click()
    await expect(desk.locator("#thread-state")).to_contain_text("Đã chuyển đến")


async def answer(desk: Page, words: str) -> None:
    await desk.locator("[data-move='claim']").click()
    await expect(desk.locator("[data-move='release']")).to_be_visible()
    await desk.locator("#ask-tab").click()
    await desk.locator("#ask-words").fill(words)
    await desk.locator("#ask-form .send button").click()
    await expect(desk.locator(".line.desk").last).to_contain_text(words)


async def reads_the_log(desk: Page, house: House, name: str) -> None:
    printed = house.tinbao("officer", "invite", "--desk", "00", "--role", "auditor")
    [link] = [word for word in printed.split() if "/desk/join/" in word]
    await come_in(desk, house.url + "/desk/join/" + link.split("/desk/join/")[1])
    log = desk.locator(".log tbody")
    for what in ("Tách", "Chuyển đơn vị", "Xem hàng đợi", "Hỏi người dân"):
        await expect(log).to_contain_text(what)
    await picture(desk, f"desk-log-{name}")
    assert "hẻm 45" not in await desk.content()


def old_desk_keeps_a_trace(api: httpx.Client, code: str) -> None:
    kept = api.get(f"/api/desk/tips/{code}").json()
    assert kept["trace"]["desk"] == TAN_BINH
    assert not any("cuối hẻm" in line["text"] for line in kept["lines"])
