"""Menus of the rarer moves: every button fits Telegram, every move has a ready reason."""

import pytest

from desks.desk import Code, OfficerId
from messages.message import Button
from tests.builders import NOON, a_commune, a_desk, a_held_tip, a_tip, an_officer
from tips.cards import cards
from tips.cards import more as cards_more
from tips.cards.more import SAID, every_button, more_menu, reason_of, reasons
from tips.moves.table import MOVES, rare_moves
from tips.tip import Status
from tips.triage.duplicates import Likely
from wording.catalogue import catalogue

ME = an_officer()
LONGEST = "f" * 32  # an officer's id
CODE = Code("K7Q-204")


def labels(buttons: tuple[Button, ...]) -> list[str]:
    return [button.label for button in buttons]


def every_menu() -> list[Button]:
    people = [an_officer("Trực ban 2", id=OfficerId(LONGEST))]
    gist = "Có nhóm người tụ tập mua bán ma túy sau chợ, tối nào cũng vậy"
    menus = [
        more_menu(a_held_tip(), ME, NOON),
        cards_more.colleagues("assign", CODE, people, ME),
        cards_more.desks("handover", CODE, [a_desk("79-PC04")], more=True),
        cards_more.communes("place", CODE, [a_commune()]),
        cards_more.twins("merge", CODE, [Likely(Code("K7Q-205"), 0.9, gist)]),
        cards_more.kinds("kind", a_tip()),
        cards_more.closings(cards_more.CLOSE_WITH, CODE),
        cards.menu(a_held_tip(status=Status.CHECKING), cards.STATUS),
        cards.menu(a_held_tip(), cards.CLOSE),
    ]
    menus += [reasons(move, CODE, LONGEST) for move in every_button()]
    return [button for menu in menus for button in menu]


def test_every_button_fits_what_telegram_takes() -> None:
    for button in every_menu():
        assert len(button.choice.encode()) <= 64, button.choice
        assert 0 < len(button.label) <= 64, button.label


WRITTEN = {"extend", "legal_hold", "remove", "mediate", "task"}  # always in an officer's own words


@pytest.mark.parametrize("move", sorted(set(every_button()) - SAID - WRITTEN))
def test_every_move_has_a_ready_reason_and_room_for_another(move: str) -> None:
    first, *_, last = reasons(move, CODE, "-")

    assert first.choice.endswith(":1")
    assert reason_of(move, "1") == first.label
    assert last.choice.endswith(":w")


@pytest.mark.parametrize("number", ["0", "9", "", "x", "1:1"])
def test_a_forged_reason_is_none(number: str) -> None:
    assert reason_of("assign", number) == ""


def test_the_menu_holds_what_this_officer_may_do_now() -> None:
    held = labels(more_menu(a_held_tip(), ME, NOON))

    assert held == [
        "Giao cho…",
        "Chuyển đơn vị…",
        "Gộp vào…",
        "Loại việc…",
        "Nơi xảy ra…",
        "Gia hạn…",
        "Tắt báo lời nhắn…",
        "Đề nghị từ chối (tin rác)…",
        "Giao việc tổ bảo vệ…",
    ]
    assert more_menu(a_held_tip(), an_officer("Khác"), NOON) == ()
    proposed = a_held_tip(spam_by=OfficerId("x"), muted=True)
    assert labels(more_menu(proposed, ME, NOON))[-3:-1] == [
        "Bật báo lời nhắn…",
        "Đồng ý từ chối (tin rác)…",
    ]


def test_a_merged_tip_may_be_taken_out_again() -> None:
    merged = a_tip(lead=Code("K7Q-201"))

    assert labels(cards.card_buttons(merged)) == ["Thêm…", "Chi tiết"]
    assert labels(more_menu(merged, ME, NOON)) == ["Tách khỏi tin đã gộp…"]


def test_every_sentence_of_the_menus_is_in_the_catalogue() -> None:
    known = catalogue()

    for move in every_button():
        assert f"moves.card_{move}" in known
        assert f"moves.why_{move}" in known
    for rare in rare_moves():
        assert {f"moves.page_{rare.name}", f"moves.page_{rare.name}_note"} <= set(known)
    assert {f"moves.action_{name}" for name in MOVES} <= set(known)
