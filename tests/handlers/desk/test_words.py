"""Words to a resident that look like a scam's are held at the desk's door."""

import pytest

from tests.builders import a_tip
from tests.handlers.webdesk_house import DeskHouse, a_house
from tips.triage.triage import DeskSettings

ASK = "/api/desk/tips/K7Q-204/ask"
CLOSE = "/api/desk/tips/K7Q-204/close"


def told(house: DeskHouse) -> list[str]:
    return [letter.text for letter in house.memory.letters]


async def test_held_words_go_once_they_are_confirmed() -> None:
    house = a_house()
    officer = await house.officer()
    await officer.post("/api/desk/tips/K7Q-204/claim")
    words = "Bạn gọi 0912 345 678 nhé."

    held = await officer.post(ASK, json={"text": words}, headers={"Idempotency-Key": "1"})

    assert (held.status_code, held.json()["code"]) == (409, "words_held")
    assert "số điện thoại" in held.json()["detail"]
    assert held.json()["errors"] == [{"field": "text", "problem": "phone"}]
    assert "0912" not in held.text
    assert words not in told(house)

    sent = await officer.post(ASK, json={"text": words, "confirm": True})

    assert sent.status_code == 200
    assert words in told(house)


async def test_a_one_time_code_is_never_asked_for() -> None:
    house = a_house()
    officer = await house.officer()
    await officer.post("/api/desk/tips/K7Q-204/claim")

    answer = await officer.post(ASK, json={"text": "Bạn gửi mã OTP nhé", "confirm": True})

    assert (answer.status_code, answer.json()["code"]) == (422, "words_refused")


async def test_what_is_said_on_closing_is_held_too() -> None:
    house = a_house()
    officer = await house.officer()
    await officer.post("/api/desk/tips/K7Q-204/claim")
    body = {"reason": "khong_co_co_so", "text": "Xem thêm ở bit.ly/abc"}

    assert (await officer.post(CLOSE, json=body)).json()["code"] == "words_held"
    assert (await officer.post(CLOSE, json=body | {"confirm": True})).status_code == 200


async def test_a_note_to_colleagues_may_hold_a_number() -> None:
    house = a_house()
    officer = await house.officer()

    answer = await officer.post(
        "/api/desk/tips/K7Q-204/note", json={"text": "Chủ nhà: 0912 345 678"}
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("words", ["Gọi 028 3829 7643 gặp trực ban.", "Gọi 113 khi nguy hiểm."])
async def test_the_desks_own_number_and_113_go_at_once(words: str) -> None:
    printed = DeskSettings(phones={a_tip().route.desk: ("(028) 3829 7643",)})
    house = a_house(a_tip(), desk_settings=printed)
    officer = await house.officer()
    await officer.post("/api/desk/tips/K7Q-204/claim")

    assert (await officer.post(ASK, json={"text": words})).status_code == 200
