"""First look by urgency, then classification in a day, then the legal twenty days."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import NOON, a_held_tip, a_tip
from tips.clock.deadlines import (
    DeadlineKind,
    basis_of,
    deadline_of,
    due,
    label_of,
    remaining,
    running,
)
from tips.terms import STANDARD, Terms
from tips.tip import Status, Urgency
from wording.moments import VIETNAM


def vietnam(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=VIETNAM)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("urgency", "minutes"), [(Urgency.CRITICAL, 5), (Urgency.HIGH, 30), (Urgency.NORMAL, 480)]
)
def test_a_fresh_tip_waits_for_a_first_look(urgency: Urgency, minutes: int) -> None:
    deadline = deadline_of(a_tip(urgency=urgency), NOON)

    assert deadline is not None
    assert (deadline.label, deadline.late) == ("nhận tin", False)
    assert deadline.at == NOON + timedelta(minutes=minutes)


def test_a_claimed_tip_waits_for_its_classification() -> None:
    deadline = deadline_of(a_held_tip(), NOON)

    assert deadline is not None
    assert (deadline.label, deadline.at) == ("phân loại", NOON + timedelta(hours=24))


def test_a_question_pauses_no_clock() -> None:
    """Waiting for the resident, a tip that nobody has classified is still to be classified."""
    asked = deadline_of(a_held_tip(status=Status.NEEDS_MORE), NOON)

    assert asked == deadline_of(a_held_tip(), NOON)


def test_a_tip_given_back_does_not_start_its_first_clock_again() -> None:
    deadline = deadline_of(a_held_tip(officer=None, officer_label=""), NOON)

    assert deadline is not None
    assert deadline.label == "phân loại"


@pytest.mark.parametrize("status", [Status.CHECKING, Status.NEEDS_MORE, Status.TAKEN_UP])
def test_a_classified_tip_has_the_twenty_days_of_the_law(status: Status) -> None:
    """Filed on Thursday 12 March: to the end of Wednesday 1 April (article 134)."""
    deadline = deadline_of(a_held_tip(status=status, classified_at=NOON), NOON)

    assert deadline is not None
    assert (deadline.label, deadline.at) == ("giải quyết", vietnam(2026, 4, 2, 0, 0))
    assert "Điều 147 khoản 1" in deadline.basis


@pytest.mark.parametrize(
    ("extensions", "kind", "ends"),
    [
        (0, DeadlineKind.RESOLVE, (2026, 4, 2)),
        (1, DeadlineKind.RESOLVE_EXTENDED, (2026, 5, 13)),  # 12 May is a Tuesday
        (2, DeadlineKind.RESOLVE_FINAL, (2026, 7, 14)),  # 12 July is a Sunday
        (7, DeadlineKind.RESOLVE_FINAL, (2026, 7, 14)),
    ],
)
def test_the_law_extends_twice(
    extensions: int, kind: DeadlineKind, ends: tuple[int, int, int]
) -> None:
    clock = running(a_held_tip(status=Status.CHECKING, extensions=extensions))

    assert clock is not None
    assert (clock.kind, clock.at) == (kind, vietnam(*ends, 0, 0))


@pytest.mark.parametrize(
    ("filed", "ends"),
    [
        # Article 134: what ends on a day off ends with the first working day after it.
        (vietnam(2026, 3, 15, 9, 0), (2026, 4, 7)),  # 4 April is a Saturday
        (vietnam(2026, 3, 14, 23, 59), (2026, 4, 4)),  # 3 April is a Friday
        (vietnam(2027, 1, 15, 8, 0), (2027, 2, 12)),  # 4 to 10 February is Tết 2027
        (vietnam(2027, 1, 14, 8, 0), (2027, 2, 4)),  # the last working day before it
        (vietnam(2026, 4, 10, 8, 0), (2026, 5, 5)),  # 30 April, 1 May and a weekend
        (vietnam(2026, 12, 12, 8, 0), (2027, 1, 5)),  # 1 January is a Friday
    ],
)
def test_the_law_does_not_end_on_a_day_off(filed: datetime, ends: tuple[int, int, int]) -> None:
    clock = running(a_held_tip(status=Status.CHECKING, filed_at=filed))

    assert clock is not None
    assert clock.at == vietnam(*ends, 0, 0)


def test_a_month_without_the_day_ends_with_its_last_day() -> None:
    tip = a_held_tip(status=Status.CHECKING, extensions=1, filed_at=vietnam(2026, 12, 31, 8, 0))

    clock = running(tip)

    assert clock is not None  # 28 February 2027 is a Sunday
    assert clock.at == vietnam(2027, 3, 2, 0, 0)


@pytest.mark.parametrize(
    ("filed", "ends"),
    [
        # 480 minutes are a working day of four and three and a half hours, and 30 minutes more.
        (vietnam(2026, 3, 12, 7, 30), vietnam(2026, 3, 13, 8, 0)),
        (vietnam(2026, 3, 12, 12, 0), vietnam(2026, 3, 13, 14, 0)),
        (vietnam(2026, 3, 13, 16, 30), vietnam(2026, 3, 16, 17, 0)),  # over a weekend
        (vietnam(2026, 3, 14, 3, 0), vietnam(2026, 3, 17, 8, 0)),  # on a Saturday night
        (vietnam(2027, 2, 3, 16, 0), vietnam(2027, 2, 11, 16, 30)),  # over the days of Tết 2027
        (vietnam(2026, 8, 21, 16, 0), vietnam(2026, 8, 22, 16, 30)),  # a Saturday worked for
        # Monday, 31 August, by order
    ],
)
def test_a_calm_tip_may_be_counted_in_working_time(filed: datetime, ends: datetime) -> None:
    terms = replace(STANDARD, in_working_time=frozenset({"acknowledge"}))
    tip = a_tip(urgency=Urgency.NORMAL, filed_at=filed, terms=terms)

    clock = running(tip)

    assert clock is not None
    assert clock.at.astimezone(VIETNAM) == ends


def test_danger_keeps_no_office_hours() -> None:
    night = vietnam(2027, 2, 6, 2, 0)
    terms = replace(STANDARD, in_working_time=frozenset({"acknowledge", "classify"}))

    clock = running(a_tip(urgency=Urgency.CRITICAL, filed_at=night, terms=terms))

    assert clock is not None
    assert clock.at == night + timedelta(minutes=5)


def test_an_order_may_make_a_day_off_or_a_working_day() -> None:
    tip = a_held_tip(status=Status.CHECKING)
    wednesday, thursday = date(2026, 4, 1), date(2026, 4, 2)
    off = replace(STANDARD, days_off=frozenset({wednesday, thursday}))
    both = replace(off, working_days=frozenset({thursday}))

    ends = [running(replace(tip, terms=terms)) for terms in (off, both)]

    assert [clock.at for clock in ends if clock] == [
        vietnam(2026, 4, 4, 0, 0),
        vietnam(2026, 4, 3, 0, 0),
    ]


def test_a_reopened_tip_has_its_time_again() -> None:
    back = NOON + timedelta(days=40)

    clock = running(a_held_tip(since=back))

    assert clock is not None
    assert (clock.since, clock.at) == (back, back + timedelta(hours=24))


def test_the_settings_are_what_counts() -> None:
    terms = Terms(high_minutes=7, classify_hours=48, resolve_days=10)

    fresh, held = running(a_tip(terms=terms)), running(a_held_tip(terms=terms))

    assert fresh is not None
    assert held is not None
    assert (fresh.at - NOON, held.at - NOON) == (timedelta(minutes=7), timedelta(hours=48))


def test_the_machines_zone_changes_nothing() -> None:
    """Vietnam has no summer time; a server abroad may."""
    filed = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # the night clocks change in Europe

    clock = running(a_held_tip(status=Status.CHECKING, filed_at=filed))

    assert clock is not None  # 29 March in Vietnam; 18 April is a Saturday
    assert clock.at == vietnam(2026, 4, 21, 0, 0)


def test_a_closed_tip_has_no_deadline() -> None:
    assert deadline_of(a_held_tip(status=Status.CLOSED, closed_at=NOON), NOON) is None


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, False), (0.001, True), (60, True)])
def test_a_deadline_is_met_until_its_very_moment_and_late_after_it(
    seconds: float, late: bool
) -> None:
    deadline = deadline_of(a_tip(), NOON + timedelta(minutes=30, seconds=seconds))

    assert deadline is not None
    assert deadline.late is late


@pytest.mark.parametrize("kind", DeadlineKind)
def test_every_deadline_says_what_it_stands_on(kind: DeadlineKind) -> None:
    assert basis_of(kind).endswith(".")
    assert label_of(kind)


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


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 5, 12, 17, 0, tzinfo=UTC), "hết ngày 12/5"),  # midnight in Vietnam
        (datetime(2026, 5, 12, 16, 59, tzinfo=UTC), "23:59, 12/5"),
        (datetime(2026, 5, 12, 0, 0, tzinfo=UTC), "07:00, 12/5"),
    ],
)
def test_midnight_is_said_as_the_end_of_the_day_before(at: datetime, said: str) -> None:
    assert due(at) == said
