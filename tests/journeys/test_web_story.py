"""From a phone to the right desk and back, over real HTTP, on both databases."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from tests.journeys.house import House, Resident

pytestmark = pytest.mark.either_database

STORY = "Tối qua có nhóm người tụ tập mua bán ma túy, đi ba xe máy"
PLACE = "p ben thanh q1 tphcm"
BEN_THANH = "26743"
PATIENCE = 60.0  # seconds, on a machine busy with other tests
Found = TypeVar("Found")


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "house"
    folder.mkdir()
    with House(folder, database_url) as open_house:
        yield open_house


def test_a_tip_travels_to_the_commune_and_back(house: House) -> None:
    house.tinbao("desk", "open", BEN_THANH)
    officer = house.officer(BEN_THANH)
    resident = house.resident()
    receipt = file_a_tip(resident)

    [row] = wait_for(lambda: officer.get("/api/desk/tips").json()["tips"])
    tip = f"/api/desk/tips/{row['code']}"
    assert moved(officer, f"{tip}/claim")["officer_label"]
    moved(officer, f"{tip}/ask", text="Bạn có nhớ màu xe không?")
    [question] = wait_for(lambda: from_desk(resident, "Bạn có nhớ màu xe không?"))
    resident.say("Một xe màu đỏ, hai xe đen")
    lines = officer.get(tip).json()["lines"]
    assert next(line for line in lines if "màu đỏ" in line["text"])["author"] == "citizen"
    moved(officer, f"{tip}/note", text="Tổ 3 biết nhà này")
    moved(officer, f"{tip}/close", reason="co_co_so_da_xu_ly", text="Cảm ơn bạn.")
    wait_for(lambda: from_desk(resident, "Cảm ơn bạn."))

    elsewhere = house.resident()
    read = "\n".join(m["text"] for m in elsewhere.say(f"/ma {receipt}"))
    assert "Bạn có nhớ màu xe không?" in read
    assert "màu đỏ" in read
    assert "Cảm ơn bạn." in read
    assert "Tổ 3" not in read
    assert question["id"] > 0


def test_the_officer_has_it_before_the_resident_has_the_receipt(house: House) -> None:
    house.tinbao("desk", "open", BEN_THANH)
    officer = house.officer(BEN_THANH)
    file_a_tip(house.resident())

    assert len(officer.get("/api/desk/tips").json()["tips"]) == 1


def test_without_a_desk_in_the_commune_the_next_one_above_has_it(house: House) -> None:
    national, resident = house.officer("00"), house.resident()
    file_a_tip(resident)
    [row] = wait_for(lambda: national.get("/api/desk/tips").json()["tips"])

    whole = national.get(f"/api/desk/tips/{row['code']}").json()

    assert "Bến Thành" in whole["route_reason"]
    assert "chưa mở" in whole["route_reason"]


def test_an_officer_of_another_desk_finds_nothing(house: House) -> None:
    for desk in (BEN_THANH, "79"):
        house.tinbao("desk", "open", desk)
    officer, stranger = house.officer(BEN_THANH), house.officer("79")
    file_a_tip(house.resident())
    [row] = wait_for(lambda: officer.get("/api/desk/tips").json()["tips"])

    refused = stranger.post(f"/api/desk/tips/{row['code']}/claim", json={})

    assert refused.status_code == 404
    assert refused.headers["content-type"].startswith("application/problem+json")
    assert stranger.get("/api/desk/tips").json()["tips"] == []


def test_what_was_acknowledged_outlives_kill_9_in_the_middle(house: House) -> None:
    resident = house.resident()
    resident.say(STORY, key="the-story")
    house.kill()
    house.start()

    again = resident.say(STORY, key="the-story")
    receipt = go_on(resident, again)

    officer = house.officer("00")
    assert len(wait_for(lambda: officer.get("/api/desk/tips").json()["tips"])) == 1
    assert "Ma túy" in str(house.resident().say(f"/ma {receipt}"))


# --- how a resident gets through ------------------------------------------------------------------


def file_a_tip(resident: Resident) -> str:
    """Tell, answer, send; the receipt's words as shown."""
    return go_on(resident, resident.say(STORY))


def go_on(resident: Resident, messages: list[dict[str, Any]]) -> str:
    for _ in range(15):
        choices = [b["choice"] for m in messages for b in m["buttons"]]
        if receipts := [m["receipt"] for m in messages if m.get("receipt")]:
            return " ".join(receipts[0])
        messages = _next(resident, messages, choices)
    raise AssertionError("never came to a receipt")


def _next(
    resident: Resident, messages: list[dict[str, Any]], choices: list[str]
) -> list[dict[str, Any]]:
    step = next((m["step"] for m in reversed(messages) if m.get("step")), "")
    if "Ở đâu" in step:
        return resident.say(PLACE)
    for choice in ("send", "media:done", "skip", "kind:ma_tuy"):
        if choice in choices:
            return resident.press(choice)
    return resident.say("không rõ")


def from_desk(resident: Resident, words: str) -> list[dict[str, Any]]:
    return [m for m in resident.news() if m["from"] == "desk" and words in m["text"]]


def moved(officer: httpx.Client, path: str, **body: str) -> dict[str, Any]:
    answer = officer.post(path, json=body)
    assert answer.status_code == 200, answer.text
    whole: dict[str, Any] = answer.json()
    return whole


def wait_for(look: Callable[[], Found]) -> Found:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")
