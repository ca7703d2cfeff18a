"""What is not told to this line, what is a question, and what must never be lost by mistake."""

import pytest

from tests.tips.chatting import Citizen
from tips.conversation.draft import Stage
from tips.conversation.turn import CountOutOfScope

OUTSIDE = "hàng xóm xây tường lấn sang đất nhà tôi, hai bên tranh chấp ranh giới"
POLITICS = "chính sách của nhà nước sai, bộ trưởng kém, tôi phản đối"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("Tôi muốn khiếu nại giá điện tăng cao", "petition"), ("làm căn cước thế nào", "petition"),
     ("hai anh em tranh chấp đất thừa kế", "civil"), ("có người nói xấu chế độ", "politics")],
)  # fmt: skip
def test_out_of_scope_is_declined_counted_and_not_kept(typed: str, reason: str) -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.say(typed)

    assert citizen.effect() == CountOutOfScope(reason)
    assert "không được lưu" in citizen.read
    assert citizen.stage() is Stage.KIND
    assert citizen.kept().story == ""
    citizen.say("Tối qua có trộm vào nhà lấy xe")
    assert typed not in repr(citizen.kept())


def test_who_was_misread_says_so_by_one_press() -> None:
    citizen = Citizen()
    citizen.press("start")
    citizen.say(OUTSIDE)
    assert citizen.effect() == CountOutOfScope("civil")

    citizen.press("scope:crime")

    assert citizen.effect() is None
    assert citizen.kept().story == OUTSIDE
    assert citizen.stage() is not Stage.KIND


def test_words_that_were_declined_are_gone_with_the_next_ones() -> None:
    citizen = Citizen()
    citizen.press("start")
    citizen.say(OUTSIDE, "cảm ơn")

    citizen.press("scope:crime")

    assert citizen.kept().story == ""


def test_politics_is_declined_whatever_kind_was_chosen() -> None:
    citizen = Citizen()
    citizen.press("start")
    citizen.say(POLITICS)
    citizen.press("kind:khac", "back", "kind:trom_cap")

    citizen.say(POLITICS)

    assert citizen.effect() == CountOutOfScope("politics")


def test_what_may_be_outside_is_asked_and_neither_kept_nor_lost() -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.say("Chủ nhà không trả tiền cọc nhà, giấy tờ là đồ dởm")
    assert {"scope:crime", "scope:no"} <= set(citizen.choices)
    assert citizen.kept().story == ""
    citizen.press("scope:no")

    assert citizen.effect() == CountOutOfScope("civil")
    assert "không được lưu" in citizen.read


def test_who_is_asked_whether_it_is_a_crime_and_tells_it_has_said_both() -> None:
    citizen = Citizen()
    citizen.press("start")
    citizen.say("Chủ nhà không trả tiền cọc nhà, giấy tờ là đồ dởm")
    assert "scope:crime" in citizen.choices

    citizen.say("Tối qua ông ấy cầm dao dọa chém tôi ở trước cổng nhà")

    assert citizen.kept().story.startswith("Chủ nhà không trả tiền cọc")
    assert "cầm dao dọa chém" in citizen.kept().story


def test_other_words_after_that_question_leave_the_first_ones_behind() -> None:
    citizen = Citizen()
    citizen.press("start")
    citizen.say("Chủ nhà không trả tiền cọc nhà, giấy tờ là đồ dởm")

    citizen.say("cảm ơn nhé")

    assert citizen.kept().story == ""


@pytest.mark.parametrize(
    "asked",
    ["cho hỏi công an phường mấy giờ làm việc", "thứ 7 công an phường có làm việc không"],
)
def test_the_hours_of_an_office_are_no_paperwork(asked: str) -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.say(asked)

    assert "giấy tờ" not in citizen.read
    assert "scope:crime" not in citizen.choices
    assert citizen.kept().story == ""


def test_who_wants_to_die_is_answered_with_care_and_may_ask_for_an_officer() -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say("em không muốn sống nữa, em chuẩn bị thuốc rồi")
    assert "không phải chịu một mình" in read
    assert citizen.kept().story == ""
    assert "Bước" not in "".join(say.step for say in citizen.replies)
    citizen.press("crisis:help")

    assert citizen.kept().story == "em không muốn sống nữa, em chuẩn bị thuốc rồi"
    assert citizen.kept().urgent_words
    assert citizen.stage() is Stage.PLACE


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("báo ở đây có ai biết tên em không", "Không ai ở đây thấy tên"),
        ("đây có phải công an thật không", "không bao giờ hỏi OTP"),
        ("nhắn tin ở đây có mất phí không", "Không mất phí"),
        ("cho em hỏi làm căn cước ở đâu ạ", "Căn cước: làm ở công an xã"),
        ("em muốn báo tin", "bạn cứ kể"),
    ],
)
def test_a_question_is_answered_and_not_filed(typed: str, answer: str) -> None:
    citizen = Citizen()

    assert answer in citizen.say(typed)
    assert citizen.kept().story == ""


def test_a_crime_at_a_pagoda_is_a_tip() -> None:
    citizen = Citizen()

    citizen.say("Có người trộm hòm công đức ở chùa")

    assert citizen.effect() is None
    assert citizen.kept().kind == "trom_cap"


@pytest.mark.parametrize(
    "angry",
    ["lũ vô dụng, gọi 113 ba lần không ai bắt máy", "the police never answer the phone, useless"],
)
def test_who_called_in_vain_is_answered_and_not_filed(angry: str) -> None:
    citizen = Citizen()
    citizen.press("start")

    shown = citizen.say(angry)

    assert "số khẩn cấp" in shown or "emergency number" in shown
    assert citizen.kept().story == ""


def test_who_called_in_vain_and_is_in_danger_gets_the_number_first() -> None:
    citizen = Citizen()
    citizen.press("start")

    citizen.say("gọi 113 ba lần không ai bắt máy, nó đang cầm dao đứng trước cửa nhà tôi")

    assert "Gọi 113 ngay" in citizen.read
    assert "cầm dao" in citizen.kept().story
