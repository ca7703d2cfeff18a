"""In which part of the queue a tip stands, for whoever looks."""

from datetime import timedelta

import pytest

from desks.desk import OfficerId
from tests.builders import NOON, a_tip
from tips.tip import Lane
from tips.triage.lanes import SOON, Reader, lane_of

ME, OTHER = OfficerId("1"), OfficerId("2")
READER = Reader(ME, NOON)


@pytest.mark.parametrize("unread", [True, False])
def test_what_nobody_has_taken_comes_first(unread: bool) -> None:
    assert lane_of(a_tip(unread=unread), None, READER) is Lane.FREE


def test_ones_own_tip_calls_when_its_resident_spoke() -> None:
    assert lane_of(a_tip(officer=ME, unread=True), None, READER) is Lane.MINE
    assert lane_of(a_tip(officer=OTHER, unread=True), None, READER) is Lane.HELD


def test_ones_own_tip_calls_half_an_hour_before_its_clock_runs_out() -> None:
    tip = a_tip(officer=ME, unread=False)

    assert lane_of(tip, NOON + SOON, READER) is Lane.MINE
    assert lane_of(tip, NOON + SOON + timedelta(seconds=1), READER) is Lane.HELD


def test_what_is_over_comes_last() -> None:
    assert lane_of(a_tip(unread=True, closed_at=NOON), None, READER) is Lane.OVER
