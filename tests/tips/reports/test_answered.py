"""What counts as an answer in the register, and what stands as its result."""

from datetime import timedelta

from tests.builders import NOON, a_held_tip
from tests.fakes import FakePlaces
from tips.reports.register import Cell, Entry, Register, Stamp
from tips.tip import Author, Line, Status, Tip

LATER = NOON + timedelta(hours=5)
RECEIVED = Line(1, NOON, Author.SYSTEM, "Đã có cán bộ nhận tin.")
ASKED = Line(2, NOON, Author.DESK, "Xe màu gì?", "Trực ban 1")
FAREWELL = Line(3, LATER, Author.DESK, "Cảm ơn bạn, tổ tuần tra đã đến.", "Trực ban 1")
RESULT, ANSWERED = 14, 16


def cells(tip: Tip) -> tuple[Cell, ...]:
    return Register((), FakePlaces().directory, LATER).row(1, Entry(tip))


def test_that_somebody_has_it_is_no_answer_yet() -> None:
    assert cells(a_held_tip(lines=(RECEIVED,)))[ANSWERED] == ""


def test_a_persons_words_are_an_answer() -> None:
    row = cells(a_held_tip(lines=(RECEIVED, ASKED)))

    assert row[ANSWERED] == Stamp(NOON, "trang web")
    assert str(row[RESULT]).endswith("Đã viết cho người dân: “Xe màu gì?”")


def test_how_it_ended_is_an_answer_with_the_words_that_were_written() -> None:
    ended = {"status": Status.CLOSED, "closed_at": LATER, "closing_reason": "co_co_so_da_xu_ly"}
    silent = cells(a_held_tip(lines=(RECEIVED,), **ended))
    told = cells(a_held_tip(lines=(RECEIVED, ASKED, FAREWELL), **ended))

    assert silent[ANSWERED] == told[ANSWERED] == Stamp(LATER, "trang web")
    assert str(told[RESULT]).startswith(str(silent[RESULT]))
    assert "tổ tuần tra đã đến" in str(told[RESULT])


def test_what_was_refused_as_spam_was_not_answered() -> None:
    refused = {"status": Status.CLOSED, "closed_at": LATER, "closing_reason": "tin_rac"}

    assert cells(a_held_tip(lines=(RECEIVED,), **refused))[ANSWERED] == ""
