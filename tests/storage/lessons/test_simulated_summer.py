"""A whole summer: the ten messages that lead to 19/8, each on its day, once, whatever happens."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from broadcasts.campaigns.calendar_tick import CalendarTick
from broadcasts.campaigns.campaign import Campaign, State
from broadcasts.delivery.marks import Mark
from broadcasts.delivery.run import Run
from broadcasts.errors import LacksRight
from desks.permissions import Author
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.lessons.campaigns import SqlCampaignStore
from tests.broadcasts.builders_campaigns import APPROVER, OFFSETS, WRITER
from tests.storage.campaign_house import CampaignHouse
from tests.trials import lasting
from wording.moments import VIETNAM

pytestmark = pytest.mark.either_database

JUNE = datetime(2027, 6, 20, 3, 0, tzinfo=UTC)
SEPTEMBER = datetime(2027, 9, 1, 3, 0, tzinfo=UTC)
HOURS = timedelta(hours=lasting(6, 3))
DAYS = [date(2027, 8, 19) + timedelta(days=offset) for offset in OFFSETS]
SERIES = [f"nh-{n:02}" for n in range(1, 11)]


@pytest.fixture
async def house(database: Database) -> CampaignHouse:
    made = CampaignHouse(database)
    made.clock._now = JUNE
    return made


async def the_series(house: CampaignHouse) -> Campaign:
    drafted = await house.drafting.series(WRITER, SERIES, "all", 2027)
    return await house.campaigns.approve(APPROVER, drafted.id)


async def finish(house: CampaignHouse, campaign: Campaign) -> None:
    """The couriers are quick."""
    for run in await house.store.occurrences(campaign.id):
        if run.state is Run.FREEZING:
            await house.finish(await house.freeze(campaign.id, {Mark.SENT: 3}))


async def days_of(house: CampaignHouse, campaign: Campaign) -> list[tuple[date, str, Run]]:
    return [
        (run.due_at.astimezone(VIETNAM).date(), run.lesson, run.state)
        for run in await house.store.occurrences(campaign.id)
    ]


async def test_two_processes_and_restarts_begin_ten_messages_on_ten_days(
    house: CampaignHouse, database_url: str
) -> None:
    campaign = await the_series(house)
    for step in range(1 + (SEPTEMBER - JUNE) // HOURS):
        house.clock._now = JUNE + step * HOURS
        # A process that has just started beside the one that runs, over its own connections.
        if step % 40 == 0:
            database = await open_database(database_url)
            store = SqlCampaignStore(database, house.vault)
            other = CalendarTick(store, house.lesson_files, house.clock, house.bell)
            await asyncio.gather(house.tick(), other.tick())
            await database.close()
        else:
            twin = CalendarTick(house.store, house.lesson_files, house.clock, house.bell)
            await asyncio.gather(house.tick(), twin.tick())
        await finish(house, campaign)

    assert await days_of(house, campaign) == [
        (day, lesson, Run.DONE) for day, lesson in zip(DAYS, SERIES, strict=True)
    ]
    assert (await house.campaigns.campaign(None, campaign.id)).state is State.SENT
    assert await house.broken() == []


async def test_each_falls_due_at_half_past_seven_in_the_evening(house: CampaignHouse) -> None:
    campaign = await the_series(house)

    proposal = await house.overview.proposal(None, campaign.id)

    assert {f"{due.at.astimezone(VIETNAM):%H:%M}" for due in proposal.dues} == {"19:30"}
    assert [due.at.astimezone(VIETNAM).date() for due in proposal.dues] == DAYS


async def test_a_week_in_the_dark_loses_one_message_and_says_which(house: CampaignHouse) -> None:
    campaign = await the_series(house)
    off = (datetime(2027, 8, 6, 3, tzinfo=UTC), datetime(2027, 8, 14, 3, tzinfo=UTC))
    for step in range(1 + (SEPTEMBER - JUNE) // HOURS):
        house.clock._now = JUNE + step * HOURS
        if not off[0] < house.clock.now() < off[1]:
            await house.tick()
            await finish(house, campaign)

    skipped = [
        (run.lesson, run.reason)
        for run in await house.store.occurrences(campaign.id)
        if run.state is Run.SKIPPED
    ]
    assert skipped == [("nh-07", "late")]  # of the 9th; that of the 13th was a day late and went
    assert len(await days_of(house, campaign)) == 10


async def test_the_calendar_of_august_shows_what_was_and_what_will_be(
    house: CampaignHouse,
) -> None:
    campaign = await the_series(house)
    await house.tick(datetime(2027, 8, 5, 13, tzinfo=UTC))
    for _ in range(9):
        await house.tick()
        await finish(house, campaign)

    august = await house.overview.calendar(
        None, datetime(2027, 7, 31, 17, tzinfo=UTC), datetime(2027, 8, 31, 17, tzinfo=UTC)
    )

    assert [(f"{one.at.astimezone(VIETNAM):%d}", one.lesson, one.state) for one in august] == [
        ("05", "nh-06", "done"),
        ("09", "nh-07", "planned"),
        ("13", "nh-08", "planned"),
        ("17", "nh-09", "planned"),
        ("19", "nh-10", "planned"),
    ]


async def test_a_draft_is_in_the_calendar_before_anybody_said_yes(house: CampaignHouse) -> None:
    drafted = await house.drafting.series(WRITER, SERIES, "all", 2027)

    july = await house.overview.calendar(
        None, datetime(2027, 6, 30, 17, tzinfo=UTC), datetime(2027, 7, 31, 17, tzinfo=UTC)
    )

    assert {one.campaign.state for one in july} == {State.DRAFT}
    assert [one.lesson for one in july] == SERIES[:5]
    assert drafted.next_due is None


async def test_a_series_is_written_by_those_who_may_write(house: CampaignHouse) -> None:
    with pytest.raises(LacksRight):
        await house.drafting.series(
            Author("9" * 32, "00", frozenset({"approve"})), SERIES, "all", 2027
        )
