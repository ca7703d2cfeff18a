"""Where it happens comes before where somebody lives; two scenes are asked, none is not there."""

import pytest

from communes.atlas import Atlas
from tests.communes.answers import names, routed


@pytest.mark.parametrize(
    ("story", "scene", "home"),
    [
        ("nó quê xã Mã Thành, Yên Thành, Nghệ An, giờ trốn ở phường Lái Thiêu, Thuận An",
         "Bình Minh", "Lái Thiêu"),
        ("bà Năm (ngụ xã Phước Lý, huyện Cần Giuộc) bị giật dây chuyền ở xã Mỹ Lệ, Cần Đước",
         "Mỹ Lệ", "Phước Lý"),
        ("nhà em ở phường Tân Định quận 1 mà bọn nó tụ tập bên xã Bà Điểm, Hóc Môn",
         "Bà Điểm", "Tân Định"),
    ],
)  # fmt: skip
def test_a_home_and_a_scene_are_both_offered(
    atlas: Atlas, story: str, scene: str, home: str
) -> None:
    found = atlas.resolve(story)

    assert found.ask
    assert {scene, home} <= set(names(found))


@pytest.mark.parametrize(
    ("story", "scene", "home"),
    [
        ("ông Tư trú tại phường Tân Định, quận 1, vụ việc xảy ra ở xã Bà Điểm, Hóc Môn",
         "Bà Điểm", "Tân Định"),
        ("ông Tư ngụ xã Tân Thạch, Châu Thành, Bến Tre bán ma túy ở phường 7, TP Bến Tre",
         "Bến Tre", "Phú Túc"),
        ("Nguyễn Văn A, quê xã Quỳnh Lưu, Nghệ An, cho vay tại phường Linh Xuân, TP Thủ Đức",
         "Linh Xuân", "Quỳnh Lưu"),
    ],
)  # fmt: skip
def test_the_scene_is_offered_before_the_home(
    atlas: Atlas, story: str, scene: str, home: str
) -> None:
    assert names(atlas.resolve(story))[:2] == [scene, home]


@pytest.mark.parametrize(
    "story",
    [
        "giáp ranh giữa xã Tân Nhựt và xã Bà Điểm, TP.HCM",
        "xe chạy từ xã Cẩm Mỹ qua xã Châu Đức rồi mới dừng",
        "khoảng giữa phường Thành Vinh với phường Trường Vinh, Nghệ An",
    ],
)
def test_two_scenes_are_asked_with_both(atlas: Atlas, story: str) -> None:
    found = atlas.resolve(story)

    assert (found.ask, found.reason) == (True, "two_places")


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("không phải ở phường Bến Nghé mà ở phường Tân Định, quận 1", "Tân Định"),
        ("ở xã Bà Điểm, Hóc Môn chứ không phải xã Tân Nhựt", "Bà Điểm"),
        ("khong phai xa Tan Nhut, ma la xa Ba Diem, Hoc Mon", "Bà Điểm"),
    ],
)
def test_where_it_is_not_is_no_choice(atlas: Atlas, said: str, commune: str) -> None:
    assert routed(atlas.resolve(said)) == commune


def test_the_only_place_of_a_story_is_the_place_even_if_it_is_a_home(atlas: Atlas) -> None:
    found = atlas.resolve("thằng đó trú tại tổ 5, xã Bà Điểm, Hóc Môn, chuyên cho vay nặng lãi")

    assert routed(found) == "Bà Điểm"


def test_where_somebody_comes_from_speaks_against_nothing(atlas: Atlas) -> None:
    found = atlas.resolve("một người Nghệ An mở sòng bạc ở xã Ea Ktur")

    assert routed(found) == "Ea Ktur"


def test_a_persons_initials_are_no_ward(atlas: Atlas) -> None:
    found = atlas.resolve("anh P.V.S. trú tổ 12, phường Tân Định, quận 1")

    assert routed(found) == "Tân Định"


@pytest.mark.parametrize(
    "story",
    ["quê Thanh Hóa, lên Hà Nội làm", "người Nam Định, ở trọ Bình Dương", "từ Hà Nội vào Vinh"],
)
def test_where_somebody_comes_from_or_goes_to_is_no_commune(atlas: Atlas, story: str) -> None:
    found = atlas.resolve(story)

    assert found.ask
    assert not {"Hòa Lạc", "Nam Định", "Vân Đình"} & set(names(found))


@pytest.mark.parametrize("said", ["gần Bình Điền", "giáp Ea Ktur"])
def test_near_a_place_is_not_in_it(atlas: Atlas, said: str) -> None:
    assert atlas.resolve(said).ask
