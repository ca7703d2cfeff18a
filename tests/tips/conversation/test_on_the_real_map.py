"""The same talk, with the communes of today."""

import pytest

from communes.atlas import Atlas
from tests.tips.chatting import Citizen
from tests.tips.conversation.real_map import atlas
from tips.conversation.draft import Stage

__all__ = ["atlas"]


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
    assert "cũ" in " ".join(citizen.labels)
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


@pytest.mark.parametrize(
    ("story", "commune"),
    [
        ("gần chợ Long Biên, Hà Nội có nhóm bảo kê", "Hồng Hà"),  # a market, not the ward
        ("có đứa giật dây chuyền ngay đầu cầu Cái Răng", "Cái Răng"),
        ("they took my bag near Ben Thanh market", "Bến Thành"),
        ("khói đen phun ra từ nhà trọ ngõ 68 Cầu Giấy", "Cầu Giấy"),
    ],
)
def test_a_landmark_is_looked_for_where_its_name_says(
    atlas: Atlas, story: str, commune: str
) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:cuop_cuong_doat")

    citizen.say(story)

    assert citizen.stage() is Stage.PLACE_PICK
    assert any(commune in label for label in citizen.labels)


@pytest.mark.parametrize("typed", ["gần nhà văn hóa thôn", "gần cây xăng", "ở ngoài đường"])
def test_a_landmark_nobody_knows_leads_to_no_province(atlas: Atlas, typed: str) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", typed)

    assert (citizen.stage(), citizen.kept().province) == (Stage.PLACE, None)
    assert citizen.kept().place_words == typed


@pytest.mark.parametrize(
    ("typed", "commune"),
    [("gần chợ Bến Thành", "26743"), ("gần dinh Độc Lập", "26743"), ("KCN Sóng Thần", "25942")],
)
def test_a_landmark_everybody_knows_is_offered(atlas: Atlas, typed: str, commune: str) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", typed)

    assert citizen.stage() is Stage.PLACE_PICK
    assert f"pl:{commune}" in citizen.choices
    assert citizen.kept().place_words == typed


def test_a_street_and_a_district_offer_the_districts_communes_by_its_name(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", "hẻm 12 Lê Đức Thọ, Gò Vấp, HCM")

    assert "phường Gò Vấp (quận Gò Vấp cũ)" in citizen.labels
    assert len([choice for choice in citizen.choices if choice.startswith("pl:2")]) == 5
    assert citizen.read == "Bạn nói nơi nào?"


def test_what_the_story_settles_can_be_changed_by_one_press(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.say("Trộm xe ở phường Tân Định, quận 1", "đúng")
    assert citizen.kept().place is not None

    citizen.press("edit:place")
    assert citizen.stage() is Stage.PLACE
    citizen.say("xã Bà Điểm, Hóc Môn")

    assert citizen.place().commune == "27592"


def test_the_press_stands_beside_what_was_understood(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)

    citizen.say("Trộm xe ở phường Tân Định, quận 1")

    [noted] = [say for say in citizen.replies if "Theo lời kể" in say.text]
    assert noted.buttons[0].choice == "edit:place"


def test_not_knowing_after_a_wrong_guess_forgets_the_guess(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.say("Ở quận 12 có tụ điểm ma túy", "đúng")
    assert citizen.stage() is Stage.PLACE_PICK

    citizen.say("không rõ")

    assert (citizen.place().commune, citizen.place().province) == (None, None)


def test_a_place_typed_at_review_changes_the_place_and_not_the_story(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.say("Trộm xe ở phường Tân Định, quận 1", "đúng", "hôm qua")
    citizen.press("skip_all", "media:done")
    assert citizen.stage() is Stage.REVIEW
    story = citizen.kept().story

    citizen.say("xã Bà Điểm, Hóc Môn")

    assert citizen.stage() is Stage.REVIEW
    assert (citizen.place().commune, citizen.kept().story) == ("27592", story)


def test_words_remembered_at_review_still_go_to_the_story(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.say("Trộm xe ở phường Tân Định, quận 1", "đúng", "hôm qua")
    citizen.press("skip_all", "media:done")

    citizen.say("một đứa mặc áo đỏ, đi xe máy đen")

    assert "áo đỏ" in citizen.kept().story
    assert citizen.place().commune == "26737"


def test_a_pasted_position_is_a_position(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", "https://maps.google.com/?q=10.7769,106.7009")

    assert citizen.stage() is Stage.PLACE_PICK
    assert citizen.kept().position is not None
    assert "pl:26740" in citizen.choices


def test_a_maps_link_nobody_can_open_is_said_to_be_one_and_kept(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", "https://maps.app.goo.gl/AnPhuTanBinh7")

    assert "liên kết bản đồ" in citizen.read
    assert citizen.stage() is Stage.PLACE
    assert "maps.app.goo.gl" in citizen.kept().story


@pytest.mark.parametrize(
    "typed",
    [
        "0912 345 678",
        "số tài khoản 19034567890123 Vietcombank",
        "biển số 59X1-234.56",
        "sđt nó là 0912345678",
        "https://www.facebook.com/share/p/1AbCdEfGh/",
    ],
)
def test_a_number_or_a_link_typed_as_the_place_is_not_lost(atlas: Atlas, typed: str) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", typed)

    assert (citizen.stage(), citizen.kept().place_words) == (Stage.PLACE, "")
    assert typed in citizen.kept().story


def test_a_phone_beside_a_place_leaves_the_place(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")

    citizen.say("Có hai người lạ bẻ khóa xe", "phường Tân Định, quận 1, gọi 0912345678")

    assert citizen.place().commune == "26737"


def test_a_district_told_amid_a_story_is_forgotten_where_it_is_wrong(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.say("đường phạm văn thuận biên hòa tối nào cũng đua xe")
    assert "phường Biên Hòa (thành phố Biên Hòa cũ)" in citizen.labels

    citizen.say("không rõ")

    assert (citizen.place().commune, citizen.place().province) == (None, None)


def test_the_second_half_of_a_story_typed_as_the_place_is_not_lost(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start", "kind:trom_cap")
    more = (
        "lúc đó tôi đang ngủ thì nghe tiếng động, chạy ra thì thấy hai đứa dắt xe đi rồi, một đứa"
        " cao một đứa thấp, đứa thấp đội nón kết màu đen, ở phường Tân Định, quận 1"
    )

    citizen.say("Có hai người lạ bẻ khóa xe", more)

    assert citizen.place().commune == "26737"
    assert "nón kết màu đen" in citizen.kept().story


def test_one_guess_is_asked_for_a_yes_or_a_no(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)

    citizen.say("co nhom nguoi danh bac trong hem sau cho ben thanh quan 1 tu toi qua")
    assert "Có phải nơi này không?" in citizen.read
    citizen.say("phai")

    assert citizen.place().commune == "26743"


def test_a_street_that_was_told_is_kept_and_only_its_commune_is_asked(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start")

    read = citizen.say("e bị giật điện thoại ở đường Nguyễn Kiệm tối qua, nó đi xe Wave")
    assert "Nơi đã ghi: “đường Nguyễn Kiệm”. Chỉ còn thiếu tên xã, phường" in read
    assert citizen.replies[-1].step == "Bước 5/6 · Xã, phường"
    citizen.say("phường Hạnh Thông, TP.HCM")

    assert citizen.place().words == "đường Nguyễn Kiệm, phường Hạnh Thông, TP.HCM"
    assert citizen.place().commune is not None


def test_a_commune_nobody_knows_is_asked_last_and_skipped_by_one_press(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start")

    assert "lúc nào" in citizen.say("e bị giật điện thoại ở đường Nguyễn Kiệm")
    assert "Chỉ còn thiếu" in citizen.press("when:yesterday")
    assert "lúc nào" in citizen.press("back")
    citizen.press("keep", "skip")

    assert citizen.stage() is Stage.DETAIL
    assert citizen.place().words == "đường Nguyễn Kiệm"


def test_a_number_in_words_is_no_place(atlas: Atlas) -> None:
    citizen = Citizen(places=atlas)
    citizen.press("start")
    citizen.say("Có nhóm thanh niên đánh bạc sau nhà kho mỗi tối")

    citizen.say("một")

    assert citizen.stage() is Stage.PLACE
    assert citizen.kept().place_words == ""
