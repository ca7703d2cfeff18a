"""A resident asks for lessons in the web chat, over real HTTP, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.house import House, Resident

pytestmark = pytest.mark.either_database

STORY = "Tối qua có nhóm người tụ tập mua bán ma túy, đi ba xe máy"
SIXTY_DAYS = 60 * 24 * 3600


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    folder = tmp_path / "house"
    folder.mkdir()
    with House(folder, database_url) as open_house:
        yield open_house


def read(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in messages)


def cookie_of(answer: Any) -> str:
    return str(answer.headers.get("set-cookie", ""))


def test_from_the_first_word_to_the_last(house: House) -> None:
    resident = house.resident()
    resident.say(STORY)
    resident.press("kind:ma_tuy")

    subscribed = resident.say("/dangky", key="asked")
    assert "nhiều nhất 3 bài mỗi tuần" in read(subscribed)
    assert all(message["aside"] for message in subscribed)
    resident.press("dk:commune")
    assert "phường Bến Thành" in read(resident.say("p ben thanh q1 tphcm"))
    resident.press("dk:t:+ma_tuy")

    house.kill()
    house.start()
    assert resident.say("/dangky", key="asked") == subscribed
    shown = read(resident.say("/dangky"))
    assert "Nơi: phường Bến Thành" in shown
    assert "Chủ đề: Phòng, chống ma túy" in shown
    assert house.tinbao("subscribers", "count", "--to", "26743; topics=ma_tuy").strip() == "1"

    [asked] = [m for m in resident.say("gần chợ Bến Thành, phường Bến Thành") if m.get("step")]
    assert "Bước 5" in asked["step"]  # the tip went on where it was
    whole = resident.news()
    assert [m["id"] for m in whole] == sorted(m["id"] for m in whole)
    assert STORY in read(whole)

    assert "Đã dừng." in read(resident.say("/dung", key="stop"))
    assert "Đã dừng." in read(resident.say("/dung", key="stop"))
    assert "không có trong danh sách" in read(resident.say("/dung"))
    assert house.tinbao("subscribers", "count").strip() == "0"


def test_a_posters_link_shows_the_notice_and_asks_first(house: House) -> None:
    resident = house.resident()
    assert "113" in read(resident.messages)

    asked = resident.press("dk:link:26743_hs")
    assert "phường Bến Thành" in read(asked)
    assert house.tinbao("subscribers", "count").strip() == "0"
    resident.press(resident.button("Đồng ý"))

    wanted = "26743; groups=hoc_sinh; channels=web"
    assert house.tinbao("subscribers", "count", "--to", wanted).strip() == "1"


def test_with_lessons_to_come_the_browser_remembers_the_chat(house: House) -> None:
    resident = house.resident()

    def said(text: str) -> str:
        return cookie_of(resident.http.post("/api/chat/messages", json={"text": text}))

    assert said("xin chào") == ""
    assert f"Max-Age={SIXTY_DAYS}" in said("/dangky")
    assert f"Max-Age={SIXTY_DAYS}" in cookie_of(resident.http.post("/api/chat"))
    stopped = said("/dung")
    assert "tinbao_chat=" in stopped
    assert "Max-Age" not in stopped
    assert cookie_of(resident.http.post("/api/chat")) == ""


def test_leaving_quickly_ends_what_nobody_could_read(house: House) -> None:
    resident, other = house.resident(), house.resident()
    for one in (resident, other):
        one.say("/dangky")

    assert resident.http.delete("/api/chat").status_code == 204

    assert house.tinbao("subscribers", "count").strip() == "1"


def test_a_reader_of_english_is_answered_in_english(house: House) -> None:
    resident = Resident(house.resident().http)
    resident.http.headers["Accept-Language"] = "en"

    assert "You are subscribed" in read(resident.say("/dangky"))
    assert "Stopped." in read(resident.say("unsubscribe"))
