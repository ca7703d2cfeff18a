"""Time as residents write it."""

from datetime import UTC, datetime

import pytest

from tips.reading.when import answered, read_time

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)  # noon in Vietnam
JUST_PAST_MIDNIGHT = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)  # 00:30 on the 22nd in Vietnam

TOLD = [
    ("Tối qua nhà tôi bị trộm", "Tối qua (21/11/2026)"),
    ("toi qua nha toi bi trom", "toi qua (21/11/2026)"),
    ("Khoảng 10h đêm có tiếng cạy cửa", "Khoảng 10h đêm"),
    ("sáng nay lúc 6 giờ 30", "sáng nay lúc 6 giờ 30 (22/11/2026)"),
    ("Chuyện xảy ra thứ 7 tuần trước", "thứ 7 tuần trước (14/11/2026)"),
    ("chủ nhật vừa rồi có đua xe", "chủ nhật vừa rồi (15/11/2026)"),
    ("đang diễn ra ở nhà bên", "đang diễn ra"),
    ("ngay bây giờ họ đang cãi nhau", "đang diễn ra"),
    ("ngày 22/11 có hai người lạ", "ngày 22/11"),
    ("hôm 20-11-2026", "hôm 20-11-2026"),
    ("ngày 5 tháng 11 năm 2026", "ngày 5 tháng 11 năm 2026"),
    ("cách đây 2 tiếng", "cách đây 2 tiếng (~10:00 22/11/2026)"),
    ("3 ngày trước", "3 ngày trước (19/11/2026)"),
    ("đêm nào cũng tụ tập", "đêm nào cũng vậy"),
    ("tối nào cũng hát tới 12h đêm", "tối nào cũng vậy, 12h đêm"),
    ("cuoi tuan nao cung da ga", "cuoi tuan nao cung vay"),
    ("tụ tập tối t7 hàng tuần", "tối t7 hàng tuần"),
    ("cứu với, nó đang cầm dao rượt vợ ngoài đường", "đang diễn ra"),
    ("hôm 20/11 mẹ tôi chuyển tiền, bây giờ gọi lại không được", "hôm 20/11"),
    ("từ 22h đến 2h sáng", "từ 22h đến 2h sáng"),
    ("lúc 21:30", "lúc 21:30"),
    ("hôm kia", "hôm kia (20/11/2026)"),
    ("last night around 10 pm", "last night around 10 pm (21/11/2026)"),
    ("2 days ago", "2 days ago (20/11/2026)"),
    ("on last Saturday", "last Saturday (21/11/2026)"),
]
NO_TIME = [
    "Nó chặn số rồi, bây giờ gọi lại không được",
    "ở nhà ga T2 sân bay",
    "Tôi qua nhà bạn chơi thì thấy",
    "Nhà ở hẻm 12/5 đường Lê Lợi",
    "số 22/11 Trần Phú",
    "quán mở 24/7",
    "bán 1/2 ký",
    "giá 10.5 triệu",
    "có 10 người đi 5 xe",
    "gọi 113",
    "xã Năm Căn",
    "",
]


@pytest.mark.parametrize(("story", "when"), TOLD)
def test_the_time_of_a_story_is_found(story: str, when: str) -> None:
    assert read_time(story, NOON) == when


@pytest.mark.parametrize("story", NO_TIME)
def test_what_is_no_time_is_left_alone(story: str) -> None:
    assert read_time(story, NOON) is None


def test_yesterday_is_counted_in_vietnamese_time() -> None:
    assert read_time("hôm qua", JUST_PAST_MIDNIGHT) == "hôm qua (21/11/2026)"


def test_an_answer_keeps_the_citizens_words() -> None:
    assert answered("tầm chập tối, không nhớ rõ", NOON) == "tầm chập tối, không nhớ rõ"
    assert answered("hôm qua, chập tối", NOON) == "hôm qua, chập tối (21/11/2026)"
    assert answered("vẫn đang diễn ra", NOON) == "đang diễn ra"
    assert answered("mùng 2 tết", NOON) == "mùng 2 tết (âm lịch, 18/02/2026)"
    assert answered("vẫn đang cãi nhau to ở ngoài đường", NOON).startswith("đang diễn ra: vẫn")
