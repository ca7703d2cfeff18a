"""A guess never outweighs what is written out, and what is plain is not asked again."""

import pytest

from communes.atlas import Atlas
from tests.communes.answers import names, routed


@pytest.mark.parametrize(
    ("story", "commune"),
    [
        ("thuê người chở hàng lậu về xã Bến Hải trong đêm rồi chia nhau bán lại", "Bến Hải"),
        ("cán bộ tự xưng ở Công an TP Hà Nội gọi cho bà ngoại em, mà bà em già rồi, bà sống một"
         " mình tại thôn Đồng, xã Ea Ktur", "Ea Ktur"),
        ("xã Mường Ẳng, có nhóm từ hải phong lên", "Mường Ảng"),
        ("kho hàng lậu tại xã Hiếu Giang, xe hay đậu là xe màu đen biển số 36H-104.55",
         "Hiếu Giang"),
    ],
)  # fmt: skip
def test_a_province_that_is_only_guessed_or_far_away_changes_nothing(
    atlas: Atlas, story: str, commune: str
) -> None:
    assert routed(atlas.resolve(story)) == commune


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("quán nhậu Bờ Sông, Diên Thạnh, Diên Khánh, Khánh Hòa", "Diên Lạc"),
        ("Nghĩa Lợi - Nghĩa Hưng - Nam Định", "Quỹ Nhất"),
        ("Chuyên Mỹ, Phú Xuyên, Hà Nội", "Chuyên Mỹ"),
    ],
)
def test_the_district_behind_a_ward_is_no_rival_of_it(
    atlas: Atlas, said: str, commune: str
) -> None:
    assert routed(atlas.resolve(said)) == commune


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("phường Định Công, Hà Nội", "Định Công"),
        ("ngõ 9 phường Kiến Hưng tp Hà Nội", "Kiến Hưng"),
        ("xã An Thới Đông, TP.HCM", "An Thới Đông"),
    ],
)
def test_a_ward_of_today_is_no_split_of_the_old_one(atlas: Atlas, said: str, commune: str) -> None:
    assert routed(atlas.resolve(said)) == commune


def test_with_its_old_district_the_old_ward_is_meant_and_asked(atlas: Atlas) -> None:
    found = atlas.resolve("phường Định Công, quận Hoàng Mai, Hà Nội")

    assert (found.ask, found.reason) == (True, "split")


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("đầu cầu sắt, hòa xuân tây", "Đông Hòa"),
        ("quán tạp hóa cô Ba, phú hòa 1", "Phú Hòa 1"),
        ("nhà văn hóa thôn, quảng phú cầu", "Ứng Thiên"),
    ],
)
def test_a_long_name_in_small_letters_is_known_by_itself(
    atlas: Atlas, said: str, commune: str
) -> None:
    assert routed(atlas.resolve(said)) == commune


def test_the_longer_name_written_out_wins_over_its_beginning(atlas: Atlas) -> None:
    found = atlas.resolve("xã Mỹ An Hưng B, huyện Lấp Vò, gần Chợ Mới")

    assert names(found)[0] == "Mỹ An Hưng"


def test_the_city_of_a_name_is_not_its_province(atlas: Atlas) -> None:
    assert routed(atlas.resolve("trốn ở phường 2, TP Sóc Trăng")) == "Phú Lợi"


@pytest.mark.parametrize(
    ("said", "commune"),
    [
        ("dia chi la bac xon, huyen soc son, ha noi a", "Trung Giã"),
        ("địa điểm là vỉnh phươc, tp nha trang nha", "Bắc Nha Trang"),
        ("H. Hoai Duc xa Di Tarch, Ha Noi", "Hoài Đức"),
    ],
)
def test_what_leads_in_and_what_ends_a_sentence_hides_no_slip(
    atlas: Atlas, said: str, commune: str
) -> None:
    assert routed(atlas.resolve(said)) == commune


def test_a_misspelt_province_is_no_commune(atlas: Atlas) -> None:
    assert routed(atlas.resolve("An Giang, Đồn Tháp")) == "? province_only"


@pytest.mark.parametrize(
    "said",
    [
        "tổ 2, khu phố 4, phường Bãi Cháy, Quảng Ninh, Việt Nam",
        "báo cáo: phường Bãi Cháy, Quảng Ninh, nhờ kiểm tra giúp",
    ],
)
def test_what_every_address_holds_is_not_guessed_at(atlas: Atlas, said: str) -> None:
    assert names(atlas.resolve(said)) == ["Bãi Cháy"]
