"""A restart looks at what changed settings or clocks concern, and leaves every other tip alone."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.tips import tips
from tests.builders import NOON
from tests.storage.tips_filed import a_filed_tip
from tips.terms import Terms


async def next_looks(database: Database) -> list[datetime | None]:
    wanted = select(tips.c.next_reminder_at).order_by(tips.c.id)
    return list(await database.read(lambda connection: connection.scalars(wanted)))


async def several_waiting(stores: Stores) -> None:
    for number in range(1, 4):
        await a_filed_tip(stores, number)
    await stores.reminders.give(NOON, 200)


async def test_a_restart_that_changes_nothing_writes_nothing(
    stores: Stores, database: Database
) -> None:
    await several_waiting(stores)
    before = await next_looks(database)

    await stores.reminders.wind_up(NOON + timedelta(minutes=1))

    assert None not in before
    assert await next_looks(database) == before


async def test_other_settings_wind_up_every_tip_they_concern(
    stores: Stores, database: Database, vault: Vault, tmp_path: Path
) -> None:
    await several_waiting(stores)
    hurried = Stores(database, vault, tmp_path, terms=Terms(high_minutes=10))

    await hurried.reminders.wind_up(NOON + timedelta(minutes=1))

    assert await next_looks(database) == [NOON + timedelta(minutes=1)] * 3
    assert (await hurried.reminders.give(NOON + timedelta(minutes=6), 200)).given == 3


async def test_a_clock_set_back_winds_up_nothing_that_was_said(
    stores: Stores, database: Database
) -> None:
    await several_waiting(stores)
    await stores.reminders.give(NOON + timedelta(minutes=16), 200)
    before = await next_looks(database)

    await stores.reminders.wind_up(NOON - timedelta(hours=2))

    assert await next_looks(database) == before
