"""The name of a province that is no more never becomes the commune that took it over."""

import pytest

from communes.atlas import Atlas
from tests.communes.answers import names, routed


@pytest.mark.parametrize(
    "said",
    ["tỉnh Phú Yên", "ở tỉnh Hải Dương cũ", "tỉnh bình dương", "tỉnh Lai Châu nha anh",
     "tinh hai duong", "tỉnh Bình Phước bây giờ là Đồng Nai", "Bạc Liêu", "tinh ha nam",
     "tỉnh Trà Vinh có sòng bạc",
     "tỉnh Bắc Giang nay nhập vào Bắc Ninh"],
)  # fmt: skip
def test_a_province_named_alone_is_no_commune(atlas: Atlas, said: str) -> None:
    found = atlas.resolve(said)

    assert found.ask
    assert found.province is not None


@pytest.mark.parametrize(
    ("said", "district"),
    [
        ("huyện Sơn Hòa, Phú Yên", "huyện Sơn Hòa"),
        ("huyện Thanh Miện, Hải Dương", "huyện Thanh Miện"),
        ("h. Đông Hưng, Thái Bình", "huyện Đông Hưng"),
        ("Việt Yên, Bắc Giang", "thị xã Việt Yên"),
        ("tp Hải Dương, Hải Dương", "thành phố Hải Dương"),
    ],
)
def test_behind_a_district_it_is_the_province(atlas: Atlas, said: str, district: str) -> None:
    found = atlas.resolve(said)

    assert found.reason == "district_only"
    assert all(district in each.evidence for each in found.found)


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("phường Phú Yên, Đắk Lắk", "Phú Yên"),
        ("phường Bạc Liêu, Cà Mau", "Bạc Liêu"),
        ("xã Khánh Hòa, thị xã Vĩnh Châu, Sóc Trăng", "Khánh Hòa"),
        ("Khánh Hòa, Vĩnh Châu, Sóc Trăng", "Khánh Hòa"),
    ],
)
def test_with_its_type_or_its_own_district_it_is_the_commune(
    atlas: Atlas, said: str, commune: str
) -> None:
    assert routed(atlas.resolve(said)) == commune


def test_a_type_word_does_not_begin_a_name_that_is_whole_without_it(atlas: Atlas) -> None:
    assert "Tịnh Bình" not in names(atlas.resolve("ở tỉnh Bình Định có lò rượu lậu"))


@pytest.mark.parametrize(
    ("said", "district"),
    [
        ("huyện Gò Công Tây, Tiền Giang", "huyện Gò Công Tây"),
        ("31 Nguyễn Đáng, Mỏ Cày Bắc, Bến Tre", "huyện Mỏ Cày Bắc"),
        ("ở huyện Ba Bể có sòng bạc", "huyện Ba Bể"),
        ("huyện Hà Quảng, Cao Bằng", "huyện Hà Quảng"),
    ],
)
def test_a_piece_of_a_districts_name_is_no_place_of_its_own(
    atlas: Atlas, said: str, district: str
) -> None:
    found = atlas.resolve(said)

    assert (found.ask, found.reason) == (True, "district_only")
    assert {each.evidence for each in found.found} == {f"thuộc {district} cũ"}


@pytest.mark.parametrize("said", ["tỉnh Trà Vinh có đường dây ma túy", "tỉnh Đắk Lắk cũ nhé anh"])
def test_a_piece_of_a_provinces_name_and_idle_words_make_no_commune(
    atlas: Atlas, said: str
) -> None:
    assert names(atlas.resolve(said)) == []
