"""Campaigns on SQLite and PostgreSQL: written by one, let out by another, stopped by anybody."""

import asyncio
from datetime import timedelta

import pytest

from broadcasts.audience.topics import topic_bits
from broadcasts.campaigns import moves
from broadcasts.campaigns.campaign import Kind, State
from broadcasts.campaigns.ports import Note
from broadcasts.delivery.marks import Mark
from broadcasts.delivery.run import Run
from broadcasts.delivery.shard import Act
from broadcasts.errors import (
    CampaignMoved,
    ContentChanged,
    LessonHeld,
)
from tests.broadcasts.builders_campaigns import APPROVER, CHIEF, NOON, WRITER
from tests.storage.campaign_house import WORDS, CampaignHouse


async def test_a_draft_is_let_out_by_a_second_person_and_begins_on_its_moment(
    house: CampaignHouse,
) -> None:
    drafted = await house.draft(at="2027-03-13 19:30")
    approved = await house.campaigns.approve(APPROVER, drafted.id)
    early = await house.tick(NOON + timedelta(days=1))
    begun = await house.tick(NOON + timedelta(days=1, hours=7.5))

    [run] = await house.store.occurrences(drafted.id)
    assert (drafted.state, approved.state) == (State.DRAFT, State.SCHEDULED)
    assert (early.begun, begun.begun) == (0, 1)
    assert (run.state, run.lesson, run.act) == (Run.FREEZING, "ld-01", Act.SEND)
    assert run.until == run.due_at + timedelta(days=3)
    assert (await house.store.campaign(drafted.id)) is not None


async def test_every_move_is_an_entry_of_the_log_in_codes(house: CampaignHouse) -> None:
    await house.subscribe(3)
    campaign = await house.running()
    await house.tick()
    await house.campaigns.pause(WRITER, campaign.id)
    await house.campaigns.start(None, campaign.id)
    await house.campaigns.cancel(APPROVER, campaign.id)

    log = await house.log(campaign.id)
    assert [(action, officer) for action, officer, _ in log] == [
        ("campaign_draft", WRITER.id),
        ("campaign_approve", APPROVER.id),
        ("campaign_occur", None),
        ("campaign_pause", WRITER.id),
        ("campaign_resume", None),
        ("campaign_cancel", APPROVER.id),
    ]
    assert all(campaign.id in fact and "Bài" not in fact for _, _, fact in log)
    assert await house.broken() == []


async def test_approval_keeps_size_and_proof_of_what_was_shown(house: CampaignHouse) -> None:
    await house.subscribe(2)
    await house.subscribe(1, "web", rhythm=1)  # once a week: not meant by a lesson
    drafted = await house.draft()
    shown = await house.overview.proposal(APPROVER, drafted.id)

    approved = await house.campaigns.approve(APPROVER, drafted.id, shown.fingerprint)

    assert shown.forecast.sizes == {"telegram": 2}
    assert await house.overview.approval(approved) == f"2 {shown.fingerprint}"


async def test_whoever_chose_topics_hears_of_those_only_unless_it_is_urgent(
    house: CampaignHouse,
) -> None:
    await house.subscribe(2)
    await house.subscribe(3, topics=topic_bits(["ma_tuy"]))

    lesson = await house.draft("ld-01")  # about scams
    alert = await house.draft(by=CHIEF, lessons=(), text="Cháy ở chợ, xin tránh xa.")

    shown = [await house.overview.proposal(CHIEF, one.id) for one in (lesson, alert)]
    assert [one.forecast.sizes for one in shown] == [{"telegram": 2}, {"telegram": 5}]


async def test_an_edit_after_the_yes_changes_nothing_that_is_sent(house: CampaignHouse) -> None:
    campaign = await house.running(at="2027-03-13")

    house.lesson_files.change("ld-01", body="Lời khác.", title="Tên khác")
    await house.tick(NOON + timedelta(days=2))

    kept = await house.store.campaign(campaign.id)
    assert kept is not None
    assert kept.content["ld-01"].telling("vi").title == "Bài ld-01"
    assert kept.content == campaign.content
    assert (await house.overview.proposal(None, campaign.id)).contents == campaign.content


async def test_an_edit_between_looking_and_the_yes_is_noticed(house: CampaignHouse) -> None:
    drafted = await house.draft()
    shown = await house.overview.proposal(APPROVER, drafted.id)
    house.lesson_files.change("ld-01", body="Lời khác.")

    with pytest.raises(ContentChanged):
        await house.campaigns.approve(APPROVER, drafted.id, shown.fingerprint)


@pytest.mark.parametrize("change", [{"needs_lawyer": True}, {"review_by": (2027, 2)}])
async def test_a_held_lesson_is_neither_drafted_nor_let_out(
    house: CampaignHouse, change: dict[str, object]
) -> None:
    drafted = await house.draft()
    house.lesson_files.change("ld-01", **change)

    with pytest.raises(LessonHeld):
        await house.draft()
    with pytest.raises(LessonHeld):
        await house.campaigns.approve(APPROVER, drafted.id)
    assert (await house.overview.proposal(None, drafted.id)).held.keys() == {"ld-01"}


async def test_a_lesson_that_is_overdue_on_its_day_is_skipped_and_says_so(
    house: CampaignHouse,
) -> None:
    house.lesson_files.change("ld-02", review_by=(2027, 3))
    drafted = await house.draft("ld-01", "ld-02", "ld-03", at="30/3, 6/4, 13/4")
    warned = await house.overview.proposal(APPROVER, drafted.id)
    await house.campaigns.approve(APPROVER, drafted.id)

    ticked = [await house.tick(NOON + timedelta(days=18 + 7 * n, hours=8)) for n in range(3)]

    runs = await house.store.occurrences(drafted.id)
    assert warned.will_be_held == {"ld-02": "overdue"}
    assert [run.state for run in runs] == [Run.FREEZING, Run.SKIPPED, Run.FREEZING]
    assert runs[1].reason == "overdue"
    assert [one.reason for one in ticked[1].skipped] == ["overdue"]
    assert ("campaign_skip", None) in [(a, o) for a, o, _ in await house.log(drafted.id)]


async def test_a_lesson_that_is_gone_is_skipped(house: CampaignHouse) -> None:
    campaign = await house.running(at="2027-03-13")
    del house.lesson_files.lessons["ld-01"]

    ticked = await house.tick(NOON + timedelta(days=2))

    assert [(one.campaign, one.reason) for one in ticked.skipped] == [(campaign.id, "gone")]


@pytest.mark.parametrize(
    ("days", "state"), [(0, Run.FREEZING), (2.9, Run.FREEZING), (3.1, Run.SKIPPED)]
)
async def test_a_missed_lesson_still_goes_within_three_days(
    house: CampaignHouse, days: float, state: Run
) -> None:
    campaign = await house.running(at="2027-03-13 19:30")

    await house.tick(NOON + timedelta(days=1 + days, hours=7.5))

    [run] = await house.store.occurrences(campaign.id)
    assert run.state is state
    assert run.until >= house.clock.now() + timedelta(days=2.9) or state is Run.SKIPPED


@pytest.mark.parametrize(("hours", "state"), [(1.9, Run.FREEZING), (2.1, Run.SKIPPED)])
async def test_an_alert_is_old_news_after_two_hours(
    house: CampaignHouse, hours: float, state: Run
) -> None:
    campaign = await house.running(by=CHIEF, **WORDS)

    await house.tick(NOON + timedelta(hours=hours))

    [run] = await house.store.occurrences(campaign.id)
    assert (run.state, run.lesson) == (state, "")
    assert campaign.kind is Kind.ALERT


async def test_two_processes_that_tick_at_once_begin_it_once(house: CampaignHouse) -> None:
    campaign = await house.running("ld-01", "ld-02", at="thứ bảy, chủ nhật 8:00")
    house.clock.pass_time(days=1)
    others = [CampaignHouse(house.database, clock=house.clock) for _ in range(4)]

    ticked = await asyncio.gather(*(one.tick() for one in [house, *others]))

    assert sum(one.begun for one in ticked) == 1
    assert len(await house.store.occurrences(campaign.id)) == 1
    assert await house.broken() == []


async def test_of_two_people_who_move_it_at_once_one_is_told_to_look_again(
    house: CampaignHouse,
) -> None:
    seen = await house.running()
    paused = await house.campaigns.pause(WRITER, seen.id)

    with pytest.raises(CampaignMoved):
        await house.store.save(seen, moves.cancel(seen, APPROVER), Note("campaign_cancel"), NOON)

    assert await house.campaigns.campaign(None, seen.id) == paused
    assert [action for action, _, _ in await house.log(seen.id)][-1] == "campaign_pause"


async def test_what_no_longer_waits_is_settled(house: CampaignHouse) -> None:
    campaign = await house.running("ld-01", "ld-02", at="13/3, 20/3")
    states = []
    for day in (1, 8):
        await house.tick(NOON + timedelta(days=day, hours=8))
        states.append((await house.campaigns.campaign(None, campaign.id)).state)
        run = await house.freeze(campaign.id, {Mark.SENT: 5})
        await house.finish(run)
        await house.tick()
        states.append((await house.campaigns.campaign(None, campaign.id)).state)

    assert states == [State.SENDING, State.SCHEDULED, State.SENDING, State.SENT]
    assert (await house.log(campaign.id))[-1][0] == "campaign_sent"
