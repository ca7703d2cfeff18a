"""Of the week's lessons each reader gets those that were meant for them, once a year."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.config import load
from bot.wiring.courier import composer
from broadcasts.audience.audience import Audience
from broadcasts.audience.topics import group_bits, topic_bits
from broadcasts.campaigns.campaign import Campaign
from broadcasts.campaigns.weekly import Weekly
from broadcasts.delivery.marks import Mark
from broadcasts.delivery.ports import Result, Terms
from broadcasts.delivery.shard import Shard
from storage.database.interface import Database
from storage.lessons.delivery import SqlDeliveryStore
from storage.lessons.freezing import SqlFreezer
from storage.lessons.packing import pack_picks, unpack_picks
from storage.tables.lessons import campaigns, subscribers
from tests.broadcasts.builders_campaigns import APPROVER, WRITER, a_lesson
from tests.storage.campaign_house import CampaignHouse
from tests.storage.lessons.test_weekly_digest import SUNDAY, SUNDAY_EVENING
from wording.catalogue import text

pytestmark = pytest.mark.either_database

WEEKLY, ALL = 1, 0
TERMS = Terms("courier", ["telegram", "web"], 10.0, daytime=True, per_week=3)
NEXT_WEEK = timedelta(days=7)


@pytest.fixture
async def house(database: Database) -> CampaignHouse:
    made = CampaignHouse(database)
    made.lesson_files.put(
        a_lesson("mt-01", topics=("ma_tuy",)), a_lesson("mt-02", topics=("ma_tuy",))
    )
    await made.open_desks("79", "26743")
    return made


async def reader(house: CampaignHouse, **told: Any) -> int:
    """Somebody who hears once a week, unless told otherwise."""
    known = await house.database.read(_ids)
    await house.subscribe(1, **{"rhythm": WEEKLY, **told})
    [new] = await house.database.read(_ids) - known
    key = house.vault.subscriber_mark("subscriber", "telegram", str(new))
    address = {"subscriber_key": key, "sealed": house.vault.seal_subscriber(key, str(new))}
    named = subscribers.update().where(subscribers.c.id == new).values(**address)
    await house.database.write(lambda c: c.execute(named))
    return new


async def _ids(connection: Any) -> set[int]:
    return set((await connection.scalars(select(subscribers.c.id))).all())


async def digest(house: CampaignHouse, at: datetime = SUNDAY_EVENING) -> Campaign:
    while house.clock.now() < at:
        await house.tick(min(house.clock.now() + timedelta(hours=8), at))
    await Weekly(house.store, house.lesson_files, house.clock, text, SUNDAY).make()
    await house.tick()
    year, week, _ = at.isocalendar()
    found = await house.store.campaign(f"tuan-{year}-{week:02}")
    assert found is not None
    return found


async def delivered(house: CampaignHouse, mark: Mark = Mark.SENT) -> list[Shard]:
    """Freezes and carries everything that is due; everybody meets the same fate."""
    freezer = SqlFreezer(house.database, ["telegram", "web"])
    store = SqlDeliveryStore(house.database, house.vault)
    now = house.clock.now()
    while await freezer.step(now):
        pass
    carried = []
    while shard := await store.claim(TERMS, now):
        results = [Result(index, mark) for index in shard.waiting()]
        for result in results:
            shard.marks[result.index] = result.mark
        await store.save(shard, results, 0)
        await store.release(shard, now, now + timedelta(days=9))
        carried.append(shard)
    return carried


async def heard(house: CampaignHouse, at: datetime = SUNDAY_EVENING) -> dict[int, tuple[str, ...]]:
    """By reader: the lessons of this week's digest."""
    wanted = (await digest(house, at)).id
    found: dict[int, tuple[str, ...]] = {}
    for shard in await delivered(house):
        if shard.campaign == wanted:
            found |= shard.picked.of
    return found


async def test_a_reader_gets_the_topics_they_chose(house: CampaignHouse) -> None:
    everything = await reader(house)
    only_drugs = await reader(house, topics=topic_bits(["ma_tuy"]))
    await reader(house, topics=topic_bits(["giao_thong"]))  # nothing for them this week
    await reader(house, rhythm=ALL)
    await house.running("ld-01", "mt-01", at="12/3 13:00, 13/3")

    assert await heard(house) == {everything: ("ld-01", "mt-01"), only_drugs: ("mt-01",)}


async def test_a_commune_s_own_lesson_reaches_its_weekly_readers(house: CampaignHouse) -> None:
    near = await reader(house, commune="26743", province="79")
    far = await reader(house, commune="27004", province="79")
    await reader(house)  # who has told no place
    await house.running("ld-01", to="26743", at="12/3 13:00")
    await house.running("ld-02", to="79", at="13/3 13:00")

    found = await heard(house)

    assert found == {near: ("ld-01", "ld-02"), far: ("ld-02",)}


async def test_a_lesson_for_pupils_on_one_channel_reaches_those_pupils(
    house: CampaignHouse,
) -> None:
    pupil = await reader(house, groups=group_bits(["hoc_sinh"]))
    await reader(house)
    await reader(house, groups=group_bits(["hoc_sinh"]), channel="web")
    await house.running("ld-01", to="all; groups=hoc_sinh; channels=telegram", at="12/3 13:00")

    assert await heard(house) == {pupil: ("ld-01",)}


async def test_nobody_hears_a_lesson_in_two_digests_of_a_year(house: CampaignHouse) -> None:
    old = await reader(house)
    await house.running("ld-01", at="12/3 13:00")
    assert await heard(house) == {old: ("ld-01",)}
    new = await reader(house)
    await house.running("ld-01", "ld-02", at="16/3 13:00, 17/3 13:00")

    found = await heard(house, SUNDAY_EVENING + NEXT_WEEK)

    assert found == {old: ("ld-02",), new: ("ld-01", "ld-02")}


async def test_next_year_on_the_same_sunday_it_is_told_again(house: CampaignHouse) -> None:
    person = await reader(house)
    await house.running("ld-01", at="12/3 13:00")
    await heard(house)
    house.clock._now = SUNDAY_EVENING + timedelta(days=358)
    await house.running("ld-01", at="11/3 13:00")

    assert await heard(house, SUNDAY_EVENING + timedelta(days=364)) == {person: ("ld-01",)}


async def test_two_desks_that_tell_it_tell_the_words_approved_last(house: CampaignHouse) -> None:
    drafted = await house.draft("ld-01", to="79", at="14/3 13:00")
    await house.campaigns.approve(APPROVER, drafted.id)
    house.lesson_files.change("ld-01", body="Lời mới.")
    house.clock._now += timedelta(hours=1)
    await house.running("ld-01", to="04", at="13/3 13:00")

    told = (await digest(house)).content["ld-01"]

    assert told.telling("vi").body == "Lời mới."


@pytest.mark.parametrize("why", ["overdue", "rewritten", "gone"])
async def test_what_would_not_go_out_any_more_is_not_in_the_digest(
    house: CampaignHouse, why: str
) -> None:
    await reader(house)
    await house.running("ld-01", "ld-02", at="11/4 13:00, 12/4 13:00")
    house.lesson_files.change("ld-01", review_by=(2027, 3))
    await house.running("ld-01", at="30/3 13:00")
    house.clock._now = SUNDAY_EVENING + timedelta(days=14)
    await house.tick(SUNDAY_EVENING + timedelta(days=16))
    if why == "rewritten":
        house.lesson_files.change("ld-01", review_by=(2027, 12), body="Luật mới.")
    elif why == "gone":
        del house.lesson_files.lessons["ld-01"]
    await house.running("ld-02", at="2/4 13:00")

    found = await digest(house, SUNDAY_EVENING + timedelta(days=21))

    assert found.lessons == ("ld-02",)


async def test_a_digest_of_an_older_version_goes_to_all_who_hear_weekly(
    house: CampaignHouse,
) -> None:
    """Made before lessons had audiences of their own, frozen after the upgrade."""
    person = await reader(house)
    await house.running("ld-01", at="12/3 13:00")
    old = replace(await digest(house), parts={})
    changed = campaigns.update().values(parts="{}")
    await house.database.write(lambda c: c.execute(changed))

    [shard] = [one for one in await delivered(house) if one.campaign == old.id]

    assert (list(shard.ids), shard.picked.of) == ([person], {})


async def test_whoever_heard_it_by_itself_does_not_read_it_in_the_digest(
    house: CampaignHouse,
) -> None:
    person = await reader(house, rhythm=ALL)
    await house.running("ld-01", at="12/3 13:00")
    await house.tick(SUNDAY_EVENING - timedelta(days=1))
    await delivered(house)
    await house.database.write(lambda c: c.execute(subscribers.update().values(rhythm=WEEKLY)))
    newcomer = await reader(house)

    found = await heard(house)

    assert person not in found
    assert found == {newcomer: ("ld-01",)}


async def test_whoever_read_it_in_the_digest_does_not_hear_it_by_itself(
    house: CampaignHouse,
) -> None:
    drugs_only = await reader(house, topics=topic_bits(["ma_tuy"]))
    both = await reader(house)
    await house.running("ld-01", "mt-01", at="12/3 13:00, 13/3")
    await heard(house)
    await house.database.write(
        lambda c: c.execute(
            subscribers.update().values(rhythm=ALL, topics=topic_bits(["chong_lua_dao", "ma_tuy"]))
        )
    )
    await house.running("ld-01", at="18/3 13:00")
    await house.tick(SUNDAY_EVENING + timedelta(days=4))

    shards = await delivered(house)

    assert [list(shard.ids) for shard in shards] == [[drugs_only]]
    assert both not in shards[0].ids


async def test_a_digest_that_was_not_delivered_does_not_count(house: CampaignHouse) -> None:
    person = await reader(house)
    await house.running("ld-01", at="12/3 13:00")
    await digest(house)
    await delivered(house, Mark.FAILED)
    await house.running("ld-01", at="16/3 13:00")

    assert await heard(house, SUNDAY_EVENING + NEXT_WEEK) == {person: ("ld-01",)}


async def test_each_reads_one_message_of_their_own_lessons(
    house: CampaignHouse, tmp_path: Path
) -> None:
    everything = await reader(house)
    only_drugs = await reader(house, topics=topic_bits(["ma_tuy"]))
    await house.running("ld-01", "mt-01", at="12/3 13:00, 13/3")
    await digest(house)
    [shard] = [one for one in await delivered(house) if one.picked.of]
    people = await SqlDeliveryStore(house.database, house.vault).people(shard.ids)
    config = load(None, {"TINBAO_DATA": str(tmp_path)})
    compose = composer(config, house.places.directory)

    theirs = {one: compose(shard, people[one]).text for one in (everything, only_drugs)}

    assert "• Bài ld-01" in theirs[everything]
    assert "• Bài mt-01" in theirs[everything]
    assert "• Bài ld-01" not in theirs[only_drugs]
    assert "• Bài mt-01" in theirs[only_drugs]


async def test_an_approver_sees_how_many_each_lesson_is_for(house: CampaignHouse) -> None:
    await reader(house, rhythm=ALL)
    await reader(house, rhythm=ALL, topics=topic_bits(["ma_tuy"]))
    await reader(house, rhythm=ALL, topics=topic_bits(["giao_thong"]))
    drafted = await house.draft("ld-01", "mt-01", at="12/3 13:00, 13/3")

    seen = await house.overview.proposal(APPROVER, drafted.id)

    assert drafted.audience.topics == frozenset()
    assert seen.people == {"ld-01": 1, "mt-01": 2}
    assert seen.forecast.total == 2  # whoever gets at least one


async def test_of_several_lessons_each_goes_to_those_who_chose_its_topic(
    house: CampaignHouse,
) -> None:
    both = await reader(house, rhythm=ALL)
    drugs = await reader(house, rhythm=ALL, topics=topic_bits(["ma_tuy"]))
    await house.running("ld-01", "mt-01", at="12/3 13:00, 13/3 13:00")
    await house.tick(SUNDAY_EVENING - timedelta(days=1))
    await house.tick()

    told = {shard.lesson: list(shard.ids) for shard in await delivered(house)}

    assert told == {"ld-01": [both], "mt-01": [both, drugs]}


async def test_topics_that_are_named_hold_for_every_lesson(house: CampaignHouse) -> None:
    drafted = await house.draft("ld-01", "mt-01", to="all; topics=ma_tuy", at="12/3 13:00, 13/3")

    assert drafted.audience == Audience(topics=frozenset({"ma_tuy"}), rhythms=frozenset({ALL}))
    assert drafted.parts == {}
    assert drafted.drafted_by == WRITER.id


@pytest.mark.parametrize("lessons", [1, 7, 8, 9, 40])
def test_picks_survive_being_kept(lessons: int) -> None:
    import numpy as np

    picks = np.random.default_rng(lessons).random((300, lessons)) > 0.5

    assert (unpack_picks(pack_picks(picks), lessons) == picks).all()
