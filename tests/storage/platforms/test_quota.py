"""What an account says in a month is counted, and its operator is warned in time."""

import pytest

from storage.platforms.quota import SqlQuota
from storage.stores import Stores
from tests.builders import NOON
from tests.fakes import StoppedClock

pytestmark = pytest.mark.either_database


async def test_warnings_come_once_at_seventy_and_at_ninety_per_cent(
    stores: Stores, caplog: pytest.LogCaptureFixture
) -> None:
    clock = StoppedClock(NOON)
    quota = SqlQuota(stores.database, clock, {"zalo_oa": 20})

    for _ in range(20):
        await quota.count("zalo_oa")
        await quota.count("zalo_bot")  # of which nobody said how many it may send

    told = [vars(one) for one in caplog.records if "month's" in one.message]
    warned = [(one["channel"], one["percent"]) for one in told]
    assert warned == [("zalo_oa", 70), ("zalo_oa", 90)]
    assert await quota.used("zalo_oa") == 20

    clock.pass_time(days=31)
    assert await quota.used("zalo_oa") == 0
