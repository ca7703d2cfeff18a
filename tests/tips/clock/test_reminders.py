"""Each stage of each deadline speaks once: half-way before it, at it, and half its time after."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from desks.desk import Code, OfficerId, Role
from tests.builders import NOON, a_held_tip, a_tip, an_officer
from tips.clock.deadlines import DeadlineKind
from tips.clock.reminders import (
    LISTED,
    Given,
    Reminder,
    ReminderStage,
    Watch,
    is_for,
    look,
    newest,
    still_runs,
    words,
)
from tips.terms import STANDARD
from tips.tip import KindId, Status, Tip, Urgency

FRESH = a_tip()  # urgent: to be looked at within 30 minutes
ALL = tuple(Given(NOON, DeadlineKind.ACKNOWLEDGE, stage) for stage in ReminderStage)
BEFORE, AT, AFTER = ALL


def minutes(number: float) -> datetime:
    return NOON + timedelta(minutes=number)


def a_reminder(**changes: Any) -> Reminder:
    one = Reminder(
        code=Code("K7Q-204"),
        kind=KindId("ma_tuy"),
        urgency=Urgency.HIGH,
        deadline=DeadlineKind.ACKNOWLEDGE,
        stage=ReminderStage.AT,
        due_at=minutes(30),
        desk=FRESH.route.desk,
        desk_name="Công an phường Bến Thành",
        officer=None,
        officer_label="",
        given_at=minutes(30),
    )
    return replace(one, **changes)


@pytest.mark.parametrize(
    ("passed", "due", "again"),
    [
        (0, (), 15),
        (14.9, (), 15),
        (15, (BEFORE,), 30),
        (30, (BEFORE, AT), 45),
        (45, ALL, None),
        (60 * 24 * 400, ALL, None),  # the machine was off for a year
    ],
)
def test_stages_come_with_their_time(
    passed: float, due: tuple[Given, ...], again: float | None
) -> None:
    found = look(FRESH, minutes(passed), ())

    assert found.due == due
    assert found.again == (None if again is None else minutes(again))


def test_what_was_given_is_not_given_again() -> None:
    assert look(FRESH, minutes(30), (BEFORE,)).due == (AT,)
    assert look(FRESH, minutes(90), ALL).due == ()
    assert look(FRESH, minutes(90), ALL).again is None


def test_a_clock_set_back_repeats_nothing_and_forgets_nothing() -> None:
    assert look(FRESH, minutes(-600), (BEFORE, AT)).due == ()
    assert look(FRESH, minutes(-600), (BEFORE, AT)).again == minutes(45)
    assert look(FRESH, minutes(45), (BEFORE, AT)).due == (AFTER,)


@pytest.mark.parametrize("changes", [{"officer": OfficerId("another")}, {"version": 9}])
def test_another_holder_or_desk_starts_no_deadline_again(changes: dict[str, Any]) -> None:
    assert look(replace(FRESH, **changes), minutes(40), (BEFORE, AT)).due == ()


def test_the_next_deadline_has_reminders_of_its_own() -> None:
    later = look(a_held_tip(), NOON + timedelta(hours=12), ALL)

    assert later.due == (Given(NOON, DeadlineKind.CLASSIFY, ReminderStage.BEFORE),)


def test_a_reopened_tip_is_reminded_of_again() -> None:
    back = NOON + timedelta(days=30)
    given = tuple(Given(NOON, DeadlineKind.CLASSIFY, stage) for stage in ReminderStage)

    found = look(a_held_tip(since=back), back + timedelta(hours=24), given)

    assert [one.stage for one in found.due] == [ReminderStage.BEFORE, ReminderStage.AT]


def test_a_legal_deadline_is_announced_three_days_ahead() -> None:
    checking = a_held_tip(status=Status.CHECKING)
    ends = datetime.fromisoformat("2026-04-02T00:00+07:00")

    assert look(checking, NOON, ()).again == ends - timedelta(hours=72)


def test_an_extension_moves_the_reminders() -> None:
    ends = datetime.fromisoformat("2026-04-02T00:00+07:00")
    extended = a_held_tip(status=Status.CHECKING, extensions=1)

    assert look(extended, ends, ()).due == ()


def test_the_settings_say_how_early() -> None:
    early = a_tip(terms=replace(STANDARD, remind_percent=90))

    assert look(early, minutes(3), ()).due == (BEFORE,)


def test_a_closed_tip_is_left_alone() -> None:
    over = a_held_tip(status=Status.CLOSED, closed_at=NOON)

    assert look(over, NOON + timedelta(days=900), ()) == look(over, NOON, ())
    assert look(over, NOON, ()).again is None
    assert not still_runs(over, BEFORE)


def test_a_raised_urgency_is_noticed_at_once() -> None:
    calm = a_tip(urgency=Urgency.NORMAL)

    assert look(calm, minutes(20), ()).due == ()
    assert look(replace(calm, urgency=Urgency.CRITICAL), minutes(20), ()).due == ALL


# --- to whom -----------------------------------------------------------------------------------

HOLDER, ON_DUTY, AT_HOME = an_officer("Giữ"), an_officer("Trực"), an_officer("Nghỉ")
CHIEF = an_officer("Chỉ huy", role=Role.COMMANDER)
EVERYBODY = (HOLDER, ON_DUTY, AT_HOME, CHIEF)
BUSY = Watch(frozenset({ON_DUTY.id}), has_commander=True)


@pytest.mark.parametrize(
    ("stage", "held", "watch", "told"),
    [
        (ReminderStage.BEFORE, True, BUSY, {HOLDER}),
        (ReminderStage.BEFORE, False, BUSY, {ON_DUTY}),
        (ReminderStage.BEFORE, False, Watch(has_commander=True), set(EVERYBODY)),
        (ReminderStage.BEFORE, False, Watch(), set(EVERYBODY)),
        (ReminderStage.AT, True, BUSY, {CHIEF}),
        (ReminderStage.AT, False, Watch(frozenset({ON_DUTY.id})), {ON_DUTY}),
        (ReminderStage.AT, False, Watch(), set(EVERYBODY)),
        (ReminderStage.AT, True, Watch(has_commander=True), set(EVERYBODY)),
        (ReminderStage.AFTER, True, BUSY, {ON_DUTY}),
        (ReminderStage.AFTER, True, Watch(has_commander=True), set(EVERYBODY)),
    ],
)
def test_the_right_people_are_told(
    stage: ReminderStage, held: bool, watch: Watch, told: set[Any]
) -> None:
    one = a_reminder(stage=stage, officer=HOLDER.id if held else None)

    assert {officer for officer in EVERYBODY if is_for(one, officer, watch)} == told


def test_only_the_latest_stage_of_a_tip_is_shown() -> None:
    both = [a_reminder(stage=ReminderStage.AT), a_reminder(stage=ReminderStage.BEFORE)]
    other = a_reminder(code=Code("B2B-222"), due_at=minutes(1))

    assert newest([*both, other]) == (other, both[0])


# --- in what words ------------------------------------------------------------------------------


def test_a_message_says_code_kind_and_clock() -> None:
    said = words([a_reminder(stage=ReminderStage.BEFORE)], ["Trực ban 1", "Trực ban 2"])

    assert said.splitlines() == [
        "⏰ Sắp đến hạn",
        "◔ K7Q-204 · Ma túy · hạn nhận tin: 12:30, 12/3",
        "Đang trực: Trực ban 1, Trực ban 2",
    ]


@pytest.mark.parametrize(
    ("stage", "last"),
    [
        (ReminderStage.BEFORE, "Lịch trực đang trống: mời cả bàn trực xem."),
        (ReminderStage.AT, "Mời chỉ huy xem."),
        (ReminderStage.AFTER, "Lịch trực đang trống: mời cả bàn trực xem."),
    ],
)
def test_a_message_says_whose_turn_it_is(stage: ReminderStage, last: str) -> None:
    assert words([a_reminder(stage=stage)], []).splitlines()[-1] == last


def test_a_held_tip_names_its_holder() -> None:
    held = a_reminder(stage=ReminderStage.BEFORE, officer=HOLDER.id, officer_label="Giữ")

    assert words([held], ["Trực"]).endswith("Người giữ: Giữ")


def test_the_province_reads_whose_tips_are_late() -> None:
    said = words([a_reminder(stage=ReminderStage.AFTER)], [])

    assert said.startswith("⏰ Quá hạn ở Công an phường Bến Thành")


def test_many_late_tips_are_one_message_that_fits() -> None:
    many = [a_reminder(code=Code(f"A1A-{n}")) for n in range(500)]

    said = words(many, [])

    assert len(said) < 2_000
    assert f"… và {500 - LISTED} tin khác" in said


def test_no_word_of_the_story_is_in_a_reminder() -> None:
    fields = set(Reminder.__dataclass_fields__)

    assert not fields & {"story", "gist", "place", "report", "lines"}
    assert isinstance(FRESH, Tip)
