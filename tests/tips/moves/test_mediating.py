"""A quarrel given to the mediation group, decided without a database."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import NOON, a_held_tip, an_officer
from tips.errors import MoveNotAllowed, NotClaimed, WordsCopied
from tips.mediation import Matter, Mediation
from tips.moves.base import Press
from tips.moves.change import Change
from tips.moves.mediating import mediate
from tips.moves.offered import allowed_moves
from tips.tip import Author, KindId, Line, Report, Status, Tip, Urgency

ME = an_officer()
TOLD = "Nhà bà Tư số 7 mở nhạc tới khuya, con tôi học lớp 5 không ngủ được"
HELD = a_held_tip()
QUARREL = replace(
    HELD,
    urgency=Urgency.NORMAL,
    report=Report(KindId("khac"), TOLD, HELD.report.place, "tối qua"),
)
OWN_WORDS = "Hai nhà ở tổ 3 bất hòa vì tiếng ồn buổi tối."


def given(tip: Tip, words: str = OWN_WORDS, matter: str = Matter.NEIGHBOURS) -> Change:
    change = mediate(matter, words)(tip, Press(ME, "event 1", NOON))
    assert isinstance(change, Change)
    return change


def test_the_group_gets_the_officers_words_and_the_resident_is_told() -> None:
    change = given(QUARREL)

    assert change.mediation == Mediation(Matter.NEIGHBOURS, OWN_WORDS, date(2026, 3, 12))
    assert change.status is Status.PASSED_ON
    note, told = change.lines
    assert (note.author, told.author) == (Author.NOTE, Author.SYSTEM)
    assert OWN_WORDS in note.text
    assert OWN_WORDS not in change.to_citizen[0]
    assert "tổ hòa giải" in change.to_citizen[0]


@pytest.mark.parametrize(
    "words",
    [
        "Việc: nhà bà Tư số 7 mở nhạc tới khuya, đề nghị hòa giải.",
        "NHA BA TU SO 7 MO NHAC",
        "Hôm qua con tôi học lớp 5 không ngủ được.",
    ],
)
def test_a_residents_own_words_never_go_on_the_paper(words: str) -> None:
    with pytest.raises(WordsCopied):
        given(QUARREL, words)


def test_nor_what_they_said_later() -> None:
    later = Line(1, NOON, Author.CITIZEN, "hôm nay lại mở loa lúc mười một giờ")

    with pytest.raises(WordsCopied):
        given(replace(QUARREL, lines=(later,)), later.text)


@pytest.mark.parametrize("kind", ["ma_tuy", "bao_luc_gia_dinh", "trom_cap", "xam_hai_tre_em"])
def test_a_crime_is_never_mediated(kind: str) -> None:
    crime = replace(QUARREL, report=replace(QUARREL.report, kind=KindId(kind)))

    assert "mediate" in allowed_moves(QUARREL, ME)
    assert "mediate" not in allowed_moves(crime, ME)
    with pytest.raises(MoveNotAllowed):
        given(crime)


@pytest.mark.parametrize(
    "tip",
    [
        replace(QUARREL, urgency=Urgency.CRITICAL),
        replace(QUARREL, status=Status.CLOSED),
        replace(QUARREL, officer=None),
    ],
)
def test_danger_what_is_over_and_what_nobody_holds_wait(tip: Tip) -> None:
    with pytest.raises((MoveNotAllowed, NotClaimed)):
        given(tip)
