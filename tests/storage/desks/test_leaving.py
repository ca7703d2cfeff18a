"""An officer who leaves a desk leaves nothing locked and no way in."""

from datetime import timedelta

import pytest

from desks.desk import Role
from desks.errors import UnknownOfficer
from desks.roster import Shift
from storage.desks.officers import SqlOfficerBook
from storage.stores import Stores
from tests.builders import NOON, WARD_DESK
from tests.fakes import SilentBell
from tests.storage.moving_house import MovingHouse, a_moving_house
from tests.storage.tips_filed import a_filed_tip, a_session, seat
from tips.tip import Author
from tips.triage.leaving import Leaving


@pytest.fixture
async def house(stores: Stores) -> MovingHouse:
    return await a_moving_house(stores)


@pytest.fixture
def leaving(house: MovingHouse) -> Leaving:
    return Leaving(house.stores.leaving, house.stores.tips, house.clock, SilentBell())


async def signed_in(house: MovingHouse, label: str) -> str:
    later = NOON + timedelta(days=1)
    await house.stores.access.add_invite("t", WARD_DESK, Role.OFFICER, label, later)
    await house.stores.access.redeem("t", a_session("session", later))
    return "session"


async def test_what_they_held_waits_for_colleagues(house: MovingHouse, leaving: Leaving) -> None:
    held, closed = await a_filed_tip(house.stores, 1), await a_filed_tip(house.stores, 2)
    for tip in (held, closed):
        await house.press.claim(house.first, tip.code, "1")
    await house.press.close(house.first, closed.code, "trung_lap", "", "2")

    left = await leaving.leave(WARD_DESK, " Một ")
    again = await leaving.leave(WARD_DESK, "Một")
    claimed = await house.press.claim(house.second, held.code, "3")

    assert (left.freed, again.freed) == (1, 0)
    assert claimed.officer == house.second.id
    note = claimed.lines[-1]
    assert (note.author, note.officer) == (Author.NOTE, "Hệ thống")
    assert note.text == "Một không còn ở bàn trực này: tin trở lại hàng đợi."
    assert (await house.triage.tip(house.second, closed.code)).officer_label == "Một"


async def test_every_way_in_ends_at_once(house: MovingHouse, leaving: Leaving) -> None:
    access, later = house.stores.access, NOON + timedelta(days=1)
    session = await signed_in(house, "Một")
    await access.add_link_code("CODE", house.first.id, WARD_DESK, later)
    assert await access.link_account("CODE", "4711", NOON) is not None
    await access.add_link_code("NEXT", house.first.id, WARD_DESK, later)
    await access.add_invite("token", WARD_DESK, Role.OFFICER, "Một", later)

    await leaving.leave(WARD_DESK, "Một")

    assert await house.stores.sessions.find(session) is None
    assert await access.officer_by_account("4711") is None
    assert await access.link_account("NEXT", "4712", NOON) is None
    assert await access.redeem("token", a_session("new session", later)) is None


async def test_nobody_gives_them_work_or_a_shift(house: MovingHouse, leaving: Leaving) -> None:
    running = Shift("a" * 32, WARD_DESK, house.first.id, "Một", NOON, NOON + timedelta(hours=8))
    coming = Shift(
        "b" * 32, WARD_DESK, house.first.id, "Một", NOON + timedelta(days=1), NOON + timedelta(2)
    )
    for shift in (running, coming):
        assert await house.stores.roster.set_shift(shift)
    house.clock.pass_time(hours=1)

    await leaving.leave(WARD_DESK, "Một")

    now = house.clock.now()
    here = [one.label for one in await house.stores.moves.colleagues(WARD_DESK)]
    assert "Một" not in here
    assert "Một" not in [one.label for one in await house.stores.roster.officers(WARD_DESK)]
    assert await house.stores.roster.shifts(WARD_DESK, now, now + timedelta(days=3)) == ()


async def test_an_invite_brings_them_back_to_their_seat(
    house: MovingHouse, leaving: Leaving
) -> None:
    await leaving.leave(WARD_DESK, "Một")

    back = await seat(house.stores, "Một")

    assert back.id == house.first.id
    assert back in await leaving.store.seated(WARD_DESK)


async def test_leaving_is_in_the_log_once(house: MovingHouse, leaving: Leaving) -> None:
    for _ in range(2):
        await leaving.leave(WARD_DESK, "Một")

    entries = await house.stores.audit.entries(0, 100)
    assert [one.fact for one in entries if one.action == "leave"] == ["26743 officer"]
    assert await house.stores.audit.breaks() == []


async def test_a_stranger_cannot_be_dismissed(leaving: Leaving) -> None:
    with pytest.raises(UnknownOfficer):
        await leaving.leave(WARD_DESK, "Không ai")


async def test_nobody_acts_in_their_name(house: MovingHouse, leaving: Leaving) -> None:
    book = SqlOfficerBook(house.stores.database)
    assert [one.id for one in await book.labelled("Một")] == [house.first.id]

    await leaving.leave(WARD_DESK, "Một")

    assert await book.labelled("Một") == ()
