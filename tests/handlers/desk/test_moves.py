"""What an officer does to a tip over the API."""

import pytest
from httpx import AsyncClient, Response

from tests.builders import a_tip
from tests.handlers.webdesk_house import OTHER_DESK, a_house
from tips.tip import Route

TIP = "/api/desk/tips/K7Q-204"
EVERY_MOVE = [
    ("claim", None),
    ("release", None),
    ("ask", {"text": "Bạn thấy lúc mấy giờ?"}),
    ("note", {"text": "Đã gọi tổ bảo vệ"}),
    ("status", {"status": "xac_minh"}),
    ("urgency", {"urgency": "khan_cap"}),
    ("close", {"reason": "khong_co_co_so"}),
]


async def move(officer: AsyncClient, name: str, body: object = None, **headers: str) -> Response:
    return await officer.post(f"{TIP}/{name}", json=body, headers=headers)


async def test_a_tip_is_taken_asked_about_noted_and_closed() -> None:
    house = a_house()
    officer = await house.officer()

    await move(officer, "claim")
    await move(officer, "ask", {"text": "Bạn thấy lúc mấy giờ?"})
    await move(officer, "note", {"text": "Đã gọi tổ bảo vệ"})
    await move(officer, "urgency", {"urgency": "khan_cap"})
    await move(officer, "status", {"status": "xac_minh"})
    closed = await move(officer, "close", {"reason": "co_co_so_da_xu_ly", "text": "Cảm ơn bạn."})

    told = closed.json()
    assert closed.headers["cache-control"] == "no-store"
    assert (told["status"], told["urgency"]) == ("ket_thuc", "khan_cap")
    assert told["closing_reason"]["label"] == "Có cơ sở, đã xử lý"
    assert told["deadline"] is None
    said = [line["text"] for line in told["lines"]]
    assert "Bạn thấy lúc mấy giờ?" in said
    assert "Đã gọi tổ bảo vệ" in said


async def test_a_note_never_becomes_a_letter() -> None:
    house = a_house()
    officer = await house.officer()
    await move(officer, "claim")

    await move(officer, "note", {"text": "Chỉ nội bộ"})
    await move(officer, "ask", {"text": "Hỏi người dân"})

    letters = [letter.text for letter in house.memory.letters]
    assert any("Hỏi người dân" in text for text in letters)
    assert not any("Chỉ nội bộ" in text for text in letters)


async def test_a_second_officer_reads_who_was_faster() -> None:
    house = a_house()
    first, second = await house.officer(), await house.officer("Trực ban 2")

    taken = await move(first, "claim")
    refused = await move(second, "claim")

    assert taken.json()["mine"]
    assert refused.status_code == 409
    assert refused.json()["detail"] == "Trực ban 1 đang giữ tin này."


@pytest.mark.parametrize(
    ("name", "body"), [step for step in EVERY_MOVE if step[0] in {"release", "ask", "close"}]
)
async def test_moves_of_a_holder_need_a_claim_first(name: str, body: object) -> None:
    officer = await a_house().officer()

    refused = await move(officer, name, body)

    assert (refused.status_code, refused.json()["code"]) == (409, "not_claimed")


async def test_a_step_the_machine_does_not_know_is_refused() -> None:
    officer = await a_house().officer()
    await move(officer, "claim")

    refused = await move(officer, "status", {"status": "luu"})

    assert (refused.status_code, refused.json()["code"]) == (409, "move_not_allowed")


async def test_words_are_needed_and_may_not_be_endless() -> None:
    officer = await a_house().officer()
    await move(officer, "claim")

    empty = await move(officer, "note", {"text": "  \n "})
    long = await move(officer, "ask", {"text": "a" * 5000})

    assert (empty.status_code, empty.json()["code"]) == (422, "empty_words")
    assert (long.status_code, long.json()["code"]) == (422, "words_too_long")
    assert "1500" in long.json()["detail"]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("ask", {}),
        ("ask", {"text": 5}),
        ("ask", {"text": "a", "secret-field": 1}),
        ("status", {"status": "bịa"}),
        ("urgency", {"urgency": ""}),
        ("close", {"reason": "vì thế"}),
    ],
)
async def test_a_wrong_body_is_named_and_not_repeated(name: str, body: object) -> None:
    officer = await a_house().officer()
    await move(officer, "claim")

    refused = await move(officer, name, body)

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_request")
    assert "secret-field" not in refused.text
    assert "bịa" not in refused.text


async def test_the_same_key_asks_the_citizen_once() -> None:
    house = a_house()
    officer = await house.officer()
    await move(officer, "claim")
    key = {"Idempotency-Key": "press-1"}

    first = await move(officer, "ask", {"text": "Lúc mấy giờ?"}, **key)
    again = await move(officer, "ask", {"text": "Lúc mấy giờ?"}, **key)

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert sum("Lúc mấy giờ?" in letter.text for letter in house.memory.letters) == 1


async def test_without_a_key_the_same_words_may_be_said_twice() -> None:
    house = a_house()
    officer = await house.officer()

    await move(officer, "note", {"text": "Gọi không nghe máy"})
    told = (await move(officer, "note", {"text": "Gọi không nghe máy"})).json()

    assert len(told["lines"]) == 2


async def test_one_key_serves_different_moves() -> None:
    officer = await a_house().officer()
    key = {"Idempotency-Key": "k"}

    await move(officer, "claim", **key)
    told = (await move(officer, "note", {"text": "Đã xem"}, **key)).json()

    assert told["mine"]
    assert told["lines"][-1]["text"] == "Đã xem"


@pytest.mark.parametrize(("name", "body"), EVERY_MOVE)
async def test_another_desk_learns_nothing_from_any_move(name: str, body: object) -> None:
    house = a_house(a_tip(route=Route(OTHER_DESK, "Phường Tân Bình.")))
    officer = await house.officer()

    refused = await move(officer, name, body)

    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_tip")


@pytest.mark.parametrize(("name", "body"), EVERY_MOVE)
async def test_nobody_moves_a_tip_without_a_session(name: str, body: object) -> None:
    refused = await move(a_house().visitor(), name, body)

    assert refused.status_code == 401


@pytest.mark.parametrize(("name", "body"), EVERY_MOVE)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
async def test_another_sites_page_cannot_borrow_the_session(
    name: str, body: object, headers: dict[str, str]
) -> None:
    house = a_house()
    officer = await house.officer()

    refused = await move(officer, name, body, **headers)

    assert (refused.status_code, refused.json()["code"]) == (403, "cross_site")
    assert house.memory.tips[a_tip().id].version == 1


async def test_a_telegram_account_is_linked_by_a_short_code() -> None:
    house = a_house()
    officer = await house.officer()

    told = (await officer.post("/api/desk/link-code")).json()

    assert told["command"] == f"/lienket {told['code']}"
    linked = await house.entry.link_account(told["code"], "777")
    assert linked.label == "Trực ban 1"
