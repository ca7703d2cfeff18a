"""Campaigns on a real database, with three desks that may write them."""

import pytest

from storage.database.interface import Database
from tests.storage.campaign_house import CampaignHouse


@pytest.fixture
async def house(database: Database) -> CampaignHouse:
    made = CampaignHouse(database)
    await made.open_desks("26743", "27004", "79")
    return made
