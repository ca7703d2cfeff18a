"""Commanders and administrators let people in, from the web."""

import pytest
from httpx import AsyncClient, Response

from desks.desk import Role
from tests.builders import WARD_DESK
from tests.handlers.webdesk_house import DeskHouse, a_house


async def commander(house: DeskHouse) -> AsyncClient:
    return await house.officer("Chỉ huy", role=Role.COMMANDER)


async def invite(client: AsyncClient, label: str, desk: str = WARD_DESK, **more: str) -> Response:
    told = {"desk": desk, "label": label} | more
    return await client.post("/api/desk/signin/seats/invite", json=told)


def path_of(invited: Response) -> str:
    return str(invited.json()["address"]).removeprefix("http://desk")


async def test_a_commander_seats_an_officer_from_the_web() -> None:
    house = a_house()
    boss, new = await commander(house), house.visitor()

    invited = await invite(boss, "Trực ban 9")

    await new.post(path_of(invited))
    me = (await new.get("/api/desk/me")).json()
    assert (me["officer"], me["role"], me["desk"]) == ("Trực ban 9", "officer", "26743")


async def test_a_new_link_is_for_the_same_seat_with_all_it_holds() -> None:
    house = a_house()
    officer, boss = await house.officer(), await commander(house)
    await officer.post("/api/desk/tips/K7Q-204/claim")
    again = house.visitor()

    await again.post(path_of(await invite(boss, "Trực ban 1")))

    [tip] = (await again.get("/api/desk/tips")).json()["tips"]
    assert tip["mine"]


async def test_a_lost_phone_opens_nothing_any_more() -> None:
    house = a_house()
    lost, boss = await house.officer(), await commander(house)
    await lost.post("/api/desk/signin/code-app/offer")

    told = {"desk": WARD_DESK, "label": "Trực ban 1"}
    anew = await boss.post("/api/desk/signin/seats/start-over", json=told)

    assert (await lost.get("/api/desk/me")).status_code == 401
    new = house.visitor()
    await new.post(path_of(anew))
    assert (await new.get("/api/desk/me")).json()["officer"] == "Trực ban 1"
    assert not (await new.get("/api/desk/signin")).json()["code_app"]


@pytest.mark.parametrize("role", ["commander", "approver", "administrator"])
async def test_a_commander_makes_nobody_more_than_an_officer(role: str) -> None:
    """Else one person could be the two whom an urgent lesson needs."""
    house = a_house()
    boss = await commander(house)
    await house.officer("Người khác", role=Role(role))

    assert (await invite(boss, "Mới", role=role)).status_code == 403
    assert (await invite(boss, "Người khác")).status_code == 403
    told = {"desk": WARD_DESK, "label": "Người khác"}
    anew = await boss.post("/api/desk/signin/seats/start-over", json=told)
    assert anew.status_code == 403


async def test_an_administrator_helps_at_any_desk_and_an_officer_at_none() -> None:
    house = a_house()
    admin = await house.officer("Quản trị", role=Role.ADMINISTRATOR)
    officer, boss = await house.officer(), await commander(house)

    helped = await invite(admin, "Chỉ huy")
    shown = (await admin.get("/api/desk/signin/seats?desk=26743")).json()

    assert helped.json()["role_label"]
    assert [one["label"] for one in shown["seats"]] == ["Chỉ huy", "Quản trị", "Trực ban 1"]
    assert (await invite(admin, "Mới", "27004")).status_code == 200
    assert (await invite(admin, "Mới", "99999")).status_code == 404
    assert (await officer.get("/api/desk/signin/seats")).status_code == 403
    assert (await invite(officer, "Mới")).status_code == 403
    assert (await invite(boss, "Mới", "27004")).status_code == 403


async def test_nobody_unknown_starts_over() -> None:
    house = a_house()
    boss = await commander(house)

    told = {"desk": WARD_DESK, "label": "Không ai"}
    anew = await boss.post("/api/desk/signin/seats/start-over", json=told)

    assert anew.json()["code"] == "unknown_officer"


async def dismiss(client: AsyncClient, label: str) -> Response:
    told = {"desk": WARD_DESK, "label": label}
    return await client.post("/api/desk/signin/seats/dismiss", json=told)


async def test_who_is_dismissed_acts_no_more_and_leaves_nothing_locked() -> None:
    house = a_house()
    officer, boss = await house.officer(), await commander(house)
    await officer.post("/api/desk/tips/K7Q-204/claim")

    told = await dismiss(boss, "Trực ban 1")

    assert told.json() == {"label": "Trực ban 1", "freed": 1}
    assert (await officer.post("/api/desk/tips/K7Q-204/release")).status_code == 401
    [tip] = house.memory.tips.values()
    assert tip.officer is None
    back = house.visitor()
    await back.post(path_of(await invite(boss, "Trực ban 1")))
    assert (await back.get("/api/desk/me")).json()["officer"] == "Trực ban 1"


async def test_a_commander_dismisses_neither_themselves_nor_another_commander() -> None:
    house = a_house()
    officer, boss = await house.officer(), await commander(house)
    await house.officer("Chỉ huy 2", role=Role.COMMANDER)

    answers = [await dismiss(boss, label) for label in ("Chỉ huy", "Chỉ huy 2", "Không ai")]

    assert [one.json()["code"] for one in answers] == ["not_permitted"] * 2 + ["unknown_officer"]
    assert (await dismiss(officer, "Chỉ huy")).status_code == 403


async def test_a_commander_seats_the_local_security_team_and_withdraws_it() -> None:
    house = a_house()
    boss, guard = await commander(house), house.visitor()

    await guard.post(path_of(await invite(boss, "Thôn Đông", role="guard")))
    assert (await guard.get("/api/desk/me")).json()["role"] == "guard"
    told = {"desk": WARD_DESK, "label": "Thôn Đông"}
    await boss.post("/api/desk/signin/seats/dismiss", json=told)

    assert (await guard.get("/api/desk/me")).status_code == 401
