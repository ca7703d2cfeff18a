"""Whatever is pressed, a campaign never leaves the machine, and nobody lets out their own words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcasts.audience.night import NIGHT
from broadcasts.campaigns import moves
from broadcasts.campaigns.campaign import SYLLABLES, Campaign, Kind, State, short_id
from broadcasts.campaigns.moves import ALLOWED, Moment, Move, may_draft, moves_for
from broadcasts.errors import (
    CampaignProblem,
    LacksRight,
    MoveNotPossible,
    NeedsSecondPerson,
)
from broadcasts.plan.plan import Once
from desks.permissions import Author
from tests.broadcasts.builders_campaigns import APPROVER, CHIEF, NOON, WRITER, a_campaign
from tests.trials import lasting

MOMENT = Moment(NOON, NIGHT)
BOTH = Author("d" * 32, "00", frozenset({"write", "approve", "alert"}))
NOBODY = Author("e" * 32, "00", frozenset())
EVERYBODY = (WRITER, APPROVER, CHIEF, BOTH, NOBODY)

Press = Callable[[Campaign], Campaign]


def test_a_colleague_s_yes_schedules_what_has_a_time() -> None:
    approved = moves.approve(a_campaign(plan=Once(NOON + timedelta(days=1))), APPROVER, MOMENT)

    assert (approved.state, approved.approved_by) == (State.SCHEDULED, APPROVER.id)
    assert approved.next_due == NOON + timedelta(days=1)


def test_what_waits_for_a_start_is_only_approved() -> None:
    approved = moves.approve(a_campaign(plan=Once(on_start=True)), APPROVER, MOMENT)
    started = moves.start(approved, None, MOMENT)

    assert (approved.state, approved.next_due) == (State.APPROVED, None)
    assert (started.state, started.next_due) == (State.SCHEDULED, NOON)


def test_nobody_lets_out_what_they_wrote_themselves() -> None:
    with pytest.raises(NeedsSecondPerson):
        moves.approve(a_campaign(drafted_by=BOTH.id), BOTH, MOMENT)
    other_seat = replace(APPROVER, other_seats=(WRITER.id,))
    with pytest.raises(NeedsSecondPerson):
        moves.approve(a_campaign(drafted_by=WRITER.id), other_seat, MOMENT)


@pytest.mark.parametrize("by", [WRITER, CHIEF, NOBODY])
def test_a_lesson_is_let_out_by_an_approver_only(by: Author) -> None:
    with pytest.raises(LacksRight):
        moves.approve(a_campaign(drafted_by="f" * 32), by, MOMENT)


@pytest.mark.parametrize("by", [WRITER, APPROVER, NOBODY])
def test_an_alert_is_let_out_by_a_commander_only(by: Author) -> None:
    alert = a_campaign(kind=Kind.ALERT, urgent=True, drafted_by="f" * 32)

    with pytest.raises(LacksRight):
        moves.approve(alert, by, MOMENT)
    assert moves.approve(alert, CHIEF, MOMENT).state is State.SCHEDULED


def test_an_alert_goes_at_night_a_lesson_in_the_morning() -> None:
    night = Moment(NOON + timedelta(hours=11), NIGHT)  # 23:00

    alert = moves.approve(a_campaign(urgent=True), CHIEF, night)
    lesson = moves.approve(a_campaign(), APPROVER, night)

    assert alert.next_due == night.now
    assert lesson.next_due == NOON + timedelta(hours=18, minutes=30)


@pytest.mark.parametrize("by", [WRITER, APPROVER, CHIEF])
def test_whoever_works_on_lessons_may_stop_them(by: Author) -> None:
    running = a_campaign(state=State.SENDING)

    assert moves.pause(running, by).state is State.PAUSED
    assert moves.cancel(running, by).state is State.CANCELLED


def test_a_pause_over_goes_back_to_where_it_was() -> None:
    paused = a_campaign(state=State.PAUSED)
    later = a_campaign(state=State.PAUSED, next_due=NOON)

    assert moves.resume(paused, APPROVER, under_way=True).state is State.SENDING
    assert moves.resume(later, APPROVER, under_way=False).state is State.SCHEDULED
    assert moves.resume(paused, APPROVER, under_way=False).state is State.SENT


@pytest.mark.parametrize(("kind", "urgent"), list(product(Kind, [False, True])))
def test_drafting_needs_a_right_that_fits(kind: Kind, urgent: bool) -> None:
    mending = kind in (Kind.CORRECTION, Kind.RECALL)

    assert may_draft(kind, WRITER, urgent=urgent)
    assert may_draft(kind, CHIEF, urgent=urgent) is (urgent or mending)
    assert may_draft(kind, APPROVER, urgent=urgent) is mending
    assert not may_draft(kind, NOBODY, urgent=urgent)


DO: dict[Move, Callable[[Campaign, Author], Campaign]] = {
    Move.APPROVE: lambda one, by: moves.approve(one, by, MOMENT),
    Move.START: lambda one, by: moves.start(one, by, MOMENT),
    Move.PAUSE: moves.pause,
    Move.RESUME: lambda one, by: moves.resume(one, by, under_way=True),
    Move.CANCEL: moves.cancel,
}
presses = st.tuples(st.sampled_from(list(DO)), st.sampled_from(EVERYBODY))


@settings(max_examples=lasting(75, 300), deadline=None)
@given(
    st.lists(presses, max_size=20),
    st.booleans(),
    st.sampled_from([Once(), Once(NOON), Once(on_start=True)]),
)
def test_no_press_leaves_the_machine(
    pressed: list[tuple[Move, Author]], urgent: bool, plan: Once
) -> None:
    campaign = a_campaign(urgent=urgent, plan=plan)
    for move, by in pressed:
        offered = move in moves_for(campaign, by)
        try:
            after = DO[move](campaign, by)
        except CampaignProblem:
            assert not offered
            continue
        assert offered
        assert move in ALLOWED[campaign.state]
        if after.state not in (State.DRAFT, State.CANCELLED):
            assert after.approved_by not in (None, campaign.drafted_by)
        if after.state is State.SCHEDULED:
            assert after.next_due is not None
        campaign = after


@pytest.mark.parametrize(("move", "state"), list(product(DO, State)))
def test_a_state_refuses_the_moves_it_has_not(move: Move, state: State) -> None:
    campaign = a_campaign(state=state, urgent=False)
    if move in ALLOWED[state]:
        assert DO[move](campaign, BOTH).state in State
        return

    with pytest.raises(MoveNotPossible) as refused:
        DO[move](campaign, BOTH)
    assert refused.value.state == state


@given(st.integers(32, 128).flatmap(lambda bits: st.integers(0, 2**bits - 1)))
def test_an_id_is_short_enough_to_be_said_and_to_be_audited(drawn: int) -> None:
    made = short_id(f"{drawn:032x}")

    first, second, number = made.split("-")
    assert {first, second} <= set(SYLLABLES)
    assert 10 <= int(number) <= 99
    assert len(made) <= 16
    assert len(f"campaign:{made}") <= 32
