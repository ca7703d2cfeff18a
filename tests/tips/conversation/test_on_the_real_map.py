"""The same talk, with the communes of today."""

import pytest

from communes.atlas import Atlas, load
from tests.tips.chatting import Citizen
from tips.conversation.draft import Stage


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load()


@pytest.mark.parametrize(
    ("typed", "commune"),
    [
        ("gần chợ Bến Thành, phường Bến Thành, quận 1", "26743"),
        ("phuong ben thanh tphcm", "26743"),
        ("phường Bến Nghé, quận 1, TP.HCM", "26740"),
    ],
)
def test_a_typed_place_is_found(atlas: Atlas, typed: str, commune: str) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", typed)

    assert citizen.place().commune == commune
    assert citizen.stage() is Stage.WHEN


def test_a_name_of_many_places_is_asked_about(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", "xã Minh Tân")

    assert citizen.stage() is Stage.PLACE_PICK
    assert "cũ" in citizen.read
    assert len(citizen.labels) <= 7


def test_every_page_of_every_province_can_be_turned(atlas: Atlas) -> None:
    for province in atlas.directory.provinces:
        citizen = Citizen(places=atlas)
        citizen.press("start", "kind:khac")
        citizen.say("Việc lạ trong xóm")
        citizen.press("pv", f"pv:{province}")
        seen = set(citizen.choices)
        for page in range(1, 40):
            if f"pp:{province}:{page}" not in citizen.choices:
                break
            citizen.press(f"pp:{province}:{page}")
            seen |= set(citizen.choices)

        communes = {f"pl:{commune.code}" for commune in atlas.directory.in_province(province)}
        assert communes <= seen


def test_a_story_without_a_place_is_not_given_one(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)

    citizen.say("Tôi vừa bị lừa 20 triệu vì chuyển khoản cho người lạ", "đúng")

    assert citizen.stage() is Stage.PLACE


@pytest.mark.parametrize(
    "story",
    [
        "Mất con gà",
        "tôi thấy người ngoài hành tinh bán ma túy",
        "o xom em cuoi tuan nao cung da ga an tien dong lam",
        "Xe tải đổ trộm nước thải xuống sông Nhuệ lúc nửa đêm",
        "Có người lạ thuê trọ không khai báo, hay đi đêm",
        "bọn bảo kê thu tiền ở chợ đầu mối Long Biên",
        "họ dụ tôi nạp tiền vào tài khoản Vietcombank tên Tran Van Binh, bị lừa 50 triệu",
        "ở sau chợ Bến Thành có người bán ma túy",
        "số điện thoại công an phường là gì vậy, tôi bị trộm",
    ],
)
def test_words_that_only_look_like_a_place_are_not_offered(atlas: Atlas, story: str) -> None:
    citizen = Citizen(places=atlas)

    citizen.say(story)
    if citizen.stage() in {Stage.KIND, Stage.CONFIRM_KIND}:
        citizen.press("kind:khac")

    assert citizen.stage() is Stage.PLACE
    assert citizen.kept().province is None


@pytest.mark.parametrize(
    "story",
    [
        "Nhà tôi ở Thủ Đức bị mất xe",
        "Ở quận 12 có tụ điểm ma túy",
        "o phuong ben thanh co an trom",
        "thị trấn Củ Chi có sòng bạc",
    ],
)
def test_a_place_that_a_story_names_is_offered(atlas: Atlas, story: str) -> None:
    citizen = Citizen(places=atlas)

    citizen.say(story, "đúng")

    assert citizen.stage() is Stage.PLACE_PICK


def test_a_province_that_a_story_names_is_remembered(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)

    citizen.say("gần chợ Long Biên, Hà Nội có nhóm bảo kê", "đúng")

    assert (citizen.stage(), citizen.kept().province) == (Stage.PLACE, "01")


@pytest.mark.parametrize("typed", ["gần chợ Bến Thành", "gần Dinh Độc Lập", "ở ngoài đường"])
def test_a_landmark_alone_leads_to_no_province(atlas: Atlas, typed: str) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", typed)

    assert (citizen.stage(), citizen.kept().province) == (Stage.PLACE, None)
    assert citizen.kept().place_words == typed


@pytest.mark.parametrize(
    ("typed", "province"), [("dak nong", "68"), ("Nam Định", "37"), ("sau chợ, tỉnh Bến Tre", "86")]
)
def test_a_province_of_before_leads_to_the_one_of_today(
    atlas: Atlas, typed: str, province: str
) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", typed)

    assert citizen.kept().province == province


def test_a_city_cut_short_does_not_end_the_clause(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)

    citizen.say("Có trộm xe. Ở phường Sài Gòn, TP.HCM. Tôi sợ lắm")

    assert citizen.place().words == "phường Sài Gòn, TP.HCM"


@pytest.mark.parametrize(
    ("story", "where"),
    [
        (
            "Hôm qua tôi thấy mấy thanh niên bán ma túy ở phường Bến Thành, quận 1",
            "phường Bến Thành, quận 1",
        ),
        ("Trộm xe ở ngõ 12, ở xã Củ Chi, TP.HCM", "ngõ 12, ở xã Củ Chi, TP.HCM"),
        ("danh bac tai phuong ben thanh quan 1 tphcm", "phuong ben thanh quan 1 tphcm"),
        ("Gần chợ, phường Bến Thành, quận 1. Họ đánh bạc", "Gần chợ, phường Bến Thành, quận 1"),
    ],
)
def test_the_place_is_not_the_whole_story_again(atlas: Atlas, story: str, where: str) -> None:
    citizen = Citizen(places=atlas)

    citizen.say(story)

    assert citizen.place().words == where


def test_one_guess_is_asked_for_a_yes_or_a_no(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)

    citizen.say("co nhom nguoi danh bac trong hem sau cho ben thanh quan 1 tu toi qua", "dung roi")
    assert "Có phải nơi này không?" in citizen.read
    citizen.say("phai")

    assert citizen.place().commune == "26743"
