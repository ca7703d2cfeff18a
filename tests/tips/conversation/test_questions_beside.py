"""What people ask beside their tip: each question has its own answer, and none is filed."""

import pytest

from tests.tips.chatting import Citizen


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("lỡ tôi nói nhầm người ta thì có bị phạt không", "cố ý bịa chuyện"),
        ("tui có bị kêu lên phường làm chứng không", "ra làm chứng"),
        ("cho tôi gặp người thật được không", "Máy hỏi trước"),
        ("lỡ gửi rồi thì rút lại kiểu gì", "rút tin"),
        ("con tôi nghiện, gia đình phải làm sao", "cai nghiện tự nguyện"),
        ("chủ nhật bên đó có làm việc không", "trực ban cả ngày đêm"),
        ("báo tin có được thưởng tiền không", "không cần cho biết mình là ai"),
        ("what if I am wrong about it", "An honest mistake"),
    ],
)
def test_each_question_has_its_own_answer(asked: str, answered: str) -> None:
    citizen = Citizen()
    citizen.press("start")

    read = citizen.say(asked)

    assert answered in read
    assert citizen.kept().story == ""
