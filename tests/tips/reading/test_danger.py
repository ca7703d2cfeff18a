"""Words of present danger bring the right number; everyday words do not."""

import pytest

from communes.spelling import fold
from tips.reading.danger import hear

NOW = [
    ("Đang đánh nhau ngoài chợ, đông lắm", "113"),
    ("Có dao, nó đang đuổi theo tôi", "113"),
    ("co nguoi cam dao truoc cua nha toi", "113"),
    ("Cứu tôi với", "113"),
    ("cuu em voi", "113"),
    ("Tôi bị nhốt trong phòng trọ", "113"),
    ("Nó dọa giết cả nhà tôi", "113"),
    ("Trộm đang ở trong nhà", "113"),
    ("Cháy nhà rồi, khói nhiều lắm", "114"),
    ("chay nha o dau hem", "114"),
    ("Có người mắc kẹt trên tầng 3", "114"),
    ("Mùi gas rất nồng", "114"),
    ("Một cháu bị đuối nước", "114"),
    ("Có người bất tỉnh, chảy máu đầu", "115"),
    ("Bạn ấy sốc thuốc, không thở", "115"),
    ("Ba tôi uống thuốc sâu", "115"),
    ("Cháu bé bị bố dượng đánh", "111"),
    ("Cô giáo bạo hành trẻ ở nhà trẻ", "111"),
    ("Help me, he has a knife", "113"),
    ("The house is on fire", "114"),
    ("There is a child being beaten, he is unconscious", "115"),
]
CALM = [
    "Tôi đang nghiên cứu về an ninh khu phố",
    "Quán bán chạy lắm, hàng cháy túi",
    "Xe đang chạy trên đường tránh thì bị kiểm tra",
    "xe dang chay tren duong thi bi kiem tra",
    "Có người bán ma túy ở quán cà phê",
    "Họ đánh bạc mỗi tối ở nhà văn hóa",
    "Tôi bị lừa 20 triệu qua mạng",
    "Kẻ trộm lấy mất con gà",
    "Tàu hút cát ban đêm",
    "Cô đào nương hát ở đình",
    "Có đạo lạ trong xóm",
    "Cứ tối đến là họ tụ tập",
    "Nhà nước cứu trợ bão lũ bị ăn chặn",
]


@pytest.mark.parametrize(("sentence", "number"), NOW)
def test_present_danger_brings_the_right_number(sentence: str, number: str) -> None:
    danger = hear(sentence)

    assert number in danger.numbers
    assert danger.present


@pytest.mark.parametrize(("sentence", "number"), NOW)
def test_it_is_heard_without_diacritics_and_in_capitals(sentence: str, number: str) -> None:
    assert number in hear(fold(sentence)).numbers
    assert number in hear(sentence.upper()).numbers


@pytest.mark.parametrize("sentence", CALM)
def test_everyday_words_raise_no_alarm(sentence: str) -> None:
    assert hear(sentence).numbers == ()


@pytest.mark.parametrize(
    "sentence", ["Hôm qua có đánh nhau, có dao", "tuần trước cháy nhà ở tổ 5", "last night a fire"]
)
def test_danger_of_the_past_still_shows_the_number_but_is_not_critical(sentence: str) -> None:
    danger = hear(sentence)

    assert danger.numbers
    assert not danger.present


def test_something_going_on_since_yesterday_is_present() -> None:
    assert hear("Từ hôm qua nó nhốt cháu bé, giờ đang đánh").present
