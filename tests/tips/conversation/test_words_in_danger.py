"""What is said first to who is threatened, and to who fears for another."""

import pytest

from tests.tips.chatting import Citizen
from tips.conversation.draft import Stage


def test_who_is_blackmailed_hears_what_to_do_and_is_not_sent_away_from_a_place() -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say("nó quay clip em rồi đòi 5 triệu không thì đăng lên mạng")

    assert "Bạn không có lỗi" in read
    assert "rời khỏi đó" not in read
    assert "đuổi theo" not in read
    assert not citizen.kept().express


def test_who_is_threatened_with_pictures_hears_it_where_no_number_is_due() -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say("em bị bạn trai cũ dọa tung ảnh nếu không quay lại")

    assert "Bạn không có lỗi" in read
    assert "đuổi theo" not in read


def test_two_words_of_fire_lead_straight_to_where() -> None:
    citizen = Citizen()
    citizen.press("start")

    assert "Gọi 114 ngay" in citizen.say("cháy rồi")
    assert citizen.stage() is Stage.PLACE


def test_a_kept_passport_is_never_turned_away_as_a_quarrel_about_wages() -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.say("my boss keeps my passport and does not pay me for three months")

    assert "scope:crime" in citizen.choices
    assert "was not kept" not in citizen.read


def test_who_is_beaten_at_home_is_told_to_keep_the_report_to_themselves() -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say("chồng đang đánh tôi, máu me đầy mặt, cứu với")

    assert read.startswith("Gọi 113 ngay")
    assert "đừng nói với người gây bạo lực là bạn đã báo tin" in read


def test_who_fears_for_a_friend_is_told_how_to_help() -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say("bạn thân em nhắn là muốn chết, em gọi không nghe máy")

    assert "Cảm ơn bạn đã nói ra vì người ấy" in read
    assert "crisis:help" in citizen.choices


def test_who_finds_a_body_calls_113_and_touches_nothing() -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say("em đi câu thấy xác người trôi dưới kênh")

    assert read.startswith("Gọi 113 ngay")
    assert "đừng chạm vào gì" in read
    assert "call:114" not in citizen.choices


def test_a_child_is_not_told_how_to_treat_a_child() -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say("chú ơi con 10 tuổi, dượng hay đánh con, tối nay mẹ đi làm con sợ lắm")

    assert "Bạn không có lỗi" in read
    assert "Không hỏi trẻ" not in read


def test_who_cannot_speak_is_told_that_writing_is_enough() -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say("tôi bị điếc, có người cầm dao đập cửa nhà tôi")

    assert "cứ nhắn tại đây" in read


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("em bị chồng đánh hoài, hôm qua nó bóp cổ em, em sợ lắm", "113"),
        ("ba con đánh mẹ con, con sợ quá", "111"),
    ],
)
def test_a_beaten_wife_is_not_sent_to_the_childrens_line_first(words: str, first: str) -> None:
    citizen = Citizen()
    citizen.press("start")

    assert citizen.say(words).startswith(f"Gọi {first} ngay")
