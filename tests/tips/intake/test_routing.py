"""A tip goes to the commune's desk, else its province's, else the national duty desk."""

from collections.abc import Mapping

from communes.directory import CommuneCode
from desks.desk import NATIONAL, Desk, DeskCode
from tests.builders import a_desk, a_place
from tests.fakes import FakePlaces
from tips.intake.routing import desks_asked, route
from tips.tip import PlaceTold, Route

DIRECTORY = FakePlaces().directory


def going(place: PlaceTold, *desks: Desk) -> Route:
    book: Mapping[DeskCode, Desk] = {desk.code: desk for desk in (*desks, a_desk("00"))}
    return route(place, DIRECTORY, book)


def test_an_open_commune_desk_gets_the_tip() -> None:
    chosen = going(a_place(), a_desk("26743"), a_desk("79"))

    assert chosen == Route(
        DeskCode("26743"),
        "Phường Bến Thành (thành phố Hồ Chí Minh): trước đây là phường Bến Thành, quận 1;"
        " bàn trực phường nhận tin.",
    )


def test_the_province_stands_in_for_a_commune_that_never_opened() -> None:
    chosen = going(a_place(), a_desk("79"))

    assert chosen.desk == "79"
    assert "bàn trực phường chưa mở nên chuyển lên thành phố Hồ Chí Minh." in chosen.reason


def test_a_closed_desk_gets_nothing() -> None:
    chosen = going(a_place(), a_desk("26743", is_open=False), a_desk("79"))

    assert chosen.desk == "79"


def test_the_national_duty_desk_takes_what_nobody_else_can() -> None:
    chosen = going(a_place())

    assert chosen.desk == NATIONAL
    assert "trực ban toàn quốc" in chosen.reason


def test_a_known_province_gets_a_tip_without_a_commune() -> None:
    chosen = going(PlaceTold(words="ở Cao Bằng", province="04"), a_desk("04"))

    assert chosen.desk == "04"
    assert chosen.reason.startswith("Chỉ biết tỉnh Cao Bằng, chưa rõ xã, phường")


def test_a_known_province_without_a_desk_goes_to_the_national_one() -> None:
    chosen = going(PlaceTold(province="04"))

    assert chosen.desk == NATIONAL
    assert "bàn trực tỉnh Cao Bằng chưa mở" in chosen.reason


def test_an_unknown_place_goes_to_the_national_desk() -> None:
    chosen = going(PlaceTold(), a_desk("26743"), a_desk("79"))

    assert chosen == Route(
        NATIONAL, "Chưa rõ xảy ra ở đâu; trực ban toàn quốc nhận để phân về đúng nơi."
    )


def test_a_commune_that_a_reform_dissolved_falls_back_to_its_province() -> None:
    chosen = going(a_place(commune=CommuneCode("99999")), a_desk("26743"), a_desk("79"))

    assert chosen.desk == "79"


def test_evidence_that_only_repeats_the_name_is_left_out() -> None:
    chosen = going(a_place(evidence="phường Bến Thành"), a_desk("26743"))

    assert chosen.reason == "Phường Bến Thành (thành phố Hồ Chí Minh); bàn trực phường nhận tin."


def test_the_desks_to_look_up_are_named_nearest_first() -> None:
    assert desks_asked(a_place(), DIRECTORY) == ("26743", "79", "00")
    assert desks_asked(PlaceTold(), DIRECTORY) == ("00",)
