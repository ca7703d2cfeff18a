"""The way in and out of the desk."""

import pytest

from tests.handlers.webdesk_house import a_house


async def test_an_invite_opens_the_desk_once() -> None:
    house = a_house()
    token = await house.invite()
    first, second = house.visitor(), house.visitor()

    opened = await first.get(f"/desk/join/{token}")
    again = await second.get(f"/desk/join/{token}")

    assert (opened.status_code, opened.headers["location"]) == (303, "/desk")
    assert (await first.get("/desk")).status_code == 200
    assert again.status_code == 410
    assert "hết hạn" in again.text


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    house = a_house()

    joined = await house.visitor().get(f"/desk/join/{await house.invite()}")

    cookie = joined.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert joined.headers["cache-control"] == "no-store"
    assert joined.headers["referrer-policy"] == "same-origin"


async def test_over_https_the_cookie_belongs_to_this_host_alone() -> None:
    house = a_house(secure=True)

    joined = await house.visitor().get(f"/desk/join/{await house.invite()}")

    cookie = joined.headers["set-cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "agent",
    [
        "TelegramBot (like TwitterBot)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23",
        "Mozilla/5.0 (compatible; ZaloPreview/1.0)",
    ],
)
async def test_a_link_preview_does_not_use_up_an_invite(agent: str) -> None:
    house = a_house()
    token = await house.invite()

    looked = await house.visitor(**{"User-Agent": agent}).get(f"/desk/join/{token}")

    assert looked.status_code == 200
    assert "set-cookie" not in looked.headers
    assert token not in looked.text
    assert (await house.visitor().get(f"/desk/join/{token}")).status_code == 303


async def test_head_and_prefetch_do_not_use_up_an_invite() -> None:
    house = a_house()
    token = await house.invite()

    await house.visitor().head(f"/desk/join/{token}")
    await house.visitor(**{"Sec-Purpose": "prefetch"}).get(f"/desk/join/{token}")

    assert (await house.visitor().get(f"/desk/join/{token}")).status_code == 303


async def test_a_person_inside_a_chat_app_comes_in_by_pressing() -> None:
    house = a_house()
    phone = house.visitor(**{"User-Agent": "Mozilla/5.0 (Linux) Zalo android/12"})
    way_in = f"/desk/join/{await house.invite()}"

    looked = await phone.get(way_in)
    pressed = await phone.post(way_in, headers={"Sec-Fetch-Site": "same-origin"})

    assert looked.status_code == 200
    assert pressed.status_code == 303
    assert (await phone.get("/api/desk/me")).status_code == 200


async def test_pressing_the_link_twice_leaves_an_officer_inside() -> None:
    house = a_house()
    officer = house.visitor()
    way_in = f"/desk/join/{await house.invite()}"

    await officer.get(way_in)

    assert (await officer.get(way_in)).status_code == 303


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
