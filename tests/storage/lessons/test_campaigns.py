"""Campaigns on SQLite and PostgreSQL: written by one, let out by another, stopped by anybody."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from broadcasts.audience.topics import topic_bits
from broadcasts.campaigns import moves
from broadcasts.campaigns.campaign import Kind, State
from broadcasts.campaigns.ports import Note
from broadcasts.delivery.marks import Ledger, Mark
from broadcasts.delivery.run import Run
from broadcasts.delivery.shard import Act
from broadcasts.errors import (
    AlertUnsafe,
    CampaignMoved,
    CampaignProblem,
    ContentChanged,
    LacksRight,
    LessonHeld,
    MoveNotPossible,
    NothingToSend,
    NothingWentOut,
    NotYourPlace,
    StillUnderWay,
    UnknownCampaign,
    UnknownLesson,
)
from desks.permissions import Author
from storage.database.interface import Database
from storage.lessons.packing import unpack_marks
from storage.tables.lessons import occurrences, shards
from tests.broadcasts.builders_campaigns import APPROVER, CHIEF, NOON, WRITER
from tests.storage.campaign_house import CampaignHouse

WARD_WRITER = Author("d" * 32, "26743", frozenset({"write"}))
WARD_APPROVER = Author("e" * 32, "26743", frozenset({"approve"}))
CITY_APPROVER = Author("f" * 32, "79", frozenset({"approve"}))
OTHER_WARD = Author("1" * 32, "27004", frozenset({"write", "approve", "alert"}))
WORDS = {"text": "Có kẻ giả công an gọi điện ở phường. Không chuyển tiền.", "at": "now"}


@pytest.fixture
async def house(database: Database) -> CampaignHouse:
    made = CampaignHouse(database)
    await made.open_desks("26743", "27004", "79")
    return made


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


# --- who may, and where ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "wanted", "problem"),
    [
        (APPROVER, {}, LacksRight),
        (CHIEF, {}, LacksRight),
        (APPROVER, WORDS, LacksRight),
        (WRITER, {"lessons": ()}, NothingToSend),
        (WRITER, {"lessons": ("ld-99",)}, UnknownLesson),
        (WRITER, {"text": "Xem bit.ly/abc", "at": "now"}, AlertUnsafe),
        (WARD_WRITER, {"to": "all"}, NotYourPlace),
        (WARD_WRITER, {"to": "27004"}, NotYourPlace),
    ],
)
async def test_what_may_not_be_drafted(
    house: CampaignHouse,
    by: Author,
    wanted: dict[str, object],
    problem: type[CampaignProblem],
) -> None:
    with pytest.raises(problem):
        await house.draft(by=by, **wanted)
    assert await house.overview.every(None) == ()


async def test_a_commander_may_write_an_alert_and_another_lets_it_out(
    house: CampaignHouse,
) -> None:
    other = Author("9" * 32, "00", frozenset({"alert"}))

    alert = await house.draft(by=CHIEF, **WORDS)
    approved = await house.campaigns.approve(other, alert.id)

    assert approved.urgent
    assert approved.audience.rhythms == frozenset()  # also who wants alerts only
    assert approved.content[""].telling("vi").title == "Thông báo khẩn"


async def test_a_province_lets_out_and_stops_what_its_communes_write(
    house: CampaignHouse,
) -> None:
    drafted = await house.draft(by=WARD_WRITER, to="26743", at="now")

    await house.campaigns.approve(CITY_APPROVER, drafted.id)
    paused = await house.campaigns.pause(CITY_APPROVER, drafted.id)

    assert paused.state is State.PAUSED


async def test_another_commune_s_campaign_does_not_exist_for_its_neighbour(
    house: CampaignHouse,
) -> None:
    theirs = await house.draft(by=WARD_WRITER, to="26743")

    for move in (house.campaigns.pause, house.campaigns.cancel, house.campaigns.approve):
        with pytest.raises(UnknownCampaign):
            await move(OTHER_WARD, theirs.id)
    assert await house.overview.every(OTHER_WARD) == ()


async def test_a_commune_sees_what_comes_from_above_once_it_is_certain_but_moves_nothing(
    house: CampaignHouse,
) -> None:
    draft = await house.draft()
    before = await house.overview.every(WARD_APPROVER)
    await house.campaigns.approve(APPROVER, draft.id)
    after = await house.overview.every(WARD_APPROVER)

    assert before == ()
    assert [one.id for one in after] == [draft.id]
    with pytest.raises(LacksRight):
        await house.campaigns.cancel(WARD_APPROVER, draft.id)


async def test_the_desks_above_see_what_is_written_below(house: CampaignHouse) -> None:
    ward = await house.draft(by=WARD_WRITER, to="26743")
    city = await house.draft(
        by=Author("2" * 32, "79", frozenset({"write"})), to="79, 26743", at="13/3"
    )

    assert {one.id for one in await house.overview.every(CITY_APPROVER)} == {ward.id, city.id}
    assert {one.id for one in await house.overview.every(None)} == {ward.id, city.id}
    assert {one.id for one in await house.overview.every(WARD_APPROVER)} == {ward.id}


async def test_starting_twice_or_starting_what_is_paused_is_no_mistake(
    house: CampaignHouse,
) -> None:
    waits = await house.running(at="start")
    started = await house.campaigns.start(None, waits.id)
    again = await house.campaigns.start(None, waits.id)

    assert (waits.state, started.state, again.version) == (
        State.APPROVED,
        State.SCHEDULED,
        started.version,
    )
    with pytest.raises(MoveNotPossible):
        await house.campaigns.start(None, (await house.draft()).id)


@pytest.mark.parametrize("wanted", ["", "sen-mai-99", "\x00", "x" * 500, "ế"])
async def test_an_unknown_campaign_is_unknown(house: CampaignHouse, wanted: str) -> None:
    with pytest.raises(UnknownCampaign):
        await house.campaigns.campaign(None, wanted)


async def test_who_sends_is_woken_when_there_is_something_to_send(house: CampaignHouse) -> None:
    await house.running()

    assert house.bell.rung == ["lessons"]
