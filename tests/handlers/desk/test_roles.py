"""Every role presses every button of the API, on a tip of its own desk, of one below, of another.

What each may do is the table of tests/desks/test_permissions.py. Here it is asked at the door: who
may is never refused for who they are; who may not is told 403 at a desk they read, and 404, as if
there were nothing, everywhere else.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient, Response

from desks.desk import Code, DeskCode, Role
from desks.permissions import Action
from tests.builders import a_desk, a_tip
from tests.desks.test_permissions import TABLE
from tests.handlers.webdesk_house import DeskHouse
from tips.moves.table import MOVES, Argument, DeskMove, MoveWords
from tips.tip import Route

HERE, THERE = "K7Q-204", "K7Q-205"
OWN, BELOW, OTHER = 0, 1, 2  # columns of the table
PROVINCE, COMMUNE, ELSEWHERE = DeskCode("79"), DeskCode("26743"), DeskCode("01279")

# What each kind of argument may be, and what is written with it.
ARGUMENTS = {
    Argument.COLLEAGUE: "Ai đó",
    Argument.DESK: "27004",
    Argument.TIP: HERE,
    Argument.LINE: None,
    Argument.KIND: "co_bac",
    Argument.COMMUNE: "26743",
    Argument.SWITCH: True,
    Argument.STATUS: "xac_minh",
    Argument.URGENCY: "khan_cap",
    Argument.OUTCOME: "trung_lap",
    Argument.SUM: 0,
    Argument.MATTER: "neighbours",
    Argument.HAMLET: "Thôn Đông",
}
WORDS: dict[MoveWords, dict[str, Any]] = {
    MoveWords.NONE: {},
    MoveWords.REASON: {"reason": "lý do"},
    MoveWords.REMARK: {},
    MoveWords.NOTE: {"text": "Ghi lại."},
    MoveWords.ANSWER: {"text": "Mấy giờ?"},
    MoveWords.FAREWELL: {"text": ""},
}


def body_of(move: DeskMove) -> dict[str, Any]:
    argument = {move.field: ARGUMENTS[move.names]} if move.field else {}
    return argument | WORDS[move.words]


# Where a role sits so that the tip is at its own desk, below it, or at another.
SEATS = {
    OWN: {Role.COORDINATOR: PROVINCE},
    BELOW: dict.fromkeys(Role, PROVINCE),
    OTHER: dict.fromkeys(Role, ELSEWHERE),
}


@pytest.fixture(params=Role)
def role(request: pytest.FixtureRequest) -> Role:
    found: Role = request.param
    return found


@pytest.fixture(params=[OWN, BELOW, OTHER], ids=["own desk", "desk below", "other desk"])
def where(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture(scope="module")
def house() -> DeskHouse:
    """One for all: what takes long is to build its app."""
    house = DeskHouse()
    for code in (PROVINCE, ELSEWHERE):
        house.memory.desks[code] = a_desk(code, f"Công an {code}")
    return house


def a_fresh_tip(house: DeskHouse, role: Role, where: int) -> None:
    desk = PROVINCE if where == OWN and role is Role.COORDINATOR else COMMUNE
    house.memory.tips.clear()
    house.memory.traces.clear()
    house.has(a_tip(code=Code(HERE), route=Route(desk, "ở đó")))


@pytest.fixture
async def client(house: DeskHouse, role: Role, where: int) -> AsyncIterator[AsyncClient]:
    a_fresh_tip(house, role, where)
    seat = SEATS[where].get(role, COMMUNE)
    officer = await house.officer(f"{role} {where}", seat, role)
    yield officer
    await officer.aclose()


def expected(role: Role, action: Action, where: int) -> str:
    if action in TABLE[role][where]:
        return "may"
    reads = Action.READ in TABLE[role][where]
    works_nowhere = Action.READ not in TABLE[role][OWN]
    return "403" if reads or works_nowhere else "404"


def verdict(answer: Response) -> str:
    assert answer.status_code < 500, answer.text
    refused = answer.status_code in (401, 403, 404)
    return str(answer.status_code) if refused else "may"


async def test_every_move_of_every_role_at_every_desk(
    house: DeskHouse, client: AsyncClient, role: Role, where: int
) -> None:
    for name, move in MOVES.items():
        a_fresh_tip(house, role, where)

        answer = await client.post(f"/api/desk/tips/{HERE}/{name}", json=body_of(move))

        assert verdict(answer) == expected(role, move.action, where), (name, answer.text)


async def test_reading_a_tip(client: AsyncClient, role: Role, where: int) -> None:
    for path in ("", "/choices"):
        answer = await client.get(f"/api/desk/tips/{HERE}{path}")
        assert verdict(answer) == expected(role, Action.READ, where), path


async def test_a_tip_that_is_not_there_looks_like_one_that_is_elsewhere(
    client: AsyncClient, role: Role, where: int
) -> None:
    there = await client.get(f"/api/desk/tips/{HERE}")
    nowhere = await client.get(f"/api/desk/tips/{THERE}")

    if verdict(there) != "may":
        assert there.json() == nowhere.json()


OWN_DESK: dict[str, Action] = {
    "tips": Action.READ,
    "traces": Action.READ,
    "places?q=a": Action.READ,
    "desks?q=a": Action.READ,
    "roster": Action.READ,
    "reports/register?from=2026-03-01&to=2026-03-12": Action.REPORT,
    "reports/handover-sheet?format=text": Action.REPORT,
    "ready-words": Action.ASK,
    "audit": Action.READ_AUDIT,
}


@pytest.mark.parametrize("where", [OWN], indirect=True, ids=["own desk"])
@pytest.mark.parametrize("path", OWN_DESK)
async def test_what_a_role_may_read_at_its_own_desk(
    client: AsyncClient, role: Role, path: str
) -> None:
    answer = await client.get(f"/api/desk/{path}")

    wanted = "may" if OWN_DESK[path] in TABLE[role][OWN] else "403"
    assert verdict(answer) == wanted, answer.text


async def test_the_queue_of_another_desk(client: AsyncClient, role: Role, where: int) -> None:
    answer = await client.get("/api/desk/tips?desk=26743")

    if where != OWN or role is not Role.COORDINATOR:
        assert verdict(answer) in {expected(role, Action.READ, where), "404"}


@pytest.mark.parametrize("where", [OWN], indirect=True, ids=["own desk"])
async def test_taking_down_a_tip_told_by_phone(client: AsyncClient, role: Role) -> None:
    told = {"kind": "ma_tuy", "story": "Có người bán ma túy."}
    answer = await client.post("/api/desk/tips", json=told)

    assert verdict(answer) == ("may" if Action.TAKE_DOWN in TABLE[role][OWN] else "403")


def test_every_move_of_the_table_is_pressed_here() -> None:
    elsewhere = {
        Action.READ, Action.TAKE_DOWN, Action.OVERRULE, Action.REPORT, Action.READ_AUDIT,
        Action.WRITE_LESSON, Action.APPROVE_LESSON, Action.ALERT_RESIDENTS, Action.ADMINISTER,
        Action.LOG_OUTREACH, Action.READ_OUTREACH, Action.SET_TARGETS, Action.PAY_REWARD,
        Action.PATROL,
    }  # fmt: skip

    assert {move.action for move in MOVES.values()} == set(Action) - elsewhere
