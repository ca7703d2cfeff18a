"""A desk's group on the fake Telegram, with two officers and a tip that comes."""

from collections.abc import AsyncIterator

import pytest

from desks.desk import Code
from tests.builders import a_desk, a_tip
from tests.fakes import House
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat
from tests.telegram.world import User
from tips.tip import Tip, TipId


class Deaf:
    """No citizen speaks in these stories."""

    async def hear(self, incoming: object) -> tuple[object, ...]:
        return ()


@pytest.fixture(params=["one bot", "two bots"])
async def house(
    request: pytest.FixtureRequest, telegram: FakeTelegram
) -> AsyncIterator[TelegramHouse]:
    stores = House()
    stores.memory.desks[a_desk().code] = a_desk()
    stores.memory.desks[a_desk("27004").code] = a_desk("27004", "Công an phường Tân Bình")
    whole = TelegramHouse(telegram, stores, Deaf(), two_bots=request.param == "two bots")
    async with whole.run():
        yield whole


@pytest.fixture
async def forum(house: TelegramHouse) -> Chat:
    return await house.group_of("26743", is_forum=True)


@pytest.fixture
async def plain(house: TelegramHouse) -> Chat:
    return await house.group_of("26743")


@pytest.fixture
async def binh(house: TelegramHouse) -> User:
    return await house.officer_of("26743", "Trực ban 1")


@pytest.fixture
async def chi(house: TelegramHouse) -> User:
    return await house.officer_of("26743", "Trực ban 2")


def arrives(house: TelegramHouse, number: int = 204, **changes: object) -> Tip:
    """A tip comes to the desk; its citizen is Lan, in her own chat."""
    code = Code(f"K7Q-{number}")
    tip = a_tip(id=TipId(f"{number:032x}"), code=code, unread=True, **changes)
    memory = house.stores.memory
    memory.tips[tip.id] = tip
    memory.arm_card(tip, house.clock.now())
    house.bell.ring("letters")
    return tip


def now(house: TelegramHouse, tip: Tip) -> Tip:
    found: Tip = house.stores.memory.tips[tip.id]
    return found
