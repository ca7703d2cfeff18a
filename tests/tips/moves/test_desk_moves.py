"""What officers may do to a tip, decided without a database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desks.desk import Officer, Role
from desks.errors import EmptyWords, WordsTooLong
from tests.builders import NOON, a_held_tip, a_tip, an_officer
from tips.errors import AlreadyClaimed, MoveNotAllowed, NotClaimed
from tips.moves import desk_moves as moves
from tips.moves.base import CLAIM_LASTS, Decision, Press, must_not_disturb
from tips.moves.change import Change, NewLine
from tips.moves.offered import allowed_moves, allowed_statuses
from tips.moves.table import MOVES
from tips.statuses import CLOSING_REASONS
from tips.tip import Author, KindId, Status, Tip, Urgency

ME, COLLEAGUE = an_officer(), an_officer("Trực ban 2")
COMMANDER = an_officer("Chỉ huy", role=Role.COMMANDER)
LAPSES = NOON + CLAIM_LASTS


def pressed(decide: Decision, tip: Tip, by: Officer = ME) -> Change:
    change = decide(tip, Press(by, "event 1", NOON))
    assert change is not None
    return change


def test_claiming_a_new_tip_starts_its_classification_and_tells_the_citizen() -> None:
    change = pressed(moves.claim, a_tip())

    assert (change.holder, change.status) == (ME.id, Status.CLASSIFYING)
    assert change.acknowledged_at == NOON
    assert change.to_citizen == ("Cán bộ đã nhận tin của bạn.",)
    assert change.lines == (NewLine(Author.SYSTEM, "Cán bộ đã nhận tin của bạn."),)


def test_a_second_officer_cannot_claim_and_is_told_who_has_it() -> None:
    with pytest.raises(AlreadyClaimed) as refusal:
        pressed(moves.claim, a_held_tip(), COLLEAGUE)

    assert refusal.value.holder == "Trực ban 1"


@pytest.mark.parametrize("before", [timedelta(microseconds=1), timedelta(hours=1)])
def test_until_the_moment_it_lapses_a_claim_is_its_holders(before: timedelta) -> None:
    held, press = a_held_tip(held_since=NOON), Press(COLLEAGUE, "event 1", LAPSES - before)

    for refused in (moves.claim, must_not_disturb):
        with pytest.raises(AlreadyClaimed):
            refused(held, press)


@pytest.mark.parametrize("after", [timedelta(0), timedelta(hours=1)])
def test_from_the_moment_it_lapses_a_colleague_may_take_it(after: timedelta) -> None:
    held, press = a_held_tip(held_since=NOON), Press(COLLEAGUE, "event 1", LAPSES + after)

    change = moves.claim(held, press)
    must_not_disturb(held, press)

    assert change is not None
    assert change.holder == COLLEAGUE.id


def test_claiming_what_one_holds_already_changes_nothing() -> None:
    assert moves.claim(a_held_tip(), Press(ME, "event 1", NOON)) is None


def test_taking_over_from_a_colleague_is_not_announced_again() -> None:
    given_back = a_held_tip(officer=None, officer_label="", status=Status.CHECKING)

    change = pressed(moves.claim, given_back, COLLEAGUE)

    assert (change.holder, change.status) == (COLLEAGUE.id, Status.CHECKING)
    assert change.to_citizen == ()
    assert change.acknowledged_at == given_back.acknowledged_at


def test_releasing_gives_the_tip_back_and_keeps_its_status() -> None:
    change = pressed(moves.release, a_held_tip(status=Status.CHECKING))

    assert (change.holder, change.status) == (None, Status.CHECKING)
    assert change.to_citizen == ()


def test_only_the_holder_or_a_commander_releases() -> None:
    with pytest.raises(AlreadyClaimed):
        pressed(moves.release, a_held_tip(), COLLEAGUE)

    assert pressed(moves.release, a_held_tip(), COMMANDER).holder is None


def test_nothing_is_released_that_nobody_holds() -> None:
    for officer in (ME, COMMANDER):
        with pytest.raises(NotClaimed):
            pressed(moves.release, a_tip(), officer)


def test_a_question_reaches_the_citizen_word_for_word() -> None:
    change = pressed(moves.ask("  Xe màu gì ạ?  "), a_held_tip(unread=True))

    assert change.to_citizen == ("Xe màu gì ạ?",)
    assert change.lines == (NewLine(Author.DESK, "Xe màu gì ạ?", "Trực ban 1"),)
    assert change.asks
    assert change.answers_citizen
    assert change.status is Status.NEEDS_MORE


@pytest.mark.parametrize("status", [Status.NEEDS_MORE, Status.PASSED_ON, Status.TAKEN_UP])
def test_a_question_leaves_a_status_that_cannot_wait_for_an_answer(status: Status) -> None:
    assert pressed(moves.ask("Mấy giờ?"), a_held_tip(status=status)).status is status


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b\u202e", "\ud800"])
def test_a_question_without_visible_words_is_refused(words: str) -> None:
    with pytest.raises(EmptyWords):
        pressed(moves.ask(words), a_held_tip())
    with pytest.raises(EmptyWords):
        pressed(moves.note(words), a_held_tip())


def test_officers_words_fit_every_channel() -> None:
    assert pressed(moves.ask("a" * 1500), a_held_tip()).asks
    with pytest.raises(WordsTooLong) as refusal:
        pressed(moves.ask("a" * 1501), a_held_tip())
    assert refusal.value.limit == 1500


def test_asking_needs_the_tip_in_hand() -> None:
    with pytest.raises(NotClaimed):
        pressed(moves.ask("Mấy giờ?"), a_tip())
    with pytest.raises(AlreadyClaimed):
        pressed(moves.ask("Mấy giờ?"), a_held_tip(), COLLEAGUE)


def test_a_note_stays_at_the_desk() -> None:
    change = pressed(moves.note("Đã gọi tổ trưởng."), a_held_tip(unread=True), COLLEAGUE)

    assert change.lines == (NewLine(Author.NOTE, "Đã gọi tổ trưởng.", "Trực ban 2"),)
    assert change.to_citizen == ()
    assert not change.answers_citizen


def test_a_new_status_is_told_to_both_sides() -> None:
    change = pressed(moves.set_status(Status.CHECKING), a_held_tip())

    assert change.status is Status.CHECKING
    assert change.to_citizen == ("Đang kiểm tra, xác minh.",)
    assert change.lines == (NewLine(Author.SYSTEM, "Đang kiểm tra, xác minh."),)


def test_the_citizen_is_told_in_the_language_they_chose() -> None:
    change = pressed(moves.set_status(Status.CHECKING), a_held_tip(language="en"))

    assert change.to_citizen == ("Your tip is being checked.",)


def test_the_machine_refuses_a_jump() -> None:
    with pytest.raises(MoveNotAllowed):
        pressed(moves.set_status(Status.TAKEN_UP), a_held_tip())
    with pytest.raises(MoveNotAllowed):
        pressed(moves.set_status(Status.ARCHIVED), a_held_tip())


def test_a_status_alone_never_closes() -> None:
    with pytest.raises(MoveNotAllowed):
        pressed(moves.set_status(Status.CLOSED), a_held_tip())


def test_setting_the_status_it_has_changes_nothing() -> None:
    decide = moves.set_status(Status.CLASSIFYING)

    assert decide(a_held_tip(), Press(ME, "event 1", NOON)) is None


def test_urgency_is_raised_before_anybody_claims() -> None:
    change = pressed(moves.set_urgency(Urgency.CRITICAL), a_tip())

    assert (change.urgency, change.holder) == (Urgency.CRITICAL, None)
    assert change.lines == (NewLine(Author.NOTE, "Mức khẩn: Cao → Khẩn cấp", "Trực ban 1"),)
    assert change.to_citizen == ()


def test_a_colleague_does_not_change_the_urgency_of_a_held_tip() -> None:
    with pytest.raises(AlreadyClaimed):
        pressed(moves.set_urgency(Urgency.NORMAL), a_held_tip(), COLLEAGUE)


@pytest.mark.parametrize(
    "status",
    [
        Status.CLASSIFYING,
        Status.NEEDS_MORE,
        Status.CHECKING,
        Status.PASSED_ON,
        Status.TAKEN_UP,
    ],
)
def test_a_held_tip_can_be_closed_from_wherever_it_is(status: Status) -> None:
    change = pressed(moves.close("khong_co_co_so"), a_held_tip(status=status))

    assert (change.status, change.closed_at) == (Status.CLOSED, NOON)
    assert change.closing_reason == "khong_co_co_so"
    assert change.holder == ME.id


def test_closing_tells_the_outcome_and_the_officers_words_in_one_letter() -> None:
    change = pressed(moves.close("trung_lap", "Tổ dân phố đã biết."), a_held_tip())

    assert len(change.to_citizen) == 1
    assert change.to_citizen[0].endswith("\n\nTổ dân phố đã biết.")
    assert [line.author for line in change.lines] == [Author.SYSTEM, Author.DESK]


@pytest.mark.parametrize("reason", CLOSING_REASONS)
def test_a_letter_with_the_longest_words_still_fits_every_channel(reason: str) -> None:
    for language in ("vi", "en"):
        change = pressed(moves.close(reason, "a" * 1500), a_held_tip(language=language))
        assert len(change.to_citizen[0]) <= 1800


def test_closing_needs_a_known_reason_and_the_tip_in_hand() -> None:
    with pytest.raises(MoveNotAllowed):
        pressed(moves.close("vi_thich"), a_held_tip())
    with pytest.raises(NotClaimed):
        pressed(moves.close("trung_lap"), a_tip())
    with pytest.raises(WordsTooLong):
        pressed(moves.close("trung_lap", "a" * 1501), a_held_tip())


def closed(**changes: object) -> Tip:
    tip = a_held_tip(status=Status.CLOSED, closed_at=NOON, closing_reason="trung_lap")
    return replace(tip, **changes)  # type: ignore[arg-type]


def test_any_colleague_reopens_a_closed_tip_and_holds_it_then() -> None:
    change = pressed(moves.set_status(Status.CLASSIFYING), closed(), COLLEAGUE)

    assert (change.action, change.holder) == ("reopen", COLLEAGUE.id)
    assert (change.closed_at, change.closing_reason) == (None, None)
    assert change.to_citizen == ("Đang phân loại.",)


def test_archiving_keeps_the_outcome_and_does_not_bother_the_citizen() -> None:
    change = pressed(moves.set_status(Status.ARCHIVED), closed())

    assert (change.status, change.closing_reason) == (Status.ARCHIVED, "trung_lap")
    assert change.to_citizen == ()


def test_a_closed_tip_takes_no_other_move_than_a_note() -> None:
    for decide in (
        moves.claim,
        moves.release,
        moves.ask("Mấy giờ?"),
        moves.set_urgency(Urgency.NORMAL),
        moves.close("trung_lap"),
    ):
        with pytest.raises(MoveNotAllowed):
            pressed(decide, closed())
    assert pressed(moves.note("Xem lại sau."), closed()).lines


def everyday_moves(tip: Tip, officer: Officer) -> tuple[str, ...]:
    return tuple(name for name in allowed_moves(tip, officer) if not MOVES[name].is_rare)


def test_pages_offer_what_the_rules_would_take() -> None:
    held = ("release", "ask", "note", "urgency", "status", "close")

    assert everyday_moves(a_tip(), ME) == ("claim", "note", "urgency")
    assert everyday_moves(a_held_tip(), ME) == held
    assert everyday_moves(a_held_tip(), COLLEAGUE) == ("note",)
    assert everyday_moves(a_held_tip(), COMMANDER) == ("release", "note", "urgency")
    assert everyday_moves(closed(), COLLEAGUE) == ("note", "status")
    assert everyday_moves(closed(status=Status.ARCHIVED), ME) == ()


def test_pages_offer_the_statuses_of_the_machine_but_not_closing() -> None:
    assert allowed_statuses(a_held_tip(), ME) == (
        Status.NEEDS_MORE,
        Status.CHECKING,
        Status.PASSED_ON,
    )
    assert allowed_statuses(a_held_tip(), COLLEAGUE) == ()
    assert allowed_statuses(closed(), COLLEAGUE) == (Status.ARCHIVED, Status.CLASSIFYING)


@pytest.mark.parametrize("kind", ["khac", "ma_tuy"])
def test_the_kind_of_every_tip_may_be_corrected(kind: str) -> None:
    tip = a_held_tip()
    tip = replace(tip, report=replace(tip.report, kind=KindId(kind)))

    assert "kind" in allowed_moves(tip, ME)
