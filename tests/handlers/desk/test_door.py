"""The way in and out of the desk."""

import pytest

from tests.handlers.webdesk_house import a_house


async def test_an_invite_opens_the_desk_once() -> None:
    house = a_house()
    token = await house.invite()
    first, second = house.visitor(), house.visitor()

    opened = await first.post(f"/desk/join/{token}")
    again = await second.post(f"/desk/join/{token}")

    assert (opened.status_code, opened.headers["location"]) == (303, "/desk")
    assert (await first.get("/desk")).status_code == 200
    assert again.status_code == 410
    assert "hết hạn" in again.text


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    house = a_house()

    joined = await house.visitor().post(f"/desk/join/{await house.invite()}")

    cookie = joined.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert joined.headers["cache-control"] == "no-store"
    assert joined.headers["referrer-policy"] == "same-origin"


async def test_over_https_the_cookie_belongs_to_this_host_alone() -> None:
    house = a_house(secure=True)

    joined = await house.visitor().post(f"/desk/join/{await house.invite()}")

    cookie = joined.headers["set-cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_whoever_only_opens_the_link_does_not_use_it_up(method: str) -> None:
    """Scanners of mail come with the name of a browser, previews of chat apps with their own."""
    house = a_house()
    way_in = f"/desk/join/{await house.invite()}"

    looked = await house.visitor(**{"User-Agent": "Mozilla/5.0 Chrome/140"}).request(method, way_in)

    assert looked.status_code == 200
    assert "set-cookie" not in looked.headers
    assert way_in not in looked.text
    assert (await house.visitor().post(way_in)).status_code == 303


async def test_a_person_comes_in_by_pressing_and_not_from_another_site() -> None:
    house = a_house()
    phone = house.visitor()
    way_in = f"/desk/join/{await house.invite()}"

    sent_there = await phone.post(way_in, headers={"Sec-Fetch-Site": "cross-site"})
    pressed = await phone.post(way_in, headers={"Sec-Fetch-Site": "same-origin"})

    assert (sent_there.status_code, pressed.status_code) == (403, 303)
    assert (await phone.get("/api/desk/me")).status_code == 200


async def test_who_takes_another_seat_leaves_the_one_before() -> None:
    house = a_house()
    officer = await house.officer("Trực ban 1")
    before = dict(officer.cookies)

    await officer.post(f"/desk/join/{await house.invite(label='Trực ban 2')}")

    thief = house.visitor()
    thief.cookies.update(before)
    assert "Trực ban 2" in (await officer.get("/api/desk/me")).text
    assert (await thief.get("/api/desk/me")).status_code == 401


async def test_pressing_the_link_twice_leaves_an_officer_inside() -> None:
    house = a_house()
    officer = house.visitor()
    way_in = f"/desk/join/{await house.invite()}"

    await officer.post(way_in)

    assert (await officer.post(way_in)).status_code == 303


async def test_a_stranger_reads_how_to_get_in() -> None:
    page = await a_house().visitor().get("/desk")

    assert page.status_code == 401
    assert "đường dẫn mời" in page.text


async def test_an_officer_who_leaves_is_out() -> None:
    house = a_house()
    officer = await house.officer()

    left = await officer.post("/desk/leave", headers={"Sec-Fetch-Site": "same-origin"})

    assert left.status_code == 303
    assert (await officer.get("/api/desk/tips")).status_code == 401


async def test_a_copied_cookie_is_worthless_after_leaving() -> None:
    house = a_house()
    officer, thief = await house.officer(), house.visitor()
    thief.cookies.update(officer.cookies)

    await officer.post("/desk/leave")

    assert (await thief.get("/api/desk/me")).status_code == 401


async def test_a_session_ends_by_itself_after_a_shift() -> None:
    house = a_house()
    officer = await house.officer()

    house.clock.pass_time(hours=12, minutes=1)

    assert (await officer.get("/api/desk/me")).json()["code"] == "not_signed_in"
    assert (await officer.get("/desk")).status_code == 401
