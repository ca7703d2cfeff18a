"""The number of a hamlet does not take the ward's name with it."""

import pytest

from communes.atlas import Atlas
from tests.communes.answers import routed


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("Tổ 4 Trường Xuân, Đắk Song, Đắk Nông", "Trường Xuân"),
        ("thôn 7 Hòa Thắng, Buôn Ma Thuột", "Tân Lập"),
        ("Cụm 3 Song Phượng, Đan Phượng, Hà Nội", "Đan Phượng"),
        ("khu phố 2 Trảng Dài, Biên Hòa", "Trảng Dài"),
        ("ấp 5A Hiệp Phước, Nhà Bè", "Hiệp Phước"),
        ("tổ dân phố 11 Quyết Thắng, Thái Nguyên", "Quyết Thắng"),
        ("đội 9 Hải Xuân, Hải Hậu, Nam Định", "Hải Xuân"),
        ("xóm 6 xã Ninh Mỹ, Hoa Lư", "Hoa Lư"),
        ("kp4 Linh Xuân, Thủ Đức", "Linh Xuân"),
    ],
)
def test_a_numbered_hamlet_leaves_the_ward_its_name(atlas: Atlas, said: str, commune: str) -> None:
    assert routed(atlas.resolve(said)) == commune


@pytest.mark.parametrize(
    "said", ["thôn Bình Minh, xã Ea Ktur", "ấp Hòa Bình xã Ea Ktur", "buôn Tân Lập, xã Ea Ktur"]
)
def test_a_named_hamlet_is_no_commune(atlas: Atlas, said: str) -> None:
    assert routed(atlas.resolve(said)) == "Ea Ktur"


def test_a_house_number_still_takes_its_street(atlas: Atlas) -> None:
    assert routed(atlas.resolve("số 18 Hòa Bình, phường Tân Định, quận 1")) == "Tân Định"
