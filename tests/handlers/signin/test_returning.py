"""Back in at night without a link: by a code, and how long one stays in."""

from datetime import timedelta

import pyotp
import pytest
from httpx import AsyncClient

from desks.desk import Role
from tests.handlers.webdesk_house import OTHER_DESK, DeskHouse, a_house

NAME = "26743:Trực ban 1"


async def set_up(house: DeskHouse, officer: AsyncClient) -> pyotp.TOTP:
    offer = (await officer.post("/api/desk/signin/code-app/offer")).json()
    app = pyotp.TOTP(offer["secret"])
    typed = {"code": app.at(house.clock.now())}
    assert (await officer.post("/api/desk/signin/code-app/confirm", json=typed)).json()["code_app"]
    house.clock.pass_time(seconds=30)
    return app


async def typed(client: AsyncClient, code: str, name: str = NAME) -> int:
    told = {"name": name, "code": code}
    return (await client.post("/api/desk/signin/code", json=told)).status_code


async def test_a_session_slides_while_somebody_works_and_ends_when_nobody_does() -> None:
    house = a_house()
    officer = await house.officer()
    for _ in range(3):
        house.clock.pass_time(hours=11)
        assert (await officer.post("/api/desk/signin/keep")).status_code == 200

    house.clock.pass_time(hours=11, minutes=45)
    told = (await officer.get("/api/desk/signin/session")).json()
    assert told["warns"] > told["now"]
    house.clock.pass_time(minutes=16)

    assert (await officer.post("/api/desk/signin/keep")).status_code == 401
    assert (await officer.get("/api/desk/me")).status_code == 401


async def test_an_open_page_that_only_reads_keeps_nothing_alive() -> None:
    house = a_house()
    officer = await house.officer()
    house.clock.pass_time(hours=11)
    for path in ("/api/desk/me", "/api/desk/tips", "/api/desk/signin/session"):
        assert (await officer.get(path)).status_code == 200

    house.clock.pass_time(hours=1, seconds=1)

    assert (await officer.get("/api/desk/me")).status_code == 401


async def test_however_busy_one_signs_in_anew_after_a_week() -> None:
    house = a_house()
    officer = await house.officer()
    kept = []
    for _ in range(15):
        house.clock.pass_time(hours=11, minutes=59)
        kept.append((await officer.post("/api/desk/signin/keep")).status_code)

    assert kept == [200] * 14 + [401]


@pytest.mark.parametrize("name", [NAME, "26743: truc  ban 1", " 26743:TRỰC BAN 1 "])
async def test_an_officer_comes_back_with_a_code(name: str) -> None:
    house = a_house()
    app = await set_up(house, await house.officer())
    phone = house.visitor()

    code = app.at(house.clock.now())
    assert await typed(phone, f"{code[:3]} {code[3:]}", name) == 200

    me = (await phone.get("/api/desk/me")).json()
    assert (me["officer"], me["desk"]) == ("Trực ban 1", "26743")


async def test_a_code_that_was_seen_over_a_shoulder_is_worthless() -> None:
    house = a_house()
    app = await set_up(house, await house.officer())
    now = house.clock.now()
    code, before = app.at(now), app.at(now - timedelta(seconds=30))

    used = [await typed(house.visitor(), one) for one in (code, code, before)]

    assert used == [200, 403, 403]


async def test_whatever_is_wrong_there_is_one_answer() -> None:
    house = a_house()
    app = await set_up(house, await house.officer())
    await house.officer("Trực ban 2")
    code = app.at(house.clock.now())
    wrong = [
        ("000000", NAME), (code, "26743:Trực ban 2"), (code, "26743:Không ai"), (code, "27004:x"),
        (code, "Trực ban 1"), ("１２３４５６", NAME), ("", NAME), (code, "\x00:x"),
    ]  # fmt: skip

    assert [await typed(house.visitor(), *one) for one in wrong[:4]] == [403] * 4
    house.clock.pass_time(hours=2)
    assert [await typed(house.visitor(), *one) for one in wrong[4:]] == [403] * 4


async def test_guessing_from_elsewhere_does_not_lock_the_desks_own_browser() -> None:
    house = a_house()
    officer = await house.officer()
    app = await set_up(house, officer)
    guessed = [await typed(house.visitor(), "000000") for _ in range(6)]
    house.clock.pass_time(hours=12)  # the officer's session is over, the browser is known
    for _ in range(6):
        await typed(house.visitor(), "000000")

    assert guessed == [403] * 5 + [429]
    assert await typed(house.visitor(), app.at(house.clock.now())) == 429
    assert await typed(officer, app.at(house.clock.now())) == 200


async def test_a_browser_of_another_desk_is_a_stranger_here() -> None:
    house = a_house()
    await set_up(house, await house.officer())
    neighbour = await house.officer(desk=OTHER_DESK)

    assert [await typed(neighbour, "000000") for _ in range(6)] == [403] * 5 + [429]


async def test_a_new_app_counts_only_after_its_first_code() -> None:
    house = a_house()
    officer = await house.officer()
    app = await set_up(house, officer)
    await officer.post("/api/desk/signin/code-app/offer")
    wrong = await officer.post("/api/desk/signin/code-app/confirm", json={"code": "000000"})

    assert wrong.json()["code"] == "wrong_code"
    assert await typed(house.visitor(), app.at(house.clock.now())) == 200
    assert not (await officer.post("/api/desk/signin/code-app/drop")).json()["code_app"]
    house.clock.pass_time(minutes=1)
    assert await typed(house.visitor(), app.at(house.clock.now())) == 403


async def test_browsers_are_listed_and_signed_out_one_by_one() -> None:
    house = a_house()
    agent = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140"}
    officer, other = await house.officer(), house.visitor(**agent)
    await other.post(f"/desk/join/{await house.invite()}")

    ways = (await officer.get("/api/desk/signin")).json()
    [there] = [one for one in ways["devices"] if not one["here"]]
    assert there["device"] == "Edge · Windows"
    left = await officer.post(f"/api/desk/signin/devices/{there['id']}/sign-out")

    assert [one["here"] for one in left.json()["devices"]] == [True]
    assert (await other.get("/api/desk/me")).status_code == 401
    again = await officer.post(f"/api/desk/signin/devices/{there['id']}/sign-out")
    assert again.json()["code"] == "unknown_device"


async def test_another_site_signs_nobody_in_or_out() -> None:
    house = a_house()
    officer = await house.officer()
    officer.headers["Sec-Fetch-Site"] = "cross-site"

    for path in ("keep", "code-app/offer", "code-app/drop"):
        assert (await officer.post(f"/api/desk/signin/{path}")).status_code == 403


async def test_the_way_in_knows_the_seat_of_this_browser() -> None:
    house = a_house()
    officer, stranger = await house.officer(), house.visitor()
    await officer.post("/desk/leave")

    page = (await officer.get("/desk")).text

    assert 'value="26743:Trực ban 1"' in page
    assert "--desk 26743 --label &#34;Trực ban 1&#34;" in page or '--label "Trực ban 1"' in page
    assert 'value=""' in (await stranger.get("/desk/access")).text


async def test_a_passkey_that_is_not_one_is_refused() -> None:
    house = a_house()
    asked = (await house.visitor().get("/api/desk/signin/passkey")).json()
    assert asked["userVerification"] == "required"
    made_up = {"id": "x", "rawId": "x", "type": "public-key"}
    for response in ({}, {"clientDataJSON": "!"}, {"clientDataJSON": "W10"}, {"clientDataJSON": 3}):
        told = made_up | {"response": response}
        refused = await house.visitor().post("/api/desk/signin/passkey", json=told)
        assert (refused.status_code, refused.json()["code"]) == (403, "passkey_refused")


async def test_who_administers_has_ways_in_too() -> None:
    house = a_house()
    admin = await house.officer("Quản trị", role=Role.ADMINISTRATOR)

    ways = (await admin.get("/api/desk/signin")).json()

    assert (ways["seats"], ways["any_desk"]) == (True, True)
    assert (await admin.get("/desk/access")).status_code == 200
