"""A resident says of a closed tip that it is not solved, through the real conversation."""

import pytest

from messages.message import Incoming
from storage.stores import Stores
from tests.builders import said
from tests.fakes import FakePlaces, SilentBell
from tests.storage.moving_house import ManyCodes, MovingHouse, a_moving_house
from tests.storage.tips_filed import AN, a_filed_tip
from tips.intake.intake import Intake, Surroundings
from tips.tip import Status, Tip

pytestmark = pytest.mark.either_database
REFUSED = "không mở lại được nữa"


class Resident:
    def __init__(self, house: MovingHouse) -> None:
        stores = house.stores
        around = Surroundings(FakePlaces(), house.clock, ManyCodes(), SilentBell())
        self._intake = Intake(stores.citizens, stores.desks, around)
        self._heard = 0

    async def says(self, text: str = "", choice: str = "") -> str:
        self._heard += 1
        more = {"choice": choice} if choice else {}
        incoming: Incoming = said(text, f"event {self._heard}", by=AN, **more)
        return "\n".join(line.message.text for line in await self._intake.hear(incoming))


@pytest.fixture
async def house(stores: Stores) -> MovingHouse:
    return await a_moving_house(stores)


async def a_closed_tip(house: MovingHouse, tip: Tip, event: str) -> None:
    await house.press.claim(house.first, tip.code, f"claim {event}")
    await house.press.close(house.first, tip.code, "khong_co_co_so", "", f"close {event}")


async def test_an_unsolved_tip_goes_back_to_the_queue_and_takes_words(house: MovingHouse) -> None:
    tip, resident = await a_filed_tip(house.stores), Resident(house)
    await a_closed_tip(house, tip, "1")

    answer = await resident.says(choice=f"unsolved:{tip.id}")
    await resident.says("Tối qua họ lại tụ tập.")

    again = await house.triage.tip(house.second, tip.code)
    assert "mở lại" in answer
    assert (again.status, again.officer, again.closed_at) == (Status.CLASSIFYING, None, None)
    assert (again.reopened, again.unread, again.since) == (1, True, house.clock.now())
    texts = [line.text for line in again.lines]
    assert texts[-2:] == ["Chưa được giải quyết.", "Tối qua họ lại tụ tập."]


async def test_it_may_be_said_in_words(house: MovingHouse) -> None:
    tip, resident = await a_filed_tip(house.stores), Resident(house)
    await a_closed_tip(house, tip, "1")

    await resident.says("chua duoc giai quyet")

    assert (await house.triage.tip(house.first, tip.code)).reopened == 1


async def test_twice_and_within_thirty_days_and_never_more(house: MovingHouse) -> None:
    tip, resident = await a_filed_tip(house.stores), Resident(house)
    for time in ("1", "2"):
        await a_closed_tip(house, tip, time)
        assert REFUSED not in await resident.says(choice=f"unsolved:{tip.id}")
    await a_closed_tip(house, tip, "3")
    late = await a_filed_tip(house.stores, 2)
    await a_closed_tip(house, late, "4")
    house.clock.pass_time(days=31)

    assert REFUSED in await resident.says(choice=f"unsolved:{tip.id}")
    assert REFUSED in await resident.says(choice=f"unsolved:{late.id}")
    assert (await house.triage.tip(house.first, tip.code)).status is Status.CLOSED


async def test_a_stranger_reopens_nothing(house: MovingHouse) -> None:
    tip, resident = await a_filed_tip(house.stores), Resident(house)
    await a_closed_tip(house, tip, "1")

    await resident.says(choice=f"unsolved:{'f' * 32}")

    assert (await house.triage.tip(house.first, tip.code)).status is Status.CLOSED
