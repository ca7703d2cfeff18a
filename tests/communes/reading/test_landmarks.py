"""Landmarks everybody knows are offered with their communes, and never sent anywhere unasked."""

import csv
from collections import Counter

import pytest

from communes.artifact import Artifact
from communes.atlas import Atlas
from communes.directory import ProvinceCode
from communes.names.landmarks import SHIPPED
from tests.communes.answers import names, routed


def rows() -> list[dict[str, str]]:
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_province_has_landmarks_and_every_code_is_one_of_today(artifact: Artifact) -> None:
    directory = artifact.directory
    counted = Counter(row["province"] for row in rows())

    assert sum(counted.values()) >= 600
    assert set(counted) == set(directory.provinces)
    assert min(counted.values()) >= 8
    assert all(code in directory.communes for row in rows() for code in row["communes"].split())
    assert all(row["known_from"] for row in rows())


def test_the_communes_of_a_landmark_are_heirs_of_the_ward_it_is_known_from(
    artifact: Artifact,
) -> None:
    heirs = {
        (ward.parts[0].commune.province.code, f"{ward.full_name} cũ, {ward.district.full_name}"): {
            part.commune.code for part in ward.parts
        }
        for ward in artifact.former_wards
    }
    for row in rows():
        told = row["known_from"].removeprefix("thuộc ").split("; ")
        wards = [heirs.get((ProvinceCode(row["province"]), one), set()) for one in told]
        assert set().union(*wards) <= set(row["communes"].split()), row["name"]


def test_a_name_stands_for_one_landmark_only() -> None:
    told = Counter(n for row in rows() for n in [row["name"], *row["aliases"].split("|")] if n)

    assert [name for name, times in told.items() if times > 1] == []


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("gần Suối Tiên", "Tăng Nhơn Phú"),
        ("trước chợ Bến Thành", "Bến Thành"),
        ("bên hông bến xe miền tây nha", "An Lạc"),
        ("ben xe mien tay", "An Lạc"),
        ("cầu Rồng Đà Nẵng", "Hải Châu"),
        ("khu Phú Mỹ Hưng", "Tân Hưng"),
        ("KCN Sóng Thần", "Dĩ An"),
        ("ở hồ Gươm tối qua", "Hoàn Kiếm"),
        ("trên Cù Lao Chàm, Hội An", "Tân Hiệp"),
        ("cửa khẩu Mộc Bài", "Bến Cầu"),
        ("sau lưng Linh Đàm", "Hoàng Liệt"),
        ("KTX khu B đại học quốc gia", "Đông Hòa"),
        ("nga tu hang xanh", "Thạnh Mỹ Tây"),
        ("ngã tư Bình Phước", "Hiệp Bình"),
        ("trong Vincom Bà Triệu", "Hai Bà Trưng"),
        ("công viên Thống Nhất Hà Nội", "Hai Bà Trưng"),
        ("bến xe Miền Đông", "Bình Thạnh"),
    ],
)
def test_a_landmark_is_offered_first_and_asked(atlas: Atlas, said: str, commune: str) -> None:
    found = atlas.resolve(said)

    assert found.ask
    assert commune in names(found)[:2]


@pytest.mark.parametrize("row", rows()[::9], ids=lambda row: str(row["name"]))
def test_no_landmark_alone_is_ever_routed(atlas: Atlas, row: dict[str, str]) -> None:
    found = atlas.resolve(f"gần {row['name']}")

    assert found.ask
    assert set(row["communes"].split()) & {each.commune.code for each in found.found}


def test_beside_a_ward_that_is_written_out_a_landmark_changes_nothing(atlas: Atlas) -> None:
    found = atlas.resolve("đối diện chợ Bến Thành, phường Bến Thành, quận 1")

    assert routed(found) == "Bến Thành"


def test_a_landmark_puts_its_commune_first_in_the_district_it_stands_in(atlas: Atlas) -> None:
    found = atlas.resolve("quán nhậu gần chợ Bà Chiểu, Bình Thạnh, TP.HCM")

    assert (found.ask, names(found)[0]) == (True, "Gia Định")


def test_a_landmark_of_another_province_is_another_place(atlas: Atlas) -> None:
    found = atlas.resolve("gần chợ Bến Thành, tỉnh Cao Bằng")

    assert "Bến Thành" not in names(found)


def test_other_diacritics_are_another_name(atlas: Atlas) -> None:
    assert names(atlas.resolve("cho Hàn mượn xe")) == []


@pytest.mark.parametrize(
    "said", ["mua cho con", "em chua thay ai", "no den do roi", "thang linh dam"]
)
def test_everyday_words_without_diacritics_are_no_landmark(atlas: Atlas, said: str) -> None:
    assert names(atlas.resolve(said)) == []
