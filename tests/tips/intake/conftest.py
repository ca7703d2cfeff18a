"""A house with one desk."""

import pytest

from tests.builders import a_desk
from tests.fakes import House


@pytest.fixture
def house() -> House:
    house = House()
    house.memory.desks[a_desk().code] = a_desk(group="-100123")
    return house
