"""Whatever is pressed, of all moves: no tip leaves the machine, every open tip has a desk."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desks.desk import DeskCode, Officer
from desks.errors import TipProblem
from tests.builders import NOON, WARD_DESK, a_desk, a_filing, a_heard, an_officer
from tests.fakes import House
from tests.pressing import DECISION
from tests.tips.moves.test_status_machine import OFFICERS, plain, turns
from tests.trials import lasting
from tips.clock.deadlines import deadline_of
from tips.moves.base import Decision, Press
from tips.moves.facts import mute, refuse_as_spam, set_kind
from tips.moves.legal_time import extend, shorten
from tips.moves.offered import allowed_moves
from tips.moves.sending import assign, hand_over
from tips.statuses import NEXT, SPAM, is_over
from tips.tip import KindId, Tip

DESKS = {desk.code: desk for desk in (a_desk(), a_desk("27004", "Công an phường Tân Bình"))}
WHY = "lý do"

sendings = st.one_of(
    st.builds(assign, st.sampled_from(OFFICERS), st.just(WHY)),
    st.builds(hand_over, st.sampled_from(list(DESKS.values())), st.just(DESKS), st.just(WHY)),
    st.builds(set_kind, st.sampled_from([KindId("co_bac"), KindId("ma_tuy")]), st.just(WHY)),
    st.builds(mute, st.booleans(), st.just(WHY)),
    st.sampled_from([extend(DECISION), shorten(WHY), refuse_as_spam(WHY)]),
)
everybody = (*OFFICERS, an_officer("Bên kia", desk=DeskCode("27004")))
presses = st.tuples(st.sampled_from(everybody), st.one_of(plain, turns, sendings))


async def press_all(pressed: Sequence[tuple[Officer, Decision]]) -> list[Tip]:
    house = House()
    house.memory.desks.update(DESKS)
    house.memory.officers = {officer.id: officer for officer in everybody}
    await house.citizens.keep(a_heard(filing=a_filing()))
    [tip] = house.memory.tips.values()
    history = [tip]
    for number, (officer, decide) in enumerate(pressed):
        if officer.desk != tip.route.desk:
            continue  # unknown there
        try:
            change = decide(tip, Press(officer, str(number), NOON))
        except TipProblem:
            continue
        if change is not None:
            tip = await house.tips.save(tip, change, NOON)
            history.append(tip)
    return history


@settings(max_examples=lasting(50, 200), deadline=None)
@given(st.lists(presses, max_size=40))
def test_no_tip_leaves_the_machine_and_every_open_tip_has_a_desk(
    pressed: Sequence[tuple[Officer, Decision]],
) -> None:
    history = asyncio.run(press_all(pressed))

    for before, now in pairwise(history):
        assert now.status is before.status or now.status in NEXT[before.status]
        assert now.lines[: len(before.lines)] == before.lines
        assert abs(now.extensions - before.extensions) <= 1  # a commander takes one back
        assert 0 <= now.extensions <= 2
        # Nobody alone refuses a tip as spam.
        refused = now.closing_reason == SPAM != before.closing_reason
        assert not refused or before.spam_by is not None
    for tip in history:
        assert tip.route.desk in DESKS
        assert (tip.closed_at is not None) == is_over(tip.status)
        assert is_over(tip.status) or deadline_of(tip, NOON) is not None
        away = {officer.id for officer in everybody if officer.desk != tip.route.desk}
        assert is_over(tip.status) or tip.officer not in away


def test_another_desk_is_offered_nothing() -> None:
    [tip] = asyncio.run(press_all([]))
    stranger = an_officer("Lạ", desk=DeskCode("01279"))

    assert allowed_moves(tip, stranger, NOON) == ()
    assert {"claim", "handover", "merge"} <= set(allowed_moves(tip, OFFICERS[0], NOON))
    assert "spam" not in allowed_moves(tip, OFFICERS[0], NOON)  # nobody has looked at it yet
    assert tip.route.desk == WARD_DESK
