"""Several tips moved with one confirmation: each alone, each told."""

from typing import Any

from httpx import AsyncClient

from desks.desk import Code, Role
from tests.builders import a_held_tip, a_tip
from tests.handlers.webdesk_house import OTHER_DESK, DeskHouse, a_house
from tips.tip import TipId

CODES = ("K7Q-204", "M3D-118", "P2X-771")


def a_house_of_three() -> DeskHouse:
    return a_house(
        *(a_tip(id=TipId(f"{n}" * 32), code=Code(code)) for n, code in enumerate(CODES, 1))
    )


def wanted(move: str, argument: str, *codes: str, version: int = 1) -> dict[str, Any]:
    tips = [{"code": code, "version": version} for code in codes]
    return {"move": move, "argument": argument, "reason": "Cùng một vụ", "tips": tips}


async def press(officer: AsyncClient, body: dict[str, Any], key: str = "1") -> dict[str, Any]:
    answer = await officer.post("/api/desk/together", json=body, headers={"Idempotency-Key": key})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def tip_in(house: DeskHouse, code: str) -> Any:
    [found] = [tip for tip in house.memory.tips.values() if tip.code == code]
    return found


async def test_several_go_to_one_colleague() -> None:
    house = a_house_of_three()
    chief = await house.officer("Chỉ huy", role=Role.COMMANDER)
    await house.officer("Trực ban 1")
    [colleague] = [one for one in house.memory.officers.values() if one.label == "Trực ban 1"]

    told = await press(chief, wanted("assign", colleague.id, *CODES))

    assert told == {"done": list(CODES), "refused": []}
    assert {tip.officer for tip in house.memory.tips.values()} == {colleague.id}


async def test_several_become_one_and_each_resident_keeps_a_thread() -> None:
    house = a_house_of_three()
    officer = await house.officer()

    told = await press(officer, wanted("merge", CODES[0], *CODES[1:]))

    assert told["done"] == list(CODES[1:])
    assert [tip_in(house, code).lead for code in CODES] == [None, CODES[0], CODES[0]]


async def test_what_cannot_go_is_told_and_holds_up_nothing() -> None:
    house = a_house_of_three()
    officer = await house.officer()
    house.has(a_held_tip(id=TipId("2" * 32), code=Code(CODES[1]), version=1))
    house.has(a_tip(id=TipId("3" * 32), code=Code(CODES[2]), version=2))

    told = await press(officer, wanted("handover", OTHER_DESK, "ZZZ-999", *CODES))

    assert told["done"] == [CODES[0]]
    why = {one["code"]: one["why"] for one in told["refused"]}
    assert list(why) == ["ZZZ-999", CODES[1], CODES[2]]
    assert "đang giữ" in why[CODES[1]]
    assert tip_in(house, CODES[2]).route.desk != OTHER_DESK  # it was another when it was chosen


async def test_the_same_press_again_is_answered_and_not_repeated() -> None:
    house = a_house_of_three()
    officer = await house.officer()
    body = wanted("handover", OTHER_DESK, *CODES)

    first, again = await press(officer, body), await press(officer, body)

    assert first == again == {"done": list(CODES), "refused": []}
    assert len(house.memory.traces) == len(CODES)


async def test_who_works_on_no_tips_moves_none() -> None:
    auditor = await a_house_of_three().officer("Kiểm tra", role=Role.AUDITOR)

    answer = await auditor.post("/api/desk/together", json=wanted("merge", CODES[0], CODES[1]))

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
