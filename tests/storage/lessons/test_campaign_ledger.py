"""A campaign under way: paused, held, settled, corrected; its ledger adds up to everybody."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from broadcasts.campaigns.campaign import State
from broadcasts.delivery.marks import Ledger, Mark
from broadcasts.delivery.run import Run
from broadcasts.delivery.shard import Act
from broadcasts.errors import (
    LacksRight,
    MoveNotPossible,
    NothingWentOut,
    StillUnderWay,
)
from storage.lessons.packing import unpack_marks
from storage.tables.lessons import occurrences, shards
from tests.broadcasts.builders_campaigns import APPROVER, CHIEF, NOON, WRITER
from tests.storage.campaign_house import CampaignHouse


@pytest.mark.parametrize("state", [Run.FREEZING, Run.CANARY, Run.OPEN, Run.HELD])
async def test_a_pause_parks_what_was_under_way_where_it_was(
    house: CampaignHouse, state: Run
) -> None:
    campaign = await house.running()
    await house.tick()
    run = await house.freeze(campaign.id, {Mark.PENDING: 5})
    await house.set_run(run, state=state, reason="canary_failed" if state is Run.HELD else "")

    await house.campaigns.pause(WRITER, campaign.id)
    [parked] = await house.store.occurrences(campaign.id)
    await house.campaigns.resume(APPROVER, campaign.id)
    [again] = await house.store.occurrences(campaign.id)

    assert parked.state is Run.PAUSED
    assert (again.state, again.reason) == (state, "canary_failed" if state is Run.HELD else "")


@pytest.mark.parametrize(("first", "state"), [(Mark.SENT, Run.OPEN), (Mark.FAILED, Run.HELD)])
async def test_a_pause_at_the_end_of_the_canary_does_not_strand_everybody_else(
    house: CampaignHouse, first: Mark, state: Run
) -> None:
    campaign = await house.running()
    await house.tick()
    run = await house.freeze(campaign.id, {first: 64}, {Mark.PENDING: 5})
    await house.set_run(run, state=Run.CANARY)
    await house.campaigns.pause(WRITER, campaign.id)
    await house.finish_shard(run, 0)

    await house.campaigns.resume(APPROVER, campaign.id)

    [again] = await house.store.occurrences(campaign.id)
    assert again.state is state


async def test_a_pause_after_the_last_person_leaves_nothing_to_go_on_with(
    house: CampaignHouse,
) -> None:
    campaign = await house.running()
    await house.tick()
    run = await house.freeze(campaign.id, {Mark.SENT: 5})
    await house.campaigns.pause(WRITER, campaign.id)
    every = update(shards).values(state="done")
    await house.database.write(lambda c: c.execute(every))

    await house.campaigns.resume(None, campaign.id)
    await house.tick()

    done = await house.store.occurrence(run)
    assert done is not None
    assert done.state is Run.DONE
    assert (await house.campaigns.campaign(None, campaign.id)).state is State.SENT


async def test_while_paused_nothing_falls_due_and_later_the_rule_for_missed_ones_holds(
    house: CampaignHouse,
) -> None:
    campaign = await house.running("ld-01", "ld-02", "ld-03", at="13/3, 14/3, 21/3")
    await house.campaigns.pause(WRITER, campaign.id)
    await house.tick(NOON + timedelta(days=4, hours=9))  # the 16th, 21:00
    none = await house.store.occurrences(campaign.id)
    await house.campaigns.start(None, campaign.id)
    for _ in range(3):
        await house.tick()

    runs = await house.store.occurrences(campaign.id)
    assert none == ()
    assert [(run.lesson, run.state) for run in runs] == [
        ("ld-01", Run.SKIPPED),
        ("ld-02", Run.FREEZING),
    ]


async def test_cancelling_ends_everything_for_good(house: CampaignHouse) -> None:
    campaign = await house.running("ld-01", "ld-02", at="13/3, 20/3")
    await house.tick(NOON + timedelta(days=1, hours=8))

    await house.campaigns.cancel(WRITER, campaign.id)
    later = await house.tick(NOON + timedelta(days=9))

    [run] = await house.store.occurrences(campaign.id)
    assert (run.state, later.begun) == (Run.CANCELLED, 0)
    with pytest.raises(MoveNotPossible):
        await house.campaigns.start(None, campaign.id)


async def test_a_held_canary_is_let_go_by_whoever_may_approve(house: CampaignHouse) -> None:
    campaign = await house.running()
    await house.tick()
    run = await house.freeze(campaign.id, {Mark.FAILED: 64}, {Mark.PENDING: 100})
    with pytest.raises(MoveNotPossible):
        await house.campaigns.release(APPROVER, campaign.id)
    await house.set_run(run, state=Run.HELD, reason="canary_failed")

    with pytest.raises(LacksRight):
        await house.campaigns.release(WRITER, campaign.id)
    await house.campaigns.release(APPROVER, campaign.id)

    released = await house.store.occurrence(run)
    assert released is not None
    assert (released.state, released.reason) == (Run.OPEN, "")


ALL_MARKS = {Mark.SENT: 7, Mark.BLOCKED: 2, Mark.FAILED: 1, Mark.UNKNOWN: 3, Mark.OPTED_OUT: 4,
             Mark.DEFERRED: 5, Mark.PENDING: 6, Mark.AGAIN: 1}  # fmt: skip


async def test_the_ledger_adds_up_to_everybody_who_was_frozen(house: CampaignHouse) -> None:
    campaign = await house.running("ld-01", "ld-02", at="13/3, 20/3")
    for day in (1, 8):
        await house.tick(NOON + timedelta(days=day, hours=8))
        await house.freeze(campaign.id, ALL_MARKS, {Mark.SENT: 10})

    frozen, ledger = await house.overview.ledger_total(None, campaign.id)
    lines = await house.overview.ledger(campaign)

    assert frozen == 78 == ledger.total
    assert ledger == Ledger(34, 4, 2, 6, 8, 10, 14)
    assert [(line.channel, line.ledger.total) for line in lines] == [("telegram", 39)] * 2
    assert [line.occurrence.frozen for line in lines] == [39, 39]


async def test_the_ledger_of_what_has_not_begun_is_all_noughts(house: CampaignHouse) -> None:
    campaign = await house.running(at="13/3")

    assert await house.overview.ledger_total(None, campaign.id) == (0, Ledger())
    assert await house.overview.ledger(campaign) == ()


@pytest.mark.parametrize(("again", "becomes"), [(False, Mark.SENT), (True, Mark.PENDING)])
async def test_what_nobody_knows_is_settled_by_a_person(
    house: CampaignHouse, again: bool, becomes: Mark
) -> None:
    campaign = await house.running(mode="atmost")
    await house.tick()
    run = await house.freeze(campaign.id, ALL_MARKS)
    await house.finish(run)
    await house.tick()

    count = await house.campaigns.resolve(APPROVER, campaign.id, again=again)

    _, ledger = await house.overview.ledger_total(None, campaign.id)
    row = (await house.database.read(lambda c: c.execute(select(shards)))).one()
    state = (await house.campaigns.campaign(None, campaign.id)).state
    assert count == 3
    assert (ledger.unknown, ledger.sent, ledger.pending) == ((0, 7, 10) if again else (0, 10, 7))
    assert unpack_marks(row.marks).count(becomes) == (9 if again else 10)
    assert row.state == ("open" if again else "done")
    assert state is (State.SENDING if again else State.SENT)
    with pytest.raises(NothingWentOut):
        await house.campaigns.resolve(APPROVER, campaign.id, again=again)


async def test_unknown_outcomes_wait_until_nobody_holds_the_shard(house: CampaignHouse) -> None:
    campaign = await house.running()
    await house.tick()
    await house.freeze(campaign.id, ALL_MARKS)
    held = update(shards).values(owner="x", lease_until=NOON + timedelta(minutes=1))
    await house.database.write(lambda c: c.execute(held))

    with pytest.raises(StillUnderWay):
        await house.campaigns.resolve(None, campaign.id, again=True)


@pytest.mark.parametrize("act", [Act.CORRECT, Act.RECALL])
async def test_a_wrong_lesson_is_mended_for_those_who_got_it(
    house: CampaignHouse, act: Act
) -> None:
    campaign = await house.running()
    await house.tick()
    run = await house.freeze(campaign.id, ALL_MARKS)
    with pytest.raises(StillUnderWay):
        await house.drafting.recall(CHIEF, campaign.id)
    await house.finish(run)

    if act is Act.CORRECT:
        mending = await house.drafting.correct(WRITER, campaign.id, "Số đúng là 111.")
    else:
        mending = await house.drafting.recall(WRITER, campaign.id)
    with pytest.raises(LacksRight):
        await house.campaigns.approve(APPROVER, mending.id)
    await house.campaigns.approve(CHIEF, mending.id)
    await house.tick(NOON + timedelta(hours=3))  # no old news: it still mends

    [mended] = await house.store.occurrences(mending.id)
    row = (
        await house.database.read(
            lambda c: c.execute(select(occurrences).where(occurrences.c.id == mended.id))
        )
    ).one()
    assert (mended.state, mended.act, mended.lesson) == (Run.FREEZING, act, "")
    assert (row.source, row.urgent) == (run, True)
    said = mending.content[""].telling("vi")
    assert (said.title, said.body == "Số đúng là 111.") == ("Bài ld-01", act is Act.CORRECT)


async def test_of_a_series_the_lesson_that_was_wrong_can_be_named(house: CampaignHouse) -> None:
    campaign = await house.running("ld-01", "ld-02", at="13/3, 20/3")
    runs = []
    for day in (1, 8):
        await house.tick(NOON + timedelta(days=day, hours=8))
        runs.append(await house.freeze(campaign.id, {Mark.SENT: 5}))
        await house.finish(runs[-1])

    newest = await house.drafting.recall(WRITER, campaign.id)
    named = await house.drafting.recall(WRITER, campaign.id, "ld-01")

    assert (newest.source, named.source) == (runs[1], runs[0])
    with pytest.raises(NothingWentOut):
        await house.drafting.recall(WRITER, campaign.id, "ld-03")
