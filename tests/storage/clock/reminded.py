"""Sweeps, stages and letters of the clock on a real database."""

from datetime import datetime, timedelta

from desks.desk import Desk, DeskCode, Officer
from desks.roster import Shift
from storage.stores import Stores
from tests.builders import NOON, a_desk
from tests.storage.tips_filed import GROUP, a_filed_tip

PROVINCE = DeskCode("79")
PROVINCE_GROUP = "-100790"


def later(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


async def sweep(stores: Stores, minutes: float) -> int:
    swing = await stores.reminders.give(later(minutes), 200)
    return swing.given


async def a_tip_with_groups(stores: Stores, number: int = 1) -> None:
    await stores.desks.open_desk(a_desk(group=GROUP))
    await stores.desks.open_desk(Desk(PROVINCE, "Công an thành phố", True, PROVINCE_GROUP))
    await a_filed_tip(stores, number)


def a_shift(officer: Officer, number: int = 1, begins: int = -60, hours: int = 8) -> Shift:
    starts = later(begins)
    ends = starts + timedelta(hours=hours)
    return Shift(f"{number:032x}", officer.desk, officer.id, officer.label, starts, ends)
