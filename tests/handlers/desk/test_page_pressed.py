"""Every button of the desk's page, and of every dialog it opens, is pressed in a browser."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from desks.desk import Code, Role
from desks.ready_words import ReadyWords
from messages.message import Media, MediaId, MediaKind, Position
from tests.browsing import NEEDS_CHROMIUM, a_page, come_in
from tests.builders import NOON, WARD_DESK, a_place, a_report, a_tip
from tests.handlers.webdesk_house import DeskHouse, a_house
from tests.page_presser import Presser
from tests.serving import served
from tests.trials import lasting
from tips.tip import Author, Line, Status, Tip, TipId, Urgency

pytestmark = [*NEEDS_CHROMIUM, pytest.mark.timeout(lasting(400, 3000))]
SHOWN = "K7Q-204"
LOCKS = frozenset({"Khóa ngay"})  # tests/handlers/signin/test_page.py presses it
PICTURE = Media(MediaId("m1"), MediaKind.PHOTO, "image/png", 3)
PAPER = Media(MediaId("m2"), MediaKind.PAPER, "application/pdf", 3)


def the_tips(house: DeskHouse, holder: str) -> tuple[Tip, ...]:
    """One that its officer works on, and one of each other kind beside it in the queue."""
    [officer] = [one for one in house.memory.officers.values() if one.label == holder]
    place = a_place(position=Position(10.7726, 106.698, 25.0))
    lines = (
        Line(1, NOON, Author.CITIZEN, "Hẻm 45 có nhà ghi đề", media=(PICTURE, PAPER)),
        Line(2, NOON, Author.DESK, "Ở đầu hay cuối hẻm?", holder),
        Line(3, NOON, Author.NOTE, "Đã gọi tổ bảo vệ", holder),
    )
    held = {
        "officer": officer.id,
        "officer_label": officer.label,
        "status": Status.CLASSIFYING,
        "acknowledged_at": NOON,
    }
    other = a_tip(id=TipId("9" * 32), code=Code("ABC-123"), filed_at=NOON - timedelta(hours=3))
    return (
        a_tip(report=a_report(place=place), lines=lines, version=2, **held),
        other,
        replace(other, id=TipId("8" * 32), code=Code("M3D-118"), urgency=Urgency.CRITICAL),
    )


async def test_every_button_of_the_desk_is_pressed(browser: Browser) -> None:
    house = a_house()
    few = ReadyWords(("Lúc mấy giờ?",), ("Cán bộ đã đến xem.",))  # one stands for all
    house.ready_words.kept[WARD_DESK] = few
    house.memory.files["m1"] = (PICTURE, b"GIF")
    async with served(house) as base, a_page(browser) as page:
        await come_in(page, f"{base}/desk/join/{await house.invite(role=Role.COMMANDER)}")

        async def begin(changed: bool) -> None:
            if changed:
                # It would go on asking for pictures of what goes. By something without scripts that
                # lies beside it: anything else would cost a process of the browser, every time.
                await page.goto(f"{base}/static/desk.css")
                house.memory.tips.clear()
                house.has(*the_tips(house, "Trực ban 1"))
                await opened(page, f"{base}/desk")
            await page.locator(".menu").evaluate("menu => { menu.open = true; }")

        pressed = {name for _, name in await Presser(page, begin, LOCKS).press_everything()}

    for name in ("Trạng thái", "Kết thúc", "Trả lại", "Tách thành", "Lịch trực", "Thêm…", "Chép"):
        assert any(one.startswith(name) for one in pressed), (name, sorted(pressed))


async def opened(page: Page, address: str) -> None:
    await page.goto(address)
    await page.click(f"[data-code='{SHOWN}']")
    await expect(page.locator("[data-move='release']")).to_be_visible()
