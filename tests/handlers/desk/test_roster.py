"""The roster, the note a shift leaves, and the reminders of whoever is there."""

import asyncio
from datetime import timedelta

from httpx import AsyncClient

from desks.desk import DeskCode, GroupTrouble, Role
from tests.builders import NOON, WARD_DESK, a_desk, a_held_tip
from tests.handlers.webdesk_house import OTHER_DESK, DeskHouse, a_house

SHIFT = {"starts": "2026-03-12T06:00:00+07:00", "ends": "2026-03-12T18:00:00+07:00"}


async def a_staffed_house() -> tuple[DeskHouse, AsyncClient, AsyncClient]:
    house = a_house()
    officer = await house.officer()
    return house, officer, await house.officer("Chỉ huy", role=Role.COMMANDER)


async def on_duty(chief: AsyncClient, name: str = "Trực ban 1") -> None:
    answer = await chief.post("/api/desk/roster", json={"officer": name, **SHIFT})
    assert answer.status_code == 200, answer.text


async def test_a_commander_puts_an_officer_on_duty() -> None:
    _, officer, chief = await a_staffed_house()

    await on_duty(chief)

    seen = (await officer.get("/api/desk/roster")).json()
    assert seen["on_duty"] == ["Trực ban 1"]
    assert [(one["officer"], one["now"], one["mine"]) for one in seen["shifts"]] == [
        ("Trực ban 1", True, True)
    ]
    assert (await officer.get("/api/desk/me")).json()["on_duty"] == ["Trực ban 1"]


async def test_an_officer_does_not_plan_shifts() -> None:
    _, officer, _ = await a_staffed_house()

    answer = await officer.post("/api/desk/roster", json={"officer": "Trực ban 1", **SHIFT})

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


async def test_a_shift_needs_a_colleague_and_sensible_hours() -> None:
    _, _, chief = await a_staffed_house()
    backwards = {"starts": SHIFT["ends"], "ends": SHIFT["starts"]}

    stranger = await chief.post("/api/desk/roster", json={"officer": "Ai đó", **SHIFT})
    wrong = await chief.post("/api/desk/roster", json={"officer": "Chỉ huy", **backwards})

    assert [stranger.json()["code"], wrong.json()["code"]] == ["shift_not_allowed"] * 2


async def test_a_shift_is_taken_back_by_its_commander() -> None:
    house, _, chief = await a_staffed_house()
    await on_duty(chief)
    [shift] = house.roster_book.rows

    left = await chief.post(f"/api/desk/roster/{shift}/remove")
    again = await chief.post(f"/api/desk/roster/{shift}/remove")

    assert left.json()["shifts"] == []
    assert (again.status_code, again.json()["code"]) == (409, "no_shift")


async def test_a_note_waits_for_the_next_on_duty() -> None:
    house, officer, chief = await a_staffed_house()
    relief = await house.officer("Trực ban 2")
    await on_duty(chief)
    told = await officer.post("/api/desk/roster/note", json={"text": "Tin K7Q-204: chờ tuần tra."})
    assert told.status_code == 200
    assert (await relief.get("/api/desk/roster")).json()["note"] is None  # not on duty yet

    house.clock.pass_time(hours=7)
    starts, ends = NOON + timedelta(hours=6), NOON + timedelta(hours=14)
    hours = {"starts": starts.isoformat(), "ends": ends.isoformat()}
    await chief.post("/api/desk/roster", json={"officer": "Trực ban 2", **hours})

    seen = (await relief.get("/api/desk/roster")).json()
    assert seen["note"]["text"] == "Tin K7Q-204: chờ tuần tra."
    assert seen["note"]["officer"] == "Trực ban 1"
    assert [tip["code"] for tip in seen["open_tips"]] == ["K7Q-204"]


async def test_without_a_shift_there_is_nothing_to_hand_over() -> None:
    _, officer, _ = await a_staffed_house()

    answer = await officer.post("/api/desk/roster/note", json={"text": "Xong."})

    assert (answer.status_code, answer.json()["code"]) == (409, "no_shift")


async def test_another_desk_sees_nothing_of_it() -> None:
    house, _, chief = await a_staffed_house()
    await on_duty(chief)
    stranger = await house.officer("Trực ban 9", desk=OTHER_DESK)

    seen = (await stranger.get("/api/desk/roster")).json()

    assert (seen["on_duty"], seen["shifts"], seen["note"]) == ([], [], None)


async def test_another_sites_page_plans_no_shifts() -> None:
    _, _, chief = await a_staffed_house()
    foreign = {"origin": "https://elsewhere.example"}

    answer = await chief.post(
        "/api/desk/roster", json={"officer": "Chỉ huy", **SHIFT}, headers=foreign
    )

    assert answer.status_code == 403


async def test_whoever_is_on_duty_is_reminded() -> None:
    house, officer, chief = await a_staffed_house()
    await on_duty(chief)
    house.clock.pass_time(minutes=16)
    await house.reminders.sweep()

    [one] = (await officer.get("/api/desk/me")).json()["reminders"]

    assert (one["code"], one["stage"], one["label"]) == ("K7Q-204", "before", "nhận tin")
    assert (await chief.get("/api/desk/me")).json()["reminders"] == []


async def test_with_nobody_on_duty_the_whole_desk_is() -> None:
    house, officer, chief = await a_staffed_house()
    house.clock.pass_time(minutes=16)
    await house.reminders.sweep()

    for one in (officer, chief):
        assert len((await one.get("/api/desk/me")).json()["reminders"]) == 1


async def test_the_holder_is_reminded_of_the_next_deadline() -> None:
    house = a_house()
    officer, other = await house.officer(), await house.officer("Trực ban 2")
    me = next(one for one in house.memory.officers.values() if one.label == "Trực ban 1")
    filed = NOON - timedelta(hours=3)
    house.has(a_held_tip(officer=me.id, officer_label=me.label, filed_at=filed))
    house.clock.pass_time(hours=10)
    await house.reminders.sweep()

    [one] = (await officer.get("/api/desk/me")).json()["reminders"]

    assert (one["label"], one["stage"]) == ("phân loại", "before")
    assert (await other.get("/api/desk/me")).json()["reminders"] == []


async def test_open_pages_are_told_of_a_reminder() -> None:
    house, _, _ = await a_staffed_house()
    house.clock.pass_time(minutes=16)
    heard = asyncio.create_task(house.chime.wait("desk:26743", 5))
    await asyncio.sleep(0)

    await house.reminders.sweep()

    assert await heard


async def test_a_deaf_desk_is_shown_there_and_to_who_commands_above() -> None:
    house = a_house()
    house.memory.desks[WARD_DESK] = a_desk(group="-1", trouble=GroupTrouble.LOST)
    house.memory.desks[DeskCode("79")] = a_desk("79", "Công an thành phố")
    officer, stranger = await house.officer(), await house.officer(desk=OTHER_DESK)
    above = await house.officer(desk=DeskCode("79"), role=Role.COORDINATOR)
    clerk = await house.officer("Khác", desk=DeskCode("79"))

    [told] = (await officer.get("/api/desk/me")).json()["troubled"]

    assert (told["deaf"], "bot đã bị gỡ" in told["words"]) == (True, True)
    assert (await above.get("/api/desk/me")).json()["troubled"] == [told]
    for other in (stranger, clerk):
        assert (await other.get("/api/desk/me")).json()["troubled"] == []
