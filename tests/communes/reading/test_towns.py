"""The type word counts: a town is the old town, a divided district is known by its old name."""

import pytest

from communes.atlas import Atlas
from tests.communes.answers import names, routed


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("tt Củ Chi", "Tân An Hội"),
        ("thị trấn Nghi Xuân, Hà Tĩnh", "Tiên Điền"),
        ("thị trấn Hương Canh, Bình Xuyên", "Bình Nguyên"),
        ("xã Củ Chi, Thành phố Hồ Chí Minh", "Củ Chi"),
    ],
)
def test_a_town_is_the_old_town_where_there_was_one(atlas: Atlas, said: str, commune: str) -> None:
    assert routed(atlas.resolve(said)) == commune


def test_a_divided_ward_is_asked_with_what_it_was_divided_into(atlas: Atlas) -> None:
    found = atlas.resolve("xã Cổ Nhuế, huyện Từ Liêm")

    assert (found.ask, found.reason) == (True, "split")
    assert {"Nghĩa Đô", "Xuân Đỉnh"} <= set(names(found))
    assert found.found[0].evidence == "phường Cổ Nhuế cũ, quận Bắc Từ Liêm"


def test_a_divided_district_offers_both_halves(atlas: Atlas) -> None:
    found = atlas.resolve("huyện Từ Liêm, Hà Nội")

    halves = {each.evidence for each in found.found}

    assert halves == {"thuộc quận Nam Từ Liêm cũ", "thuộc quận Bắc Từ Liêm cũ"}
