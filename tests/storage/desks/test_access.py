"""Doors open once, to the right person, for a while."""

import asyncio
from datetime import timedelta

from desks.desk import NATIONAL, Desk, DeskCode, Officer, Role
from storage.stores import Stores
from tests.builders import NOON, WARD_DESK, a_desk
from tests.storage.tips_filed import GROUP, a_filed_tip, a_session, seat

LATER = NOON + timedelta(hours=1)
TOKEN, SESSION = "invite-token", "session-token"


async def invite(stores: Stores, token: str = TOKEN, label: str = "") -> None:
    await stores.desks.open_desk(a_desk())
    await stores.access.add_invite(token, WARD_DESK, Role.COMMANDER, label, LATER)


async def redeem(stores: Stores, token: str = TOKEN, session: str = SESSION) -> Officer | None:
    return await stores.access.redeem(token, a_session(session, LATER))


async def test_an_invite_seats_an_officer(stores: Stores) -> None:
    await invite(stores)

    officer = await redeem(stores)

    assert officer is not None
    assert (officer.desk, officer.role, officer.label) == (WARD_DESK, Role.COMMANDER, "Trực ban 1")
    begun = await stores.sessions.find(SESSION)
    assert begun is not None
    assert begun.officer == officer


async def test_an_invite_opens_once(stores: Stores) -> None:
    await invite(stores)

    officers = await asyncio.gather(*(redeem(stores, session=f"s{n}") for n in range(5)))

    assert sum(officer is not None for officer in officers) == 1


async def test_a_late_or_unknown_invite_opens_nothing(stores: Stores) -> None:
    await invite(stores)

    assert await stores.access.redeem(TOKEN, a_session(SESSION, LATER, LATER)) is None
    assert await redeem(stores, "nobody's") is None
    assert await redeem(stores, "\x00\ud800") is None


async def test_officers_without_a_label_are_numbered(stores: Stores) -> None:
    labels = []
    for n in range(3):
        await invite(stores, f"t{n}")
        officer = await redeem(stores, f"t{n}", f"s{n}")
        assert officer is not None
        labels.append(officer.label)

    assert labels == ["Trực ban 1", "Trực ban 2", "Trực ban 3"]


async def test_a_new_invite_for_a_label_is_for_the_same_seat(stores: Stores) -> None:
    first = await seat(stores, "Trung úy trực")
    again = await seat(stores, "Trung úy trực")

    assert again.id == first.id


async def test_an_account_is_linked_by_a_code_once(stores: Stores) -> None:
    officer = await seat(stores)
    await stores.access.add_link_code("482913", officer.id, WARD_DESK, LATER)

    assert await stores.access.link_account("482913", "9001", NOON) == officer
    assert await stores.access.officer_by_account("9001") == officer
    assert await stores.access.link_account("482913", "9002", NOON) is None
    assert await stores.access.officer_by_account("9002") is None


async def test_an_account_sits_at_its_newest_seat(stores: Stores) -> None:
    one, two = await seat(stores, "Một"), await seat(stores, "Hai")
    for code, officer in (("1", one), ("2", two)):
        await stores.access.add_link_code(code, officer.id, WARD_DESK, LATER)
        await stores.access.link_account(code, "9001", NOON)

    assert await stores.access.officer_by_account("9001") == two


async def test_a_group_is_linked_by_a_code_and_sees_the_open_tips(stores: Stores) -> None:
    await a_filed_tip(stores)
    await stores.access.add_link_code("777", None, WARD_DESK, LATER)

    desk = await stores.access.link_group("777", GROUP, NOON)

    assert desk is not None
    assert (desk.code, desk.group) == (WARD_DESK, GROUP)
    assert await stores.access.desk_by_group(GROUP) == desk
    assert await stores.health.letters_waiting() == 1
    assert await stores.access.link_group("777", "-100999", NOON) is None


async def test_a_code_is_late_after_its_time(stores: Stores) -> None:
    officer = await seat(stores)
    await stores.access.add_link_code("1", officer.id, WARD_DESK, NOON)

    assert await stores.access.link_account("1", "9001", NOON) is None


async def test_the_national_desk_is_there_from_the_start(stores: Stores) -> None:
    assert await stores.desks.every_open() == (Desk(NATIONAL, "Trực ban toàn quốc", True),)


async def test_desks_open_and_close(stores: Stores) -> None:
    await stores.desks.open_desk(a_desk(group=GROUP))
    await stores.desks.close_desk(WARD_DESK)
    unknown = DeskCode("99999")

    known = await stores.desks.desks([WARD_DESK, unknown])

    assert known == {WARD_DESK: a_desk(is_open=False, group=GROUP)}
    await stores.desks.open_desk(a_desk(name="Công an phường"))
    assert (await stores.desks.desks([WARD_DESK]))[WARD_DESK].name == "Công an phường"
    assert (await stores.desks.desks([WARD_DESK]))[WARD_DESK].group == GROUP
