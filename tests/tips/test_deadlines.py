"""First look by urgency, then classification in a day, then the legal twenty days."""

from datetime import timedelta

import pytest

from tests.builders import NOON, a_held_tip, a_tip
from tips.deadlines import Deadline, deadline_of, remaining
from tips.tip import Status, Urgency


@pytest.mark.parametrize(
    ("urgency", "minutes"), [(Urgency.CRITICAL, 5), (Urgency.HIGH, 30), (Urgency.NORMAL, 480)]
)
def test_a_fresh_tip_waits_for_a_first_look(urgency: Urgency, minutes: int) -> None:
    deadline = deadline_of(a_tip(urgency=urgency), NOON)

    assert deadline == Deadline("nhận tin", NOON + timedelta(minutes=minutes), late=False)


def test_a_claimed_tip_waits_for_its_classification() -> None:
    deadline = deadline_of(a_held_tip(), NOON)

    assert deadline == Deadline("phân loại", NOON + timedelta(hours=24), late=False)


def test_a_tip_given_back_does_not_start_its_first_clock_again() -> None:
    deadline = deadline_of(a_held_tip(officer=None, officer_label=""), NOON)

    assert deadline is not None
    assert deadline.label == "phân loại"


@pytest.mark.parametrize("status", [Status.CHECKING, Status.NEEDS_MORE, Status.TAKEN_UP])
def test_a_classified_tip_has_the_twenty_days_of_the_law(status: Status) -> None:
    deadline = deadline_of(a_held_tip(status=status), NOON)

    assert deadline == Deadline("giải quyết", NOON + timedelta(days=20), late=False)


def test_a_closed_tip_has_no_deadline() -> None:
    assert deadline_of(a_held_tip(status=Status.CLOSED, closed_at=NOON), NOON) is None


def test_a_missed_deadline_is_late() -> None:
    deadline = deadline_of(a_tip(), NOON + timedelta(minutes=31))

    assert deadline is not None
    assert deadline.late


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(minutes=2), "còn 28 phút"),
        (timedelta(minutes=29, seconds=50), "còn 1 phút"),
        (timedelta(minutes=31), "trễ 1 phút"),
        (timedelta(hours=2, minutes=40), "trễ 2 giờ"),
        (timedelta(days=5), "trễ 4 ngày"),
    ],
)
def test_time_left_is_said_in_words(passed: timedelta, words: str) -> None:
    now = NOON + passed
    deadline = deadline_of(a_tip(), now)

    assert deadline is not None
    assert remaining(deadline, now) == words
