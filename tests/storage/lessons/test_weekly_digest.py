"""Whoever wishes to hear once a week hears once a week, of the lessons of that week."""

import asyncio
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from broadcasts.audience.audience import Audience
from broadcasts.campaigns.campaign import Campaign, Kind, State
from broadcasts.campaigns.weekly import Weekly
from broadcasts.delivery.marks import Mark
from broadcasts.delivery.run import Run
from broadcasts.plan.week import Hour, last
from desks.permissions import Author
from storage.database.interface import Database
from tests.broadcasts.builders_campaigns import APPROVER, CHIEF, NOON, WRITER
from tests.storage.campaign_house import CampaignHouse
from wording.catalogue import text
from wording.moments import VIETNAM

SUNDAY = Hour(6, time(19, 0))
SUNDAY_EVENING = datetime(2027, 3, 14, 19, 0, tzinfo=VIETNAM)
CITY_WRITER = Author("7" * 32, "79", frozenset({"write"}))
CITY_APPROVER = Author("8" * 32, "79", frozenset({"approve"}))


@pytest.fixture
async def house(database: Database) -> CampaignHouse:
    made = CampaignHouse(database)
    await made.open_desks("79", "04")
    return made


def weekly(house: CampaignHouse, hour: Hour | None = SUNDAY) -> Weekly:
    return Weekly(house.store, house.lesson_files, house.clock, text, hour)


async def make(house: CampaignHouse, at: datetime = SUNDAY_EVENING) -> list[Campaign]:
    await house.tick(at)
    await weekly(house).make()
    every = await house.overview.every(None)
    return sorted((one for one in every if one.kind is Kind.DIGEST), key=lambda one: one.id)


async def test_on_sunday_evening_the_week_goes_out_in_one_message(house: CampaignHouse) -> None:
    await house.running("ld-01", "ld-02", at="12/3 13:00, 13/3")
    await house.tick(NOON + timedelta(hours=2))

    [digest] = await make(house)
    await house.tick()

    [run] = await house.store.occurrences(digest.id)
    assert (digest.id, digest.drafted_by, digest.approved_by) == ("tuan-2027-10", None, None)
    assert digest.audience == Audience(rhythms=frozenset({1}))
    assert (run.state, run.due_at, run.lesson) == (Run.FREEZING, SUNDAY_EVENING, "")
    said = digest.content[""].telling("vi")
    assert "• Bài ld-01" in said.body
    assert "• Bài ld-02" in said.body


async def test_every_process_makes_it_and_there_is_one(house: CampaignHouse) -> None:
    await house.running(at="12/3 13:00")
    await house.tick(SUNDAY_EVENING)

    made = await asyncio.gather(*(weekly(house).make() for _ in range(4)))
    again = await weekly(house).make()

    assert sorted(made) == [False, False, False, True]
    assert not again
    assert await house.broken() == []


@pytest.mark.parametrize(
    "at", [SUNDAY_EVENING - timedelta(minutes=1), SUNDAY_EVENING + timedelta(days=3)]
)
async def test_before_its_hour_and_long_after_it_there_is_none(
    house: CampaignHouse, at: datetime
) -> None:
    await house.running(at="12/3 13:00")

    assert await make(house, at) == []


async def test_a_week_without_lessons_has_no_digest(house: CampaignHouse) -> None:
    await house.running(by=CHIEF, text="Cảnh giác.", at="now")  # an alert reached them already
    skipped = await house.running("ld-02", at="13/3")
    await house.campaigns.cancel(None, skipped.id)

    assert await make(house) == []


async def test_it_can_be_switched_off(house: CampaignHouse) -> None:
    await house.running(at="12/3 13:00")
    await house.tick(SUNDAY_EVENING)

    assert await weekly(house, None).make() == 0


async def test_each_lesson_keeps_the_people_it_was_meant_for(house: CampaignHouse) -> None:
    await house.running("ld-01", at="12/3 13:00")
    for place, by, second in (("79", CITY_WRITER, CITY_APPROVER), ("26743", WRITER, APPROVER)):
        drafted = await house.draft("ld-02", by=by, to=place, at="13/3")
        await house.campaigns.approve(second, drafted.id)
    await house.running("ld-03", at="13/3 20:00", to="all; groups=hoc_sinh; channels=web")
    await house.tick(NOON + timedelta(hours=2))

    [digest] = await make(house)

    scams = Audience(topics=frozenset({"chong_lua_dao"}))
    assert digest.lessons == ("ld-01", "ld-02", "ld-03")
    assert digest.parts == {
        "ld-01": (scams,),
        "ld-02": (replace(scams, provinces=frozenset({"79"}), communes=frozenset({"26743"})),),
        "ld-03": (replace(scams, groups=frozenset({"hoc_sinh"}), channels=frozenset({"web"})),),
    }


async def test_a_digest_is_done_when_it_is_sent(house: CampaignHouse) -> None:
    await house.running(at="12/3 13:00")
    [digest] = await make(house)
    await house.tick()
    await house.finish(await house.freeze(digest.id, bytes([1] * 5)))
    await house.tick()

    assert (await house.campaigns.campaign(APPROVER, digest.id)).state is State.SENT


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (SUNDAY_EVENING, SUNDAY_EVENING),
        (SUNDAY_EVENING - timedelta(seconds=1), SUNDAY_EVENING - timedelta(days=7)),
        (SUNDAY_EVENING + timedelta(days=6), SUNDAY_EVENING),
    ],
)
def test_the_last_sunday_is_found(now: datetime, expected: datetime) -> None:
    assert last(SUNDAY, now) == expected


@pytest.mark.parametrize("state", [Run.PAUSED, Run.HELD, Run.SKIPPED, Run.CANCELLED])
async def test_what_was_stopped_is_not_told_in_it(house: CampaignHouse, state: Run) -> None:
    stopped = await house.running(at="12/3 13:00")
    await house.tick(NOON + timedelta(hours=2))
    [run] = await house.store.occurrences(stopped.id)
    await house.set_run(run.id, state=state)

    assert await make(house) == []


@pytest.mark.parametrize("how", ["recall", "correct"])
async def test_words_that_were_taken_back_are_not_told_again(
    house: CampaignHouse, how: str
) -> None:
    wrong = await house.running(at="12/3 13:00")
    await house.tick(NOON + timedelta(hours=2))
    run = await house.freeze(wrong.id, {Mark.SENT: 5})
    await house.finish(run)
    if how == "recall":
        mended = await house.drafting.recall(WRITER, wrong.id)
    else:
        mended = await house.drafting.correct(WRITER, wrong.id, "Bài trước sai, xin lỗi bà con.")
    await house.campaigns.approve(CHIEF, mended.id)

    assert await make(house) == []
