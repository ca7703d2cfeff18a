"""Whatever two officers and a commander press, a tip never leaves the machine."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desks.desk import Officer, Role
from desks.errors import TipProblem
from tests.builders import NOON, a_filing, a_heard, an_officer
from tests.fakes import House
from tests.trials import lasting
from tips.moves import desk_moves as moves
from tips.moves.base import Decision, Press
from tips.moves.offered import allowed_moves, allowed_statuses
from tips.statuses import CLOSING_REASONS, NEXT, is_over
from tips.tip import Author, Status, Tip, Urgency

OFFICERS = (
    an_officer(),
    an_officer("Trực ban 2"),
    an_officer("Chỉ huy", role=Role.COMMANDER),
)
NOTE, QUESTION = "việc nội bộ", "Mấy giờ ạ?"

plain = st.sampled_from([moves.claim, moves.release, moves.ask(QUESTION), moves.note(NOTE)])
turns = st.one_of(
    st.builds(moves.set_status, st.sampled_from(Status)),
    st.builds(moves.set_urgency, st.sampled_from(Urgency)),
    st.builds(moves.close, st.sampled_from([*CLOSING_REASONS, "vi_thich"]), st.just("")),
)
presses = st.tuples(st.sampled_from(OFFICERS), st.one_of(plain, turns))


async def press_all(pressed: Sequence[tuple[Officer, Decision]]) -> list[Tip]:
    """The tip after each press that was not refused."""
    house = House()
    house.memory.officers = {officer.id: officer for officer in OFFICERS}
    await house.citizens.keep(a_heard(filing=a_filing()))
    [tip] = house.memory.tips.values()
    history = [tip]
    for number, (officer, decide) in enumerate(pressed):
        try:
            change = decide(tip, Press(officer, str(number), NOON))
        except TipProblem:
            continue
        if change is not None:
            tip = await house.tips.save(tip, change, NOON)
            history.append(tip)
    assert not any(NOTE in row.text for row in house.memory.letters)
    return history


@settings(max_examples=lasting(75, 300), deadline=None)
@given(st.lists(presses, max_size=40))
def test_random_presses_never_leave_the_machine(
    pressed: Sequence[tuple[Officer, Decision]],
) -> None:
    history = asyncio.run(press_all(pressed))

    for before, now in pairwise(history):
        assert now.status is before.status or now.status in NEXT[before.status]
        assert now.lines[: len(before.lines)] == before.lines
        # Nobody is displaced: a holder changes through "nobody" or by reopening a closed tip.
        displaced = before.officer not in (None, now.officer) and now.officer is not None
        assert not displaced or before.status is Status.CLOSED


@settings(max_examples=lasting(75, 300), deadline=None)
@given(st.lists(presses, max_size=40))
def test_a_tip_always_says_the_same_about_itself(
    pressed: Sequence[tuple[Officer, Decision]],
) -> None:
    for tip in asyncio.run(press_all(pressed)):
        assert (tip.closed_at is not None) == is_over(tip.status)
        assert (tip.closing_reason is not None) == is_over(tip.status)
        assert (tip.acknowledged_at is None) == (tip.status is Status.RECEIVED)
        assert all(line.officer for line in tip.lines if line.author is not Author.SYSTEM)


@settings(max_examples=lasting(50, 100), deadline=None)
@given(st.lists(presses, max_size=20))
def test_every_move_that_is_offered_is_taken(
    pressed: Sequence[tuple[Officer, Decision]],
) -> None:
    for tip in asyncio.run(press_all(pressed)):
        for officer in OFFICERS:
            offered = allowed_moves(tip, officer)
            assert ("status" in offered) == bool(allowed_statuses(tip, officer))
            if "claim" in offered:
                moves.claim(tip, Press(officer, "x", NOON))
            if "close" in offered:
                moves.close("trung_lap")(tip, Press(officer, "x", NOON))
