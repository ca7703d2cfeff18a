"""How far one lesson came, as a commune's clerk and their province read it."""

import pytest

from desks.desk import Role
from outreach.activity import Form, NewActivity
from outreach.places import NewHamlet
from storage.database.interface import Database
from tests.builders import NOON, WARD_DESK
from tests.handlers.movement.house import PROVINCE, MovementHouse

pytestmark = pytest.mark.either_database
LESSONS = "/api/desk/movement/lessons"


async def test_a_lesson_names_the_places_that_it_missed(database: Database) -> None:
    house = MovementHouse(database)
    await house.store.save_hamlets(WARD_DESK, [NewHamlet("Tổ 1", 9), NewHamlet("Tổ 2", 9)], 2027)
    one, _ = await house.store.hamlets(WARD_DESK)
    told = NewActivity("a" * 32, NOON.date(), Form.MEETING, one.id, heads=40, lesson="ld-14")
    await house.store.log(WARD_DESK, told, "o1")
    clerk = await house.officer(Role.CLERK)
    above = await house.officer(Role.COORDINATOR, PROVINCE)

    listed = (await clerk.get(LESSONS)).json()["lessons"]
    here = (await clerk.get(f"{LESSONS}/ld-14")).json()
    province = (await above.get(f"{LESSONS}/ld-14")).json()

    assert [one["id"] for one in listed] == ["ld-14"]
    assert listed[0]["title"] == here["title"] != "ld-14"
    assert (here["last_sent"], here["whole"]["chat"], here["rows"]) == (None, 0, [])
    assert (here["whole"]["heads"], here["missed"]) == (40, ["Tổ 2"])
    assert "phường Bến Thành" not in province["missed"]
    assert len(province["missed"]) == len(province["rows"]) - 1
    assert (await (await house.officer(Role.BROADCASTER)).get(LESSONS)).status_code == 403
