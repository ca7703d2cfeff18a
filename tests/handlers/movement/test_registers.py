"""The registers' API as a clerk of a commune and a coordinator of its province use it."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from desks.auditing import Seen
from desks.desk import Role
from storage.database.interface import Database
from tests.handlers.movement.house import PROVINCE, MovementHouse

pytestmark = pytest.mark.either_database
REGISTERS = "/api/desk/movement/registers"
MODEL = {"name": "=Tổ liên gia", "standing": "new", "members": 12}


def entry(**values: Any) -> dict[str, Any]:
    return {"entry": "0a" * 16, "values": MODEL | values}


async def test_a_clerk_keeps_a_register_and_takes_it_out(database: Database) -> None:
    house = MovementHouse(database)
    clerk = await house.officer(Role.CLERK)

    added = await clerk.post(f"{REGISTERS}/models", json=entry())
    again = await clerk.post(f"{REGISTERS}/models", json=entry())

    assert added.status_code == 201, added.text
    assert again.json() == added.json()
    at = f"{REGISTERS}/models/{added.json()['id']}"
    changed = await clerk.post(at, json={"version": 1, "values": MODEL | {"standing": "active"}})
    late = await clerk.post(at, json={"version": 1, "values": MODEL})
    assert changed.json()["values"]["standing"] == "active"
    assert (late.status_code, late.json()["code"]) == (409, "entry_changed")
    seen = (await clerk.get(REGISTERS)).json()
    models = next(one for one in seen["registers"] if one["id"] == "models")
    assert models["standings"] == [{"label": "Hoạt động tốt", "count": 1}]
    sheet = load_workbook(io.BytesIO((await clerk.get(f"{REGISTERS}/models/file")).content)).active
    assert sheet is not None
    rows = [list(row) for row in sheet.values]
    assert rows[0][:2] == ["STT", "Tên mô hình"]
    assert rows[1][:2] == [1, "'=Tổ liên gia"]
    await clerk.post(f"{at}/archive", json={"version": 2, "archived": True})
    [laid] = (await clerk.get(f"{REGISTERS}/models")).json()["entries"]
    assert laid["archived"]
    noted = [one.kind for one in house.desk.log.sightings]
    assert noted.count(Seen.ENTERED) == 3


async def test_a_province_reads_counts_and_keeps_none(database: Database) -> None:
    house = MovementHouse(database)
    clerk = await house.officer(Role.CLERK)
    await clerk.post(f"{REGISTERS}/models", json=entry())
    above = await house.officer(Role.COORDINATOR, PROVINCE)

    seen = (await above.get(REGISTERS)).json()
    refused = await above.post(f"{REGISTERS}/models", json=entry())

    models = next(one for one in seen["registers"] if one["id"] == "models")
    assert models["standings"] == [{"label": "Mới xây dựng", "count": 1}]
    assert (await above.get(f"{REGISTERS}/models")).json()["entries"] == []
    assert refused.json()["code"] == "no_commune"


async def test_what_is_wrong_is_named_by_its_field(database: Database) -> None:
    clerk = await MovementHouse(database).officer(Role.CLERK)

    missing = await clerk.post(f"{REGISTERS}/models", json=entry(name=""))
    wrong = await clerk.post(f"{REGISTERS}/models", json=entry(members="mười hai"))
    strange = await clerk.get(f"{REGISTERS}/persons")

    assert missing.json()["detail"] == "Ô “Tên mô hình” còn trống."
    assert "Số thành viên" in wrong.json()["detail"]
    assert strange.json()["code"] == "unknown_register"
