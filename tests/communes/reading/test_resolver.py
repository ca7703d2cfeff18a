import pytest

from communes.atlas import Atlas
from communes.directory import ProvinceCode
from communes.resolution import Hint, Resolution

HO_CHI_MINH, HA_NOI = ProvinceCode("79"), ProvinceCode("01")


def codes(found: Resolution) -> list[str]:
    return [each.commune.code for each in found.found]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Phường Sài Gòn, Thành phố Hồ Chí Minh", "26740"),
        ("p ben nghe q1 sg", "26740"),
        ("PHƯỜNG BẾN NGHÉ, QUẬN 1", "26740"),
        ("quận 1, phường Bến Nghé", "26740"),
        ("xã Đàm Thủy, huyện Trùng Khánh, tỉnh Cao Bằng", "01501"),
        ("TânĐịnh, Quận1, TPHCM", "26737"),
        ("xax hats moon, thanhf phoos haf nooij", "09772"),
        ("phường Xầm Sơn, Thanh Hóa", "16531"),
        ("ngõ 24 phố Quang Trung, Phường Hai Bà Trưng, Hà Nội", "00256"),
    ],
)
def test_a_place_the_text_decides_is_routed(atlas: Atlas, said: str, code: str) -> None:
    found = atlas.resolve(said)

    assert codes(found)[0] == code
    assert not found.ask


def test_the_evidence_names_the_old_ward_and_its_district(atlas: Atlas) -> None:
    [best, *_] = atlas.resolve("phường Bến Nghé, quận 1").found

    assert best.evidence == "phường Bến Nghé cũ, quận 1"


def test_a_split_ward_is_asked_with_every_part_the_peopled_one_first(atlas: Atlas) -> None:
    found = atlas.resolve("Phường Ngọc Thụy, Quận Long Biên, Hà Nội")

    assert codes(found) == ["00118", "00097"]
    assert (found.ask, found.reason) == (True, "split")


def test_an_old_name_that_another_commune_bears_now_is_asked(atlas: Atlas) -> None:
    found = atlas.resolve("Phường Phú Mỹ, Thành phố Hồ Chí Minh")

    assert found.ask
    assert codes(found)[0] == "26704"
    assert {"27484", "27487"} <= set(codes(found))


def test_its_district_settles_which_of_the_two_was_meant(atlas: Atlas) -> None:
    found = atlas.resolve("Xã Hoài Đức, huyện Lâm Hà, tỉnh Lâm Đồng")

    assert not found.ask
    assert found.found[0].evidence.startswith("xã Hoài Đức cũ")


def test_a_district_alone_offers_its_communes(atlas: Atlas) -> None:
    found = atlas.resolve("Huyện Vĩnh Bảo, Hải Phòng")

    assert (found.ask, found.reason) == (True, "district_only")
    assert codes(found)[0] == "11824"
    assert len(found.found) == 5


@pytest.mark.parametrize("said", ["Tỉnh Thanh Hóa", "dak nong", "ở t.ninh thuan", "Thành phố Huế"])
def test_a_province_alone_offers_nothing_but_is_known(atlas: Atlas, said: str) -> None:
    found = atlas.resolve(said)

    assert (found.ask, found.found, found.reason) == (True, (), "province_only")
    assert found.province is not None


def test_a_landmark_alone_is_asked(atlas: Atlas) -> None:
    found = atlas.resolve("gần chợ Bến Thành")

    assert found.ask


def test_a_place_is_found_inside_a_story(atlas: Atlas) -> None:
    found = atlas.resolve(
        "Tối qua có tụ điểm ma túy gần chợ Bến Thành, p Bến Thành q1 sài gòn, khoảng 10 giờ đêm"
        " có mấy thanh niên đi xe máy ra vào liên tục, mong công an kiểm tra giúp bà con"
    )

    assert (codes(found), found.ask) == (["26743"], False)


@pytest.mark.parametrize(
    "story",
    [
        "Tối qua có hai thanh niên giật túi của mẹ tôi rồi chạy mất",
        "anh ấy tên Hòa, hay đi với anh Bình bán ma túy",
        "tôi thống nhất ý kiến với anh, mong khu xóm được bình yên",
        "người này tên Nguyễn Văn An, số tài khoản 0123456789",
        "con tôi bị rủ chơi tài xỉu, nợ mấy chục triệu, giờ phải làm sao",
        "xe máy biển số 29A1-123.45",
        "?",
        "",
    ],
)
def test_a_story_without_a_place_names_none(atlas: Atlas, story: str) -> None:
    assert atlas.resolve(story) == Resolution((), ask=True, reason="no_place")


@pytest.mark.parametrize(
    "said",
    ["Long Biên", "Tọ An, Đan Phượng, Hà Nội", "Khu B Chu Hoà, Việt Trì, Phú Thọ", "Hồ Gươm"],
)
def test_a_name_that_may_be_the_old_district_alone_is_asked(atlas: Atlas, said: str) -> None:
    assert atlas.resolve(said).ask


def test_a_province_in_a_story_is_known_and_no_commune_is_made_up(atlas: Atlas) -> None:
    found = atlas.resolve("tôi bị lừa đảo qua mạng mấy chục triệu, tôi đang ở Hà Nội")

    assert (found.found, found.province) == ((), HA_NOI)


@pytest.mark.parametrize(
    "said", ["phường 2 q.PN hcm", "xã Hải Ninh, TP Quảng Ninh", "hn, p. ô chợ dừa"]
)
def test_short_forms_of_districts_and_provinces_are_understood(atlas: Atlas, said: str) -> None:
    expected = {"phường 2 q.PN hcm": "27058", "xã Hải Ninh, TP Quảng Ninh": "06733"}
    found = atlas.resolve(said)

    assert codes(found)[0] == expected.get(said, "00190")


def test_a_street_named_after_a_place_is_only_a_street(atlas: Atlas) -> None:
    found = atlas.resolve("35 đường Hòa Bình, phường Tân Định, quận 1")

    assert codes(found) == ["26737"]


def test_two_places_in_one_sentence_are_asked(atlas: Atlas) -> None:
    found = atlas.resolve("từ phường Bến Nghé quận 1 chạy qua phường Võ Thị Sáu quận 3")

    assert found.ask
    assert len(found.found) > 1


def test_a_known_province_tips_the_balance(atlas: Atlas) -> None:
    without = atlas.resolve("Xã Vĩnh Lộc")
    with_hint = atlas.resolve("Xã Vĩnh Lộc", Hint(province=HO_CHI_MINH))

    assert without.ask
    assert (codes(with_hint)[0], with_hint.ask) == ("27601", False)


def test_a_last_position_tips_the_balance(atlas: Atlas) -> None:
    found = atlas.resolve("Xã Vĩnh Lộc", Hint(latitude=10.80, longitude=106.57))

    assert codes(found)[0] == "27601"


def test_a_hint_never_hides_a_place_elsewhere(atlas: Atlas) -> None:
    found = atlas.resolve("phường Bến Nghé, quận 1", Hint(province=HA_NOI))

    assert (codes(found), found.ask) == (["26740"], False)


def test_a_new_form_of_the_province_means_the_new_commune(atlas: Atlas) -> None:
    found = atlas.resolve("Phường Hố Nai, Thành phố Đồng Nai")

    assert (codes(found)[0], found.ask) == ("26005", False)


def test_at_most_five_are_offered(atlas: Atlas) -> None:
    assert len(atlas.resolve("phường Trần Phú").found) == 5


def test_the_reason_holds_no_word_of_the_text(atlas: Atlas) -> None:
    found = atlas.resolve("phường Bến Nghé, quận 1")

    assert found.reason.isascii()
    assert "nghe" not in found.reason
