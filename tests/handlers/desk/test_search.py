"""Tips found again, by whatever an officer remembers of them."""

import pytest

from desks.desk import Code, Role
from tests.builders import NOON, a_report, a_tip
from tests.handlers.webdesk_house import OTHER_DESK, DeskHouse, a_house
from tips.tip import Author, Line, Status, TipId


def a_full_house() -> DeskHouse:
    said = Line(1, NOON, Author.CITIZEN, "Gọi số 0912.345.678, xe 51H-123.45")
    story = "Nhóm thanh niên tụ tập ở hẻm 45 Trần Hưng Đạo"
    told = a_tip(report=a_report(story=story), lines=(said,))
    closed = {"status": Status.CLOSED, "closed_at": NOON, "closing_reason": "trung_lap"}
    other = a_tip(id=TipId("9" * 32), code=Code("ABC-123"), **closed)
    return a_house(told, other)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("k7q 204", ["K7Q-204"]),
        ("K7Q204", ["K7Q-204"]),
        ("hem 45 tran hung dao", ["K7Q-204"]),
        ("Trần Hưng Đạo", ["K7Q-204"]),
        ("0912 345 678", ["K7Q-204"]),
        ("0912345678", ["K7Q-204"]),
        ("51h12345", ["K7Q-204"]),
        ("hẻm 99", []),
        ("", ["K7Q-204", "ABC-123"]),
    ],
)
async def test_a_tip_is_found_by_what_is_remembered(words: str, codes: list[str]) -> None:
    officer = await a_full_house().officer()

    found = (await officer.post("/api/desk/search", json={"words": words})).json()

    assert [tip["code"] for tip in found["tips"]] == codes
    assert (found["looked"], found["next"]) == (2, None)


async def test_closed_tips_are_found_by_their_outcome() -> None:
    officer = await a_full_house().officer()

    found = await officer.post("/api/desk/search", json={"outcome": "trung_lap"})

    assert [tip["code"] for tip in found.json()["tips"]] == ["ABC-123"]


async def test_what_was_looked_for_is_in_no_log() -> None:
    house = a_full_house()
    officer = await house.officer()

    await officer.post("/api/desk/search", json={"words": "Trần Hưng Đạo"})

    written = str(await house.log.entries(0, 99))
    assert "queue" in written
    assert "Trần" not in written


async def test_another_desks_tips_are_not_found() -> None:
    house = a_full_house()
    stranger = await house.officer(desk=OTHER_DESK)
    auditor = await house.officer("Kiểm tra", role=Role.AUDITOR)

    assert (await stranger.post("/api/desk/search", json={})).json()["tips"] == []
    asked = {"desk": "26743"}
    assert (await stranger.post("/api/desk/search", json=asked)).status_code == 404
    assert (await auditor.post("/api/desk/search", json={})).status_code == 403


async def test_while_words_are_typed_tips_are_read_ahead_and_none_is_told() -> None:
    house = a_full_house()
    officer, stranger = await house.officer(), await house.officer(desk=OTHER_DESK)
    written = await house.log.entries(0, 99)

    assert (await officer.post("/api/desk/search/ahead", json={})).json() == {"next": None}

    assert await house.log.entries(0, 99) == written
    refused = await stranger.post("/api/desk/search/ahead", json={"desk": "26743"})
    assert refused.status_code == 404
