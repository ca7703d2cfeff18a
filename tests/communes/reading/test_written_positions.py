"""A position somebody writes, pastes as a map's link or as a plus code is a position."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communes.atlas import Atlas
from communes.combining import combine
from communes.coordinates.masking import mask
from communes.coordinates.plus_codes import complete, decode, find_code
from communes.coordinates.spoken import find_position
from communes.directory import CommuneCode
from communes.resolution import Found, Resolution
from tests.trials import lasting

ONE_ATLAS = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=lasting(50, 200),
)
SOC_TRANG = (9.6025, 105.9739)


def codes(found: Resolution) -> list[str]:
    return [each.commune.code for each in found.found]


@pytest.mark.parametrize(
    "written",
    [
        "9.6025, 105.9739",
        "105.9739 9.6025",
        "9,6025; 105,9739",
        "vĩ độ 9.6025 kinh độ 105.9739",
        "vị trí lat: 9.60, lng: 105.97 nha",
        "9°36'09\"N 105°58'26\"E",
        "9°36'09\"B, 105°58'26\"Đ",
        "9 độ 36 phút 9 giây, 105 độ 58 phút 26 giây",
        "geo:9.6025,105.9739?z=16",
        "https://www.google.com/maps?q=9.6025,105.9739",
        "https://www.google.com/maps/search/9.6025,+105.9739?entry=tts",
        "xem https://www.google.com/maps/place/Ch%E1%BB%A3/@9.7,105.8,14z/data=!3d9.6025!4d105.9739",
        "https://www.google.com/maps/@9.6025,105.9739,17z",
        "https://maps.apple.com/?ll=9.6025,105.9739&q=Ghim",
        "https://www.openstreetmap.org/?mlat=9.6025&mlon=105.9739",
        "https://maps.google.com/maps?q=loc%3A9.6025%2C105.9739",
    ],
)
def test_every_way_to_write_a_position_is_read(written: str) -> None:
    found = find_position(written)

    assert found is not None
    assert (found.latitude, found.longitude) == pytest.approx(SOC_TRANG, abs=0.006)


@pytest.mark.parametrize(
    "written",
    [
        "giá từ 10.500 lên 106.700 đồng một ký mà nó vẫn bán đầy chợ",
        "xe 51F-106.70 chạy lúc 10.15",
        "hệ VN2000 1067012.5 586321.7",
        "48.8566, 2.3522",
        "https://maps.app.goo.gl/q8Wd2XkPzYbT9",
        "",
    ],
)
def test_what_only_looks_like_a_position_is_none(written: str) -> None:
    assert find_position(written) is None


def test_a_position_in_words_is_offered_with_what_lies_around_it(atlas: Atlas) -> None:
    found = atlas.resolve("họ tụ tập ở đây nè 9.6025, 105.9739")

    assert found.ask
    assert "31510" in codes(found)
    assert found.position == pytest.approx(SOC_TRANG)


def test_a_full_plus_code_is_a_position() -> None:
    found = find_position("nhà ở 7P28QPG4+X2 đó anh")

    assert found is not None
    assert (found.latitude, found.longitude) == pytest.approx((10.7774, 106.7051), abs=0.0002)


NEARBY = st.floats(-0.4, 0.4)
BASE58 = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ123456789"


@given(north=NEARBY, east=NEARBY)
def test_a_short_plus_code_is_completed_from_any_point_around(north: float, east: float) -> None:
    near = (10.7774 + north, 106.7051 + east)

    assert complete("QPG4+X2", near) == pytest.approx(decode("7P28QPG4+X2"))


def test_a_short_plus_code_beside_a_name_is_a_position(atlas: Atlas) -> None:
    found = atlas.resolve("QPG4+X2 phường Tân Định, Thành phố Hồ Chí Minh")

    assert found.position == pytest.approx((10.7774, 106.7051), abs=0.0002)


def test_a_short_plus_code_alone_is_not_guessed_at(atlas: Atlas) -> None:
    assert atlas.resolve("QPG4+X2") == Resolution()


@pytest.mark.parametrize("written", ["2 + 2 = 4", "điểm 8 + 9", "QPG+X", "anh B+ em"])
def test_a_plus_sign_is_no_code(written: str) -> None:
    assert find_code(written) is None


@pytest.mark.parametrize(
    "link",
    ["https://maps.app.goo.gl/AnPhuTanBinh7", "https://goo.gl/maps/BaVi", "maps.app.goo.gl/x9"],
)
def test_a_maps_link_that_tells_no_position_is_known_as_one(atlas: Atlas, link: str) -> None:
    found = atlas.resolve(f"chỗ này nè {link}")

    assert (found.found, found.reason) == ((), "map_link")


def test_a_link_that_tells_nothing_does_not_hide_the_name_beside_it(atlas: Atlas) -> None:
    found = atlas.resolve("https://maps.app.goo.gl/AnPhu7 phường Tân Định, quận 1")

    assert (codes(found), found.ask) == (["26737"], False)


@pytest.mark.parametrize(
    "noise",
    [
        "https://www.facebook.com/share/p/1AnPhuBaVi/",
        "fb.com/xa.tan.thanh",
        "zalo.me/g/hoabinh12",
        "tanbinh.quan1@gmail.com",
        "@an_phu_official",
        "BKS 29H-104.55",
        "biển số 61-P3 456.78",
        "stk 1903 xaTanPhu9Quan12Bx7",
        "www.binhthanh-tanphu.vn/an-khanh",
        "hoabinh.top/ve-an-phu",
    ],
)
def test_the_letters_of_links_and_plates_are_no_names(atlas: Atlas, noise: str) -> None:
    assert atlas.resolve(noise) == Resolution()


@ONE_ATLAS
@given(tail=st.text(BASE58, min_size=6, max_size=20))
def test_share_links_never_settle_a_commune(atlas: Atlas, tail: str) -> None:
    assert atlas.resolve(f"https://www.facebook.com/share/{tail}/") == Resolution()


@pytest.mark.parametrize(
    "kept",
    ["P.Bến Nghé,Q.1,TP.HCM", "p12quan10", "TânĐịnh", "TP.Vinh", "Số 115-Phố Huế", "Q.3.TP.HCM"],
)
def test_addresses_written_without_blanks_are_not_masked(kept: str) -> None:
    assert mask(kept) == kept


def a_resolution(atlas: Atlas, *chosen: str, ask: bool) -> Resolution:
    communes = [atlas.directory.communes[CommuneCode(code)] for code in chosen]
    found = tuple(Found(commune, 1.0, "") for commune in communes)
    return Resolution(found, ask, "inside", communes[0].province.code)


def test_words_sure_of_another_place_than_the_position_are_asked(atlas: Atlas) -> None:
    here, there = a_resolution(atlas, "26740", ask=False), a_resolution(atlas, "00004", ask=False)

    both = combine(there, here, frozenset({CommuneCode("26740")}), (10.77, 106.70))

    assert both.ask
    assert codes(both) == ["26740", "00004"]


def test_a_position_picks_one_of_what_the_words_left_open(atlas: Atlas) -> None:
    here = a_resolution(atlas, "26740", ask=False)
    open_words = a_resolution(atlas, "26743", "26740", ask=True)

    decided = combine(open_words, here, frozenset({CommuneCode("26740")}), (10.77, 106.70))

    assert (codes(decided), decided.ask) == (["26740"], False)
