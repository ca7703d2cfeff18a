"""A street, a hamlet or a number in an old district is not its namesake of today."""

import pytest

from communes.atlas import Atlas
from communes.directory import ProvinceCode
from communes.resolution import Hint
from tests.communes.answers import names, routed


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("27 Thái Hà, Đống Đa, Hà Nội", "Đống Đa"),
        ("ngõ 8 Hồ Tùng Mậu, Cầu Giấy, Hà Nội", "Cầu Giấy"),
        ("hẻm 12 Lê Đức Thọ, Gò Vấp, HCM", "Gò Vấp"),
        ("112 Nơ Trang Long, Bình Thạnh, TP.HCM", "Bình Thạnh"),
        ("số 5 đường Trần Nhật Duật, Nha Trang, Khánh Hòa", "Nha Trang"),
        ("thôn 6, Cam Lâm, Khánh Hòa", "Cam Lâm"),
        ("đường Hùng Vương, Pleiku", "Pleiku"),
        ("xóm Đồng, Sóc Sơn, Hà Nội", "Sóc Sơn"),
        ("quán cà phê bờ kè, Đức Phổ, Quảng Ngãi", "Đức Phổ"),
        ("tiệm sửa xe gần chợ, Diên Khánh, Khánh Hòa", "Diên Khánh"),
        ("20 Thái Hà, Đống Đa có sòng bạc", "Đống Đa"),
        ("Hoài Nhơn, Bình Định", "Hoài Nhơn"),
        ("Châu Đức, Bà Rịa Vũng Tàu", "Châu Đức"),
        ("Thuận Châu, Sơn La", "Thuận Châu"),
    ],
)
def test_the_districts_communes_are_offered_its_namesake_first(
    atlas: Atlas, said: str, first: str
) -> None:
    found = atlas.resolve(said)

    assert (found.ask, found.reason) == (True, "district_only")
    assert names(found)[0] == first
    assert len(found.found) > 1


def test_a_district_whose_name_no_commune_of_it_bears_wins_over_a_ward_elsewhere(
    atlas: Atlas,
) -> None:
    found = atlas.resolve("Kỳ Sơn, Nghệ An")

    assert "Mường Xén" in names(found)


def test_a_piece_of_an_old_wards_name_puts_its_commune_first(atlas: Atlas) -> None:
    found = atlas.resolve("số 40 Đê La Thành, Chợ Dừa, Đống Đa, Hà Nội")

    assert names(found)[0] == "Ô Chợ Dừa"


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("xã Diên Khánh, Khánh Hòa", "Diên Khánh"),
        ("phường Đống Đa, Hà Nội", "Đống Đa"),
        ("Bình Nghi, Tây Sơn, Bình Định", "Tây Sơn"),
        ("Giồng Riềng, An Giang", "Giồng Riềng"),
        ("Phú Giáo, Thành phố Hồ Chí Minh", "Phú Giáo"),
        ("12 Hùng Vương, Hội An, Chợ Mới, An Giang", "Hội An"),
        ("Phú Quốc, An Giang", "Phú Quốc"),
        ("nhà em 45/2 đường số 8 linh xuân thủ đức", "Linh Xuân"),
        ("đường Phạm Văn Đồng quãng Hiệp Bình Chánh", "Hiệp Bình"),
    ],
)
def test_a_type_a_district_or_todays_map_settles_it(atlas: Atlas, said: str, commune: str) -> None:
    assert routed(atlas.resolve(said)) == commune


def test_a_street_beside_a_name_of_todays_map_is_asked_all_the_same(atlas: Atlas) -> None:
    found = atlas.resolve("hẻm 9 Mạc Cửu, Giồng Riềng, An Giang")

    assert (found.ask, names(found)[0]) == (True, "Giồng Riềng")


def test_a_known_province_does_not_settle_it(atlas: Atlas) -> None:
    found = atlas.resolve("27 Thái Hà, Đống Đa", Hint(province=ProvinceCode("01")))

    assert (found.ask, names(found)[0]) == (True, "Đống Đa")


def test_each_choice_says_what_district_it_belonged_to(atlas: Atlas) -> None:
    found = atlas.resolve("hẻm 12 Lê Đức Thọ, Gò Vấp, HCM")

    assert {each.evidence for each in found.found} == {"thuộc quận Gò Vấp cũ"}


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("đường Phạm Văn Thuận Biên Hòa", "phường Biên Hòa"),
        ("duong pham van thuan bien hoa", "phường Biên Hòa"),
        ("đường 30/4 Bạc Liêu", "phường Bạc Liêu"),
        ("chợ phiên Mèo Vạc", "xã Mèo Vạc"),
        ("đoạn giữa Dĩ An với Thủ Đức", "phường Thủ Đức"),
        ("quốc lộ 1 Bình Chánh", "xã Bình Chánh"),
        ("hẻm 5 phú lợi thủ dầu một", "phường Phú Lợi"),
        ("quốc lộ 1 khúc Bình Chánh", "xã Bình Chánh"),
        ("xe tải lạng lách trên quốc lộ 51 đoạn Long Thành", "phường Long Thành"),
        ("hôm qua tôi bị móc túi ở huyện củ chi mà không ai giúp", "xã Củ Chi"),
    ],
)
def test_a_street_and_a_district_without_a_comma_are_asked_about(
    atlas: Atlas, said: str, first: str
) -> None:
    found = atlas.resolve(said)

    assert found.ask
    assert found.reason in {"district_only", "district_told"}
    assert found.found[0].commune.full_name == first


@pytest.mark.parametrize("said", ["anh Nguyễn Hòa Bình", "chị Ngọc Hồi ăn trộm"])
def test_a_person_is_no_district(atlas: Atlas, said: str) -> None:
    assert not atlas.resolve(said).found


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("đường phạm văn thuận biên hòa tối nào cũng đua xe", "Biên Hòa"),
        ("ở gần trường nguyễn du hoàn kiếm có nhóm đánh bài", "Hoàn Kiếm"),
        ("o gan truong nguyen du hoan kiem co nhom danh bai an tien", "Hoàn Kiếm"),
        ("duong le van sy phu nhuan dem nao cung co may dua giat do", "Phú Nhuận"),
        ("em thay co nhom thanh nien tu tap duong phung hung ha dong ban ma tuy", "Hà Đông"),
        ("mấy bữa nay có sòng bạc sau chợ đêm đồng hới mong công an xử lý", "Đồng Hới"),
        ("có người bán ma túy công khai ở pleiku mong công an xử lý", "Pleiku"),
        ("tối qua có vụ cướp giật điện thoại ở quy nhơn đông người lắm", "Quy Nhơn"),
    ],
)
def test_a_street_or_a_preposition_tells_a_district_amid_a_story(
    atlas: Atlas, said: str, first: str
) -> None:
    found = atlas.resolve(said)

    assert (found.ask, found.reason) == (True, "district_told")
    assert names(found)[0] == first


@pytest.mark.parametrize(
    "said",
    [
        "bi vu ban ma tuy o xom em moi toi deu co",
        "luc nam gio sang tren duong nguyen du co danh nhau dong lam",
        "no gia lam can bo den nha thu tien cua ba con trong xom",
        "duong nguyen van linh di an dem ve gap cuop giat do",
        "đường nguyễn thanh bình tối nào cũng đua xe nẹt pô ầm ầm",
        "thằng đó quê ở quỳnh lưu vào đây trộm cắp hoài không ai bắt",
        "toi la quan ly nhan su cua tiktok can tuyen nhan vien online",
        "gần nhà em có chợ mới mở tối nào cũng có đánh nhau om sòm",
    ],
)
def test_words_of_every_day_are_no_district_amid_a_story(atlas: Atlas, said: str) -> None:
    assert atlas.resolve(said).reason != "district_told"


@pytest.mark.parametrize("said", ["đường 3/2 Cần Thơ", "duong 30/4 can tho", "đường số 9B Cần Thơ"])
def test_a_roads_number_is_its_whole_name(atlas: Atlas, said: str) -> None:
    found = atlas.resolve(said)

    assert (found.reason, found.province) == ("province_only", ProvinceCode("92"))
