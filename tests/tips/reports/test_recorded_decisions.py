"""Taking a matter up is another body's decision: it is recorded, never made here."""

import pytest

from tests.builders import NOON, a_held_tip, an_officer
from tests.fakes import FakePlaces
from tips.errors import DecisionUnnamed, MoveNotAllowed
from tips.moves import desk_moves as moves
from tips.moves.base import Press
from tips.moves.change import Change, NewLine
from tips.moves.offered import allowed_statuses
from tips.reports.register import COLUMNS, Entry, Register, recorded
from tips.tip import Author, Line, Status, Tip

DECISION = "Cơ quan Cảnh sát điều tra, quyết định số 12 ngày 20/3"
PAPER = "PC04, phiếu chuyển số 7 ngày 13/3"
RESULT, WHERE = COLUMNS[14], COLUMNS[15]


def turned(tip: Tip, status: Status, reason: str = "") -> Change:
    change = moves.set_status(status, reason)(tip, Press(an_officer(), "event 1", NOON))
    assert change is not None
    return change


def after(tip: Tip, change: Change) -> Tip:
    lines = tuple(
        Line(number, NOON, one.author, one.text, one.officer)
        for number, one in enumerate(change.lines, start=1)
    )
    return a_held_tip(status=change.status, lines=(*tip.lines, *lines))


def in_the_register(tip: Tip, column: str) -> str:
    row = Register((), FakePlaces().directory, NOON).row(1, Entry(tip))
    return str(row[COLUMNS.index(column)])


@pytest.mark.parametrize("status", [Status.CHECKING, Status.PASSED_ON])
def test_taking_up_names_whose_decision_it_is(status: Status) -> None:
    tip = a_held_tip(status=status)

    for nothing in ("", "  \n"):
        with pytest.raises(DecisionUnnamed):
            turned(tip, Status.TAKEN_UP, nothing)
    change = turned(tip, Status.TAKEN_UP, DECISION)

    assert change.lines[0] == NewLine(Author.NOTE, f"Thụ lý: {DECISION}", "Trực ban 1")
    assert all(DECISION not in words for words in change.to_citizen)


def test_a_jump_is_refused_before_a_decision_is_asked_for() -> None:
    with pytest.raises(MoveNotAllowed):
        turned(a_held_tip(), Status.TAKEN_UP)


def test_taking_up_is_offered_before_its_decision_is_written() -> None:
    tip = a_held_tip(status=Status.PASSED_ON)

    assert Status.TAKEN_UP in allowed_statuses(tip, an_officer())


def test_the_register_says_where_it_went_and_under_which_number() -> None:
    tip = after(a_held_tip(), turned(a_held_tip(), Status.PASSED_ON, PAPER))

    assert in_the_register(tip, WHERE) == f"{PAPER}; 12:00 12/03/2026"
    assert recorded(tip, Status.TAKEN_UP) == ""


def test_the_register_says_who_took_it_up() -> None:
    before = a_held_tip(status=Status.CHECKING)
    tip = after(before, turned(before, Status.TAKEN_UP, DECISION))

    assert in_the_register(tip, RESULT) == f"Thụ lý: {DECISION}"


def test_without_a_paper_the_register_says_when_it_was_passed_on() -> None:
    tip = after(a_held_tip(), turned(a_held_tip(), Status.PASSED_ON))

    assert in_the_register(tip, WHERE) == "cơ quan có thẩm quyền; 12:00 12/03/2026"
