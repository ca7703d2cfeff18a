"""Which places a story names on the real map, and which words only look like one."""

import pytest

from communes.atlas import Atlas
from tests.tips.chatting import Citizen
from tests.tips.conversation.real_map import atlas
from tips.conversation.draft import Stage

__all__ = ["atlas"]


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
        "o phuong ben thanh co an trom lay mat xe",
        "ở sau chợ Bến Thành có người bán ma túy",
        "20 Thái Hà, Đống Đa, Hà Nội có sòng bạc",
        "xã Châu Đức với xã Cẩm Mỹ đều có sòng bạc",
        "đường phạm văn thuận biên hòa tối nào cũng đua xe",
        "ở gần trường nguyễn du hoàn kiếm có nhóm đánh bài ăn tiền",
    ],
)
def test_a_place_that_a_story_names_is_offered(atlas: Atlas, story: str) -> None:
    citizen = Citizen(places=atlas)

    citizen.say(story)
    if citizen.stage() is Stage.CONFIRM_KIND:
        citizen.say("đúng")

    assert citizen.stage() is Stage.PLACE_PICK or citizen.kept().place


def test_a_province_that_a_story_names_is_remembered(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)

    citizen.say("gần nhà văn hóa thôn, Hà Nội có nhóm bảo kê", "đúng")

    assert (citizen.stage(), citizen.kept().province) == (Stage.PLACE, "01")


def test_a_story_with_two_places_offers_both(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)

    citizen.say("nhà tôi ở phường Tân Định, quận 1, trộm xảy ra ở xã Bà Điểm, Hóc Môn", "đúng")

    assert citizen.choices[:2] == ["pl:27592", "pl:26737"]


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
