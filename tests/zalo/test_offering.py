"""Who asks for a way to hand in a file is given one; who tells of a file tells a story."""

import pytest

from handlers.zalo.offering import wants_to_send


@pytest.mark.parametrize(
    "words",
    ["gửi tệp", "Gui file", "Tôi muốn gửi video", "cho em gửi clip này được không ạ?",
     "gửi video cho công an bằng cách nào", "nộp tài liệu thế nào", "Send a video"],
)  # fmt: skip
def test_a_wish_to_send_a_file_is_heard(words: str) -> None:
    assert wants_to_send(words)


@pytest.mark.parametrize(
    "words",
    ["", "gửi tin", "xem tin", "Nó gửi clip nóng của tôi cho bạn bè để đòi tiền", "video",
     "Có người gửi file lạ vào máy cơ quan", "gửi video lên mạng bôi nhọ tôi"],
)  # fmt: skip
def test_a_story_with_a_file_in_it_stays_a_story(words: str) -> None:
    assert not wants_to_send(words)
