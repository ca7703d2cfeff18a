"""What an officer types in a group: which tip, which number. Numbers keep their meaning."""

import pytest

from handlers.zalo.groups.reply import begins_with_number, read_reply, take_button, take_number
from tests.builders import a_tip
from tips.cards.typed import EVERYDAY, RARE, number_of


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("K7Q-204 1", "K7Q-204", "1"),
        ("k7q204: 3 Xe màu gì?", "K7Q-204", "3 Xe màu gì?"),
        ("@OA Công an Xã Mẫu K7Q-204 1", "K7Q-204", "1"),
        ("@OA Công an Xã Mẫu 3 Xe màu gì?", "", "3 Xe màu gì?"),
        ("1", "", "1"),
        ("chiều nay họp", "", "chiều nay họp"),
    ],
)
def test_a_code_may_stand_at_the_head(typed: str, code: str, words: str) -> None:
    reply = read_reply(typed)

    assert (reply.code, reply.words) == (code, words)


@pytest.mark.parametrize(
    ("typed", "button", "rest"),
    [
        ("1", "claim", ""),
        ("số 3 2 người à?", "ask", "2 người à?"),
        ("3: Xe màu gì?", "ask", "Xe màu gì?"),
        ("5.2", "urgency", "2"),
        ("8.2 PC04: đúng chuyên môn", "handover", "PC04: đúng chuyên môn"),
        ("8 10 quảng cáo", "spam", "quảng cáo"),
        ("8", "more", ""),
        ("9", "detail", ""),
        ("Nhận", "claim", ""),
        ("nhan", "claim", ""),
        ("ghi chú: đã gọi", "note", " đã gọi"),
        ("nhận được rồi", "", "nhận được rồi"),
        ("12 người", "", "12 người"),
        ("", "", ""),
    ],
)
def test_a_move_is_meant_by_its_number_or_its_name(typed: str, button: str, rest: str) -> None:
    assert take_button(typed, a_tip()) == (button, rest)


@pytest.mark.parametrize("typed", ["2h sáng mai", "113-114", "3a", "không 1"])
def test_a_time_or_a_phone_is_no_number_of_a_menu(typed: str) -> None:
    assert not begins_with_number(typed)
    assert take_number(typed) == (0, typed)


def test_every_move_has_a_number_of_its_own() -> None:
    numbers = [number_of(name) for name in (*EVERYDAY, *RARE)]

    assert len(set(numbers)) == len(numbers)
    assert number_of("claim") == "1"  # officers know these by heart: new moves go to the end
    assert number_of("close") == "7"
    assert number_of("handover") == "8.2"
