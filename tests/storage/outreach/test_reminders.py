"""Each desk is reminded of each report once, whoever looks and however often."""

import asyncio
from datetime import datetime, timedelta
from functools import partial

from desks.desk import Desk, DeskCode
from outreach.calendar import shipped
from outreach.reminding import DeskReminder, Round, find_pressing
from storage.desks.rows import give_group
from storage.outreach.reminders import SqlReportReminders
from storage.outreach.reports import SqlSentReports
from storage.stores import Stores
from wording.moments import VIETNAM

HERE, PROVINCE, MANY = "26743", "79", 9
NOW = datetime(2027, 12, 14, 9, tzinfo=VIETNAM)


def round_at(at: datetime) -> Round:
    pressing = find_pressing(shipped(), at.astimezone(VIETNAM).date(), 3)
    return Round(at, at + timedelta(hours=1), pressing)


async def open_desks(stores: Stores) -> SqlReportReminders:
    for code, group in ((HERE, "-1"), (PROVINCE, "gmf:2"), ("27004", ""), ("79-PC04", "-3")):
        await stores.desks.open_desk(Desk(DeskCode(code), f"Công an {code}", is_open=True))
        if group:
            await stores.database.write(partial(give_group, desk=code, group=group))
    return SqlReportReminders(stores.database)


def named(taken: tuple[DeskReminder, ...]) -> list[tuple[str, str, int]]:
    return [(one.desk, one.group, len(one.pressing)) for one in taken]


async def test_a_desk_with_a_group_is_told_once_and_once_more_when_it_is_late(
    stores: Stores,
) -> None:
    store = await open_desks(stores)
    other = SqlReportReminders(stores.database)

    one, two = await asyncio.gather(
        store.take(round_at(NOW), MANY), other.take(round_at(NOW), MANY)
    )

    assert named(one or two) == [(HERE, "-1", 4), (PROVINCE, "gmf:2", 4)]
    assert not (one and two)
    [first, second] = one or two
    await store.told(first)
    again = NOW + timedelta(hours=1)
    assert await store.take(round_at(again), MANY) == (second,)
    await store.told(second)
    assert await store.take(round_at(again + timedelta(hours=2)), MANY) == ()
    late = NOW + timedelta(days=2)
    assert named(await store.take(round_at(late), 1)) == [(HERE, "-1", 4)]


async def test_what_was_sent_is_not_reminded_of(stores: Stores) -> None:
    store = await open_desks(stores)
    month = next(one.due for one in round_at(NOW).pressing if one.due.report.id == "month")
    await SqlSentReports(stores.database).mark_sent(HERE, month.name, "o1", NOW.date())

    taken = await store.take(round_at(NOW), MANY)

    assert named(taken) == [(HERE, "-1", 3), (PROVINCE, "gmf:2", 4)]
