"""Invites, sign-in and links: one-time, short-lived, and silent about why they fail."""

import pytest

from desks.desk import NATIONAL, DeskCode, Role
from desks.errors import InviteExpired, UnknownDesk
from desks.signin.access import Access, canonical, spoken
from desks.signin.sessions import Sessions
from tests.fakes import House


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def access(house: House) -> Access:
    sessions = Sessions(house.sessions, house.clock, house.chance)
    return Access(house.access, house.desks, house.clock, house.chance, sessions)


async def test_an_invite_signs_an_officer_in(access: Access) -> None:
    token = await access.invite(NATIONAL, Role.COMMANDER, "Chỉ huy trực")

    session, officer = await access.join(token)

    assert (officer.desk, officer.role, officer.label) == (NATIONAL, "commander", "Chỉ huy trực")
    assert await access.officer_of(session) == officer


async def test_tokens_cannot_be_guessed_and_fit_a_web_address(access: Access) -> None:
    token = await access.invite(NATIONAL, Role.OFFICER)
    session, _ = await access.join(token)

    assert len(token) * 4 >= 128
    assert len(session) * 4 >= 256
    assert set(token + session) <= set("0123456789abcdef")


async def test_an_invite_works_once(access: Access) -> None:
    token = await access.invite(NATIONAL, Role.OFFICER)
    await access.join(token)

    with pytest.raises(InviteExpired):
        await access.join(token)


async def test_an_invite_of_yesterday_is_void(access: Access, house: House) -> None:
    token = await access.invite(NATIONAL, Role.OFFICER)
    house.clock.pass_time(hours=24)

    with pytest.raises(InviteExpired):
        await access.join(token)


async def test_a_desk_that_never_opened_invites_nobody(access: Access) -> None:
    with pytest.raises(UnknownDesk):
        await access.invite(DeskCode("26743"), Role.OFFICER)
    with pytest.raises(UnknownDesk):
        await access.group_code(DeskCode("26743"))


async def test_a_session_ends_with_the_shift(access: Access, house: House) -> None:
    session, _ = await access.join(await access.invite(NATIONAL, Role.OFFICER))
    house.clock.pass_time(hours=12)

    assert await access.officer_of(session) is None


async def test_leaving_ends_the_session(access: Access) -> None:
    session, _ = await access.join(await access.invite(NATIONAL, Role.OFFICER))

    await access.leave(session)

    assert await access.officer_of(session) is None
    assert await access.officer_of("") is None


async def test_an_officer_links_an_account_with_a_code_read_aloud(access: Access) -> None:
    _, officer = await access.join(await access.invite(NATIONAL, Role.OFFICER))
    code = await access.account_code(officer)

    linked = await access.link_account(code.lower().replace("-", " "), "4711")

    assert linked == officer
    assert await access.officer_by_account("4711") == officer
    with pytest.raises(InviteExpired):
        await access.link_account(code, "4712")


async def test_a_group_code_makes_a_group_the_desks_own(access: Access) -> None:
    code = await access.group_code(NATIONAL)

    desk = await access.link_group(code, "-100123")

    assert desk.group == "-100123"
    assert await access.desk_by_group("-100123") == desk


async def test_a_group_code_links_no_account(access: Access) -> None:
    code = await access.group_code(NATIONAL)

    with pytest.raises(InviteExpired):
        await access.link_account(code, "4711")


async def test_a_link_code_lives_a_quarter_of_an_hour(access: Access, house: House) -> None:
    code = await access.group_code(NATIONAL)
    house.clock.pass_time(minutes=15)

    with pytest.raises(InviteExpired):
        await access.link_group(code, "-100123")


def test_a_link_code_holds_all_forty_bits() -> None:
    assert spoken("0000000000") == "0000-0000"
    assert spoken("ffffffffff") == "ZZZZ-ZZZZ"
    assert spoken("0000000001") == "0000-0001"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert canonical(" k0lm-2o9i ") == "K01M2091"
