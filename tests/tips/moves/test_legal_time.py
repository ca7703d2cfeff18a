"""Extensions name the decision that allows them, say the new date, and can be undone."""

from datetime import timedelta

import pytest

from desks.desk import Role
from tests.builders import NOON, a_held_tip, an_officer
from tests.pressing import DECISION
from tips.errors import ExtendedEnough, ExtensionUnfounded, MoveNotAllowed
from tips.moves.authority import authority_in
from tips.moves.base import Decision, Press
from tips.moves.change import Change
from tips.moves.legal_time import extend, foretell_extension, foretell_shortening, shorten
from tips.moves.offered import allowed_moves
from tips.tip import Status, Tip

ME, COMMANDER = an_officer(), an_officer("Chỉ huy", role=Role.COMMANDER)


def pressed(decide: Decision, tip: Tip) -> Change:
    change = decide(tip, Press(ME, "press 1", NOON + timedelta(days=3)))
    assert change is not None
    return change


@pytest.mark.parametrize(
    "words",
    [
        DECISION,
        "Quyết định số 45/QĐ-CSĐT ngày 12/3/2026 của Thủ trưởng Cơ quan CSĐT",
        "số 45, ngày 15 tháng 3 năm 2026, VKSND khu vực 1. Chờ kết quả giám định",
        "45/QĐ 14.03.2026 Phó Viện trưởng Nguyễn Văn A",
    ],
)
def test_number_day_and_name_allow_an_extension(words: str) -> None:
    assert pressed(extend(words), a_held_tip()).extensions == 1


@pytest.mark.parametrize(
    "words",
    [
        "Chờ kết quả giám định",
        "ngày 12/3/2026, Thủ trưởng Cơ quan CSĐT",  # no number
        "45/QĐ-CSĐT, Thủ trưởng Cơ quan CSĐT",  # no day
        "Quyết định số 45/QĐ-CSĐT ngày 12/3/2026",  # nobody's
        "45/QĐ-CSĐT, 31/2/2026, Thủ trưởng Cơ quan CSĐT",
        "45/QĐ-CSĐT, 11/3/2026, Thủ trưởng Cơ quan CSĐT",  # before the tip
        "45/QĐ-CSĐT, 16/3/2026, Thủ trưởng Cơ quan CSĐT",  # tomorrow
    ],
)
def test_a_decision_that_is_not_whole_allows_none(words: str) -> None:
    with pytest.raises(ExtensionUnfounded):
        pressed(extend(words), a_held_tip())


def test_the_day_of_a_decision_is_not_taken_for_its_number() -> None:
    found = authority_in("Số 7, 12/3/2026, Thủ trưởng")

    assert found is not None
    assert (found.number, found.day.isoformat()) == ("Số 7", "2026-03-12")


def test_the_new_day_is_foretold_and_is_what_the_resident_is_told() -> None:
    tip = a_held_tip(status=Status.NEEDS_MORE)  # told on 12 March

    assert foretell_extension(tip) == "Hạn 1/4/2026 → 12/5/2026"
    assert pressed(extend(DECISION), tip).to_citizen == (
        "Việc giải quyết tin của bạn cần thêm thời gian, đến 12/5/2026.",
    )


def test_the_law_knows_two_extensions() -> None:
    with pytest.raises(ExtendedEnough):
        pressed(extend(DECISION), a_held_tip(extensions=2))


def test_an_extension_is_undone_and_the_resident_is_told_the_old_day() -> None:
    tip = a_held_tip(extensions=1)

    change = pressed(shorten("Nhầm tin"), tip)

    assert foretell_shortening(tip) == "Hạn 12/5/2026 → 1/4/2026"
    assert change.extensions == 0
    assert change.to_citizen == ("Thời hạn giải quyết tin của bạn được đặt lại: đến 1/4/2026.",)
    with pytest.raises(MoveNotAllowed):
        pressed(shorten("Nhầm tin"), a_held_tip())


def test_only_a_commander_may_undo_it() -> None:
    assert "shorten" not in allowed_moves(a_held_tip(extensions=1), ME)
    assert "shorten" in allowed_moves(a_held_tip(extensions=1), COMMANDER)
    assert "shorten" not in allowed_moves(a_held_tip(), COMMANDER)
    assert "extend" in allowed_moves(a_held_tip(), ME)
