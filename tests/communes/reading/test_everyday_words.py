"""Words of crime and of daily life are no places, however much like a village they sound."""

import pytest

from communes.atlas import Atlas
from communes.everyday import is_everyday
from communes.resolution import Resolution
from communes.text import read
from tests.communes.answers import names, routed


@pytest.mark.parametrize(
    "story",
    [
        "nhà đó mở sòng bạc cả tuần nay",
        "quán karaoke trá hình chứa gái mại dâm",
        "hai nhóm đánh nhau bằng mã tấu",
        "nó đòi tiền phòng rồi giữ giấy tờ của em",
        "nhan vien dua khach len tai phong",
        "họ tàng trữ hàng đá trong nhà trọ",
        "bọn cho vay nặng lãi xiết nợ ầm ĩ suốt ngày",
        "tai khoan cua no lua dao nhieu nguoi",
        "thanh niên nẹt pô, bốc đầu, gây rối trật tự",
        "ai sẽ là người đọc tin của tôi, lãnh đạo hay trực ban",
        "người cũ dọa đăng clip riêng tư nếu em không quay lại và đưa 20 triệu",
        "three men are beating a boy outside my window, he hurt himself in the park",
    ],
)
def test_a_story_of_crime_without_a_place_names_none(atlas: Atlas, story: str) -> None:
    assert atlas.resolve(story) == Resolution()


@pytest.mark.parametrize(
    ("story", "commune"),
    [
        ("quán này chứa gái mại dâm, ở xã Bà Điểm, Hóc Môn", "Bà Điểm"),
        ("sòng bạc nằm trong phường Tân Định, quận 1", "Tân Định"),
        ("xã Mái Dầm, Châu Thành, Hậu Giang có đánh nhau", "Châu Thành"),
    ],
)
def test_the_place_beside_them_is_still_found(atlas: Atlas, story: str, commune: str) -> None:
    assert routed(atlas.resolve(story)) == commune


@pytest.mark.parametrize(
    "story",
    ["tỉnh Gia Lai có nhà chứa gái", "ở thành phố Huế có sòng bạc"],
)
def test_beside_a_province_they_make_no_commune_of_it(atlas: Atlas, story: str) -> None:
    found = atlas.resolve(story)

    assert (names(found), found.province is not None) == ([], True)


def test_a_phrase_spelt_with_other_marks_is_another_word() -> None:
    assert is_everyday(*read("mại dâm"))
    assert not is_everyday(*read("mái dầm"))
    assert is_everyday(*read("mai dam"))
