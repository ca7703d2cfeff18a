import pytest

from tips.scams.links import Whose, links_in, registered, whose_host
from tips.scams.lists import Lists


@pytest.mark.parametrize(
    ("host", "whose"),
    [
        ("vietcombank.com.vn", Whose.OFFICIAL),
        ("portal.vietcombank.com.vn", Whose.OFFICIAL),
        ("dichvucong.gov.vn", Whose.OFFICIAL),
        ("hcmus.edu.vn", Whose.OFFICIAL),
        ("vietcombank.com.vn-login.top", Whose.LOOK_ALIKE),
        ("vietcombank-xacthuc.com", Whose.LOOK_ALIKE),
        ("vietcornbank.com", Whose.LOOK_ALIKE),
        ("v1etcombank.com", Whose.LOOK_ALIKE),
        ("vietcombark.net", Whose.LOOK_ALIKE),
        ("vietcоmbank.com", Whose.LOOK_ALIKE),  # the "о" is Cyrillic
        ("dichvucong.org", Whose.LOOK_ALIKE),
        ("vneid-capnhat.cc", Whose.LOOK_ALIKE),
        ("vcb-nganhang.com", Whose.LOOK_ALIKE),
        ("bidv-uudai.vn", Whose.NAMED),
        ("103.27.60.11", Whose.BARE_ADDRESS),
        ("bit.ly", Whose.SHORT),
        ("t.me", Whose.CHAT),
        ("xn--e1awd7f.com", Whose.CODED),
        ("nhanqua99.top", Whose.ODD_ENDING),
        ("tiembanhmai.vn", Whose.UNKNOWN),
        ("bachhoaxanh.com", Whose.OFFICIAL),
    ],
)
def test_a_host_is_known_or_seen_through(host: str, whose: Whose) -> None:
    assert whose_host(host)[0] is whose


def test_a_look_alike_says_whom_it_imitates() -> None:
    assert whose_host("techcombank.vn-xt.top") == (Whose.LOOK_ALIKE, "Techcombank")


def test_what_was_registered_is_the_part_that_counts() -> None:
    assert registered("a.b.example.com.vn") == "example.com.vn"
    assert registered("vietcombank.com.vn.example.top") == "example.top"


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("vào hxxp://vidu .top/abc nhé", ["vidu.top"]),
        ("Trân trọng.Công ty chúng tôi", []),
        ("về tới nhà rồi.To lắm", []),
        ("xem https://vidu.vn/a, rồi www.khac.com.", ["vidu.vn", "www.khac.com"]),
        ("Web NhanThuong9.Com đó", ["nhanthuong9.com"]),
        ("họp lúc 9.30 ngày 1.12.2026", []),
        ("thư tới ai@vidu.com", ["vidu.com"]),
    ],
)
def test_links_are_found_as_people_write_them(text: str, hosts: list[str]) -> None:
    from tips.scams.links import close_up

    assert [link.host for link in links_in(close_up(text))] == hosts


def test_an_operator_knows_better() -> None:
    lists = Lists(frozenset({"tiembanh.vn"}), frozenset({"bidv-uudai.vn"}))

    assert whose_host("dat.tiembanh.vn", lists)[0] is Whose.LISTED
    assert whose_host("bidv-uudai.vn", lists)[0] is Whose.OFFICIAL
