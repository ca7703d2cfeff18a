"""Whatever happens to a run, in whatever order: it stands where what comes next is known."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.delivery import run
from broadcasts.delivery.marks import Ledger
from broadcasts.delivery.run import Milestone, Run, ShardState

WELL, BADLY = Ledger(sent=64), Ledger(sent=10, failed=54)
FREEZING = run.begun("")

Event = Callable[[Milestone], Milestone]


def resumed(stood: Milestone, *, is_through: bool, first: Ledger | None) -> Milestone:
    if stood.state not in run.PARKED:
        return stood
    return run.put_back(stood, is_through=is_through, first=first)


EVENTS: dict[str, Event] = {
    "nobody is there": run.frozen(0, has_canary=False).taken,
    "few are there": run.frozen(1, has_canary=False).taken,
    "many are there": run.frozen(9, has_canary=True).taken,
    "the first had it": run.first_tried(WELL).taken,
    "the first refused it": run.first_tried(BADLY).taken,
    "the last had it": run.END.taken,
    "pause": run.parked,
    "resume": lambda stood: resumed(stood, is_through=False, first=None),
    "resume when all had it": lambda stood: resumed(stood, is_through=True, first=WELL),
    "resume when the first had it": lambda stood: resumed(stood, is_through=False, first=WELL),
    "resume when the first refused": lambda stood: resumed(stood, is_through=False, first=BADLY),
    "release": run.RELEASE.taken,
    "cancel": run.CANCEL.taken,
    "once more": run.REOPEN.taken,
}
HISTORIES = st.lists(st.sampled_from(sorted(EVENTS)), max_size=12)


def after(history: list[str], stood: Milestone = FREEZING) -> Milestone:
    for event in history:
        stood = EVENTS[event](stood)
    return stood


@given(HISTORIES)
def test_what_is_held_says_why_and_nothing_else_is_explained(history: list[str]) -> None:
    stands = after(history)

    assert bool(stands.explanation) == (stands.state is Run.HELD)
    assert stands.explanation in ("", "canary_failed")


@given(HISTORIES)
def test_a_pause_and_its_end_change_nothing(history: list[str]) -> None:
    stood = after(history)
    again = after(["pause", "resume"], stood)

    assert again == (after(["resume"], stood) if stood.state in run.PARKED else stood)


@given(HISTORIES, HISTORIES)
def test_what_was_cancelled_never_moves_again(before: list[str], later: list[str]) -> None:
    cancelled = after([*before, "cancel"])

    assert cancelled.state in run.OVER
    if cancelled.state is Run.CANCELLED:
        assert after(later, cancelled) == cancelled


@given(HISTORIES)
def test_what_was_skipped_never_moves(history: list[str]) -> None:
    skipped = run.begun("late")

    assert after(history, skipped) == skipped
    assert (skipped.state, skipped.explanation) == (Run.SKIPPED, "late")


@given(HISTORIES)
def test_nothing_but_a_person_lets_out_what_the_first_refused(history: list[str]) -> None:
    held = after(["many are there", "the first refused it"])
    for event in history:
        held = EVENTS[event](held)
        if event in ("release", "cancel"):
            return
        assert not run.may_send(held.state, 0)
        assert not run.may_send(held.state, 1)


@given(HISTORIES)
def test_from_everywhere_there_is_a_way_to_the_end(history: list[str]) -> None:
    way_out = ["resume", "few are there", "the first had it", "release", "the last had it"]

    assert after([*history, *way_out]).state in run.OVER


def test_every_state_is_reached_and_no_step_leads_to_where_it_begins() -> None:
    reached, news = {FREEZING, run.begun("late")}, {FREEZING}
    while news:
        news = {event(stood) for event, stood in product(EVENTS.values(), news)} - reached
        reached |= news
    steps = (run.END, run.CANCEL, run.RELEASE, run.REOPEN, run.PARK)

    assert {stood.state for stood in reached} == set(Run)
    assert all(step.ends not in step.begins for step in steps)


@pytest.mark.parametrize("state", Run)
def test_only_the_first_few_hear_it_before_everybody_else(state: Run) -> None:
    expected = {Run.CANARY: (True, False), Run.OPEN: (True, True)}

    assert (run.may_send(state, 0), run.may_send(state, 1)) == expected.get(state, (False, False))


@pytest.mark.parametrize(
    ("shards", "has_canary", "state"),
    [(0, False, Run.DONE), (1, True, Run.OPEN), (2, True, Run.CANARY), (2, False, Run.OPEN)],
)
def test_a_frozen_audience(shards: int, has_canary: bool, state: Run) -> None:
    assert run.frozen(shards, has_canary=has_canary).taken(FREEZING) == Milestone(state)


@pytest.mark.parametrize("stood", [Milestone(Run.CANARY), Milestone(Run.OPEN)])
def test_a_pause_that_came_while_the_last_were_saved_ends_at_the_end(stood: Milestone) -> None:
    back = run.put_back(run.parked(stood), is_through=True, first=BADLY)

    assert back == Milestone(Run.DONE)


@pytest.mark.parametrize(
    ("is_done", "is_put_off", "state"),
    [
        (True, False, ShardState.DONE),
        (True, True, ShardState.OPEN),
        (False, False, ShardState.OPEN),
        (False, True, ShardState.OPEN),
    ],
)
def test_a_shard_is_done_when_nobody_is_left_to_try(
    is_done: bool, is_put_off: bool, state: ShardState
) -> None:
    assert run.shard_after(is_done=is_done, is_put_off=is_put_off) is state


def test_the_words_in_the_database_stay_what_they_are() -> None:
    assert {one.name.lower(): one.value for one in (*Run, *ShardState)} == {
        one: one
        for one in ("freezing", "canary", "open", "done", "held", "paused", "cancelled", "skipped")
    }
