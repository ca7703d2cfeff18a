"""The local security team's page: two taps are a report; nothing else is seen; also on a phone."""

from datetime import datetime

import pytest
from playwright.async_api import Browser, expect
from typing_extensions import override

from desks.desk import DeskCode, Officer, Role
from handlers.guards import door as webguards
from handlers.guards.door import WebGuards
from tests.browsing import NEEDS_CHROMIUM, PHONE, a_page, come_in
from tests.builders import NOON, WARD_DESK
from tests.handlers.webdesk_house import DeskHouse
from tests.serving import served
from tips.guards.answering import GuardTasks, TaskStore
from tips.guards.reporting import ShortReports
from tips.tasks import Task
from tips.tip import Tip
from tips.triage.by_phone import Counter

pytestmark = [*NEEDS_CHROMIUM]

REPORTS = "/api/desk/guard/reports"
SEAT = "Thôn Đông · Ông Ba"


class ListedTasks(TaskStore):
    """Two that wait; how they come to a tip is asked of the databases."""

    def __init__(self) -> None:
        self.waits = [
            Task("1" * 32, "Thôn Đông", "Tối nay đi qua bờ kênh lúc 22 giờ.", NOON),
            Task("2" * 32, "Thôn Tây", "Xem cổng chợ đã khóa chưa.", NOON),
        ]

    @override
    async def waiting(self, desk: DeskCode) -> tuple[Task, ...]:
        return tuple(self.waits)

    @override
    async def answer(self, task: str, guard: Officer, at: datetime, *, done: bool) -> bool:
        self.waits = [one for one in self.waits if one.id != task]
        return True


@pytest.fixture
def house() -> DeskHouse:
    made = DeskHouse()
    counter = Counter(
        made.triage, made.moves, made.citizens, made.places, made.clock, made.chance, made.chime
    )
    tasks = GuardTasks(ListedTasks(), made.clock, made.chime)
    reports = ShortReports(counter)
    parts = WebGuards(reports, tasks, made.entry, made.audit, made.chance, secure_cookie=False)
    made.app.include_router(webguards.router(parts))
    return made


def only_tip(house: DeskHouse) -> Tip:
    [tip] = house.memory.tips.values()
    return tip


async def test_an_unnamed_report_is_a_tip_of_the_desk_and_tells_the_hamlet_only(
    house: DeskHouse,
) -> None:
    guard = await house.officer(SEAT, role=Role.GUARD)
    key = {"Idempotency-Key": "once"}

    sent = await guard.post(REPORTS, json={"kind": "danh_nhau_gay_roi"}, headers=key)
    await guard.post(REPORTS, json={"kind": "danh_nhau_gay_roi"}, headers=key)

    tip = only_tip(house)
    assert (sent.status_code, sent.json()) == (201, {"sent": True})
    assert (tip.route.desk, tip.channel, tip.report.kind) == (
        WARD_DESK,
        "guard",
        "danh_nhau_gay_roi",
    )
    assert tip.report.place.words == "Thôn Đông"
    assert str(tip.report.place.commune) == WARD_DESK
    assert "Ông Ba" not in f"{tip.report} {tip.route}"


async def test_who_chooses_to_be_named_is_named_to_the_desk(house: DeskHouse) -> None:
    guard = await house.officer(SEAT, role=Role.GUARD)

    told = {"kind": "trom_cap", "words": "Mất hai xe đạp ở nhà văn hóa.", "named": True}
    await guard.post(REPORTS, json=told)

    tip = only_tip(house)
    assert tip.report.story == told["words"]
    assert SEAT in tip.route.reason


async def test_a_guard_sees_no_tip_and_an_officer_not_this_page(house: DeskHouse) -> None:
    guard, officer = await house.officer(SEAT, role=Role.GUARD), await house.officer()
    await guard.post(REPORTS, json={"kind": "trom_cap"})
    code = only_tip(house).code

    assert (await guard.get("/desk")).headers["location"] == "/desk/guard"
    assert (await officer.get("/desk/guard")).headers["location"] == "/desk"
    for path in ("tips", f"tips/{code}", "traces"):
        assert (await guard.get(f"/api/desk/{path}")).status_code in {403, 404}
    assert (await officer.post(REPORTS, json={"kind": "trom_cap"})).status_code == 403
    assert (await guard.post(REPORTS, json={"kind": "?"})).status_code == 422


async def test_a_hamlet_reads_and_answers_its_own_tasks_only(house: DeskHouse) -> None:
    guard = await house.officer(SEAT, role=Role.GUARD)

    [task] = (await guard.get("/api/desk/guard")).json()["tasks"]
    done = await guard.post(f"/api/desk/guard/tasks/{task['id']}", json={"done": True})
    again = await guard.post(f"/api/desk/guard/tasks/{task['id']}", json={"done": False})
    others = await guard.post(f"/api/desk/guard/tasks/{'2' * 32}", json={"done": True})

    assert task["words"] == "Tối nay đi qua bờ kênh lúc 22 giờ."
    assert done.json() == {"sent": True}
    assert [(one.status_code, one.json()["code"]) for one in (again, others)] == [
        (404, "unknown_task")
    ] * 2


async def test_on_a_phone_two_taps_are_a_report(browser: Browser, house: DeskHouse) -> None:
    async with served(house) as base, a_page(browser, PHONE) as page:
        token = await house.invite(WARD_DESK, SEAT, Role.GUARD)
        await come_in(page, f"{base}/desk/join/{token}")
        await page.click("button:text-is('Đã làm')")
        await expect(page.locator("[role=status].answered")).to_have_text("Đã báo bàn trực.")
        await page.click(".chip-choice:has-text('Trộm cắp') input")
        await page.click("button:text-is('Gửi báo')")
        await expect(page.locator("[role=status].told")).to_have_text(
            "Đã gửi bàn trực: Trộm cắp. Cảm ơn."
        )
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert only_tip(house).report.kind == "trom_cap"
