"""Tips told by an old name, by a position on a border and by "không rõ" find their desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communes.atlas import load
from tests.communes.drawn_map import SIDE, corner, drawn
from tests.journeys.house import House, Resident
from tests.journeys.test_web_story import go_on, wait_for

STORY = "Tối qua có nhóm người tụ tập mua bán ma túy, đi ba xe máy"
SAI_GON = "26740"  # holds phường Bến Nghé of before July 2025


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("house")) as open_house:
        open_house.tinbao("desk", "open", SAI_GON)
        yield open_house


def test_an_old_name_finds_the_desk_of_today(house: House) -> None:
    officer, resident = house.officer(SAI_GON), house.resident()
    asked_where(resident)

    go_on(resident, resident.say("p bến nghé cũ, q1"))

    [row] = wait_for(lambda: officer.get("/api/desk/tips").json()["tips"])
    assert "bến nghé" in row["place"]
    whole = officer.get(f"/api/desk/tips/{row['code']}").json()
    assert "Bến Nghé" in whole["route_reason"]


def test_a_place_nobody_knows_goes_to_the_national_desk(house: House) -> None:
    officer, resident = house.officer("00"), house.resident()
    asked_where(resident)

    go_on(resident, resident.say("không rõ"))

    [row] = wait_for(lambda: officer.get("/api/desk/tips").json()["tips"])
    whole = officer.get(f"/api/desk/tips/{row['code']}").json()
    assert "toàn quốc" in whole["route_reason"]


def test_a_shared_position_offers_communes_to_choose_from(house: House) -> None:
    resident = house.resident()
    asked_where(resident)

    answer = share(resident, {"latitude": 10.7769, "longitude": 106.7009, "accuracy": 4000})

    offered = [b["choice"] for m in answer for b in m["buttons"] if b["choice"].startswith("pl:")]
    assert len(offered) >= 3
    assert f"pl:{SAI_GON}" in offered


def test_a_position_on_a_border_is_asked_about(tmp_path: Path) -> None:
    every = list(load().directory.communes)
    settings = f'[communes]\npolygons = "{drawn(tmp_path, every)}"'
    with House(tmp_path, settings=settings) as house:
        resident = house.resident()
        asked_where(resident)
        latitude, border = corner(1)

        answer = share(resident, {"latitude": latitude + SIDE / 2, "longitude": border + 0.00005})

    offered = [b["choice"] for m in answer for b in m["buttons"] if b["choice"].startswith("pl:")]
    assert [f"pl:{every[1]}", f"pl:{every[0]}"] == offered[:2]


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("hẻm 12 Lê Đức Thọ, Gò Vấp, TP.HCM", "26890"),
        ("gần dinh Độc Lập", "26743"),
        ("https://maps.google.com/?q=10.7769,106.7009", SAI_GON),
    ],
)
def test_a_street_a_landmark_or_a_maps_link_is_chosen_from_and_filed(
    house: House, typed: str, choice: str
) -> None:
    resident = house.resident()
    asked_where(resident)

    answer = resident.say(typed)
    if f"pl:{choice}" in choices_of(answer):
        answer = resident.press(f"pl:{choice}")  # without borders a position is asked about

    assert go_on(resident, answer)


def test_a_story_with_two_places_is_asked_and_filed(house: House) -> None:
    resident = house.resident()
    resident.say("Nhà tôi ở phường Tân Định, quận 1, ma túy bán ở xã Bà Điểm, Hóc Môn")
    answer = resident.press("kind:ma_tuy")

    assert {"pl:27592", "pl:26737"} <= set(choices_of(answer))

    assert go_on(resident, resident.press("pl:27592"))


def choices_of(answer: list[dict[str, Any]]) -> list[str]:
    return [button["choice"] for message in answer for button in message["buttons"]]


def asked_where(resident: Resident) -> None:
    """Up to the question of the place."""
    resident.say(STORY)
    messages = resident.press("kind:ma_tuy")
    assert any("Ở đâu" in m.get("step", "") for m in messages)


def share(resident: Resident, position: dict[str, float]) -> list[dict[str, Any]]:
    answer = resident.http.post("/api/chat/messages", json=position)
    assert answer.status_code == 200, answer.text
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages
