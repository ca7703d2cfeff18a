"""A commune's year is played through, and its reports are made by one press."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from desks.auditing import Seen
from desks.desk import Role
from storage.database.interface import Database
from tests.builders import NOON
from tests.handlers.movement.house import PROVINCE, MovementHouse

pytestmark = pytest.mark.either_database
MOVEMENT = "/api/desk/movement"
YEAR = {"first": f"{NOON.year}-01-01", "last": f"{NOON.year}-12-31"}
SHEETS = {
    "hamlets": "Tên;Số hộ\nTổ 1;120\n=1+1;80\n",
    "organisations": "Tên;Loại;Số người\nTrường Kim Đồng;trường;500\nMay 10;công ty;800\n",
}


async def play_a_year(house: MovementHouse) -> None:
    clerk = await house.officer(Role.CLERK)
    for what, sheet in SHEETS.items():
        await clerk.post(f"{MOVEMENT}/import/{what}", content=sheet.encode())
    seen = (await clerk.get(MOVEMENT)).json()
    school = next(one for one in seen["organisations"] if one["name"] == "Trường Kim Đồng")
    done = [
        {"form": "meeting", "hamlet": seen["hamlets"][1]["id"], "households": 90, "heads": 110},
        {"form": "loudspeaker", "households": 150, "tags": ["festival_19_8"]},
        {"form": "meeting", "organisation": school["id"], "heads": 480, "tags": ["cyber"]},
    ]
    model = {"name": "Tổ liên gia", "standing": "active"}
    kept = {"entry": "0" * 32, "values": model}
    assert (await clerk.post(f"{MOVEMENT}/registers/models", json=kept)).status_code == 201
    for number, one in enumerate(done):
        body = {"entry": f"{number:032x}", "day": f"{NOON:%Y-%m-%d}"} | one
        assert (await clerk.post(f"{MOVEMENT}/activities", json=body)).status_code == 201


async def test_a_year_becomes_a_workbook_whose_words_are_words(database: Database) -> None:
    house = MovementHouse(database)
    await play_a_year(house)
    clerk = await house.officer(Role.CLERK)

    answer = await clerk.get(f"{MOVEMENT}/reports/file", params=YEAR | {"format": "xlsx"})

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[cell for cell in row if cell is not None] for row in sheet.values]
    assert ["Hộ dân", 200, 150, 200, "75%", "75%"] in rows
    assert ["Tổ chức", 2, 1, 1, "50%", "100%"] in rows
    assert ["'=1+1", 80, 0, 0, "0%"] in rows
    assert ["Ngày hội 19/8", 1, 0, 150] in rows
    assert ["Mô hình tự quản", "Hoạt động tốt", 1] in rows
    noted = [(one.kind, one.what) for one in house.desk.log.sightings]
    assert (Seen.EXPORT, f"movement {YEAR['first']} {YEAR['last']}") in noted


async def test_a_report_is_paper_for_a_commune_and_for_its_province(database: Database) -> None:
    house = MovementHouse(database)
    await play_a_year(house)

    for desk in ((), (PROVINCE,)):
        officer = await house.officer(Role.COMMANDER, *desk)
        answer = await officer.get(f"{MOVEMENT}/reports/file", params=YEAR)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        written = await officer.get(f"{MOVEMENT}/reports/file", params=YEAR | {"format": "docx"})
        assert Document(io.BytesIO(written.content)).tables


async def test_what_was_sent_is_overdue_no_more(database: Database) -> None:
    clerk = await MovementHouse(database).officer(Role.CLERK)
    dues = (await clerk.get(f"{MOVEMENT}/reports")).json()["dues"]
    late = [one["name"] for one in dues if one["overdue"]]

    for name in late:
        dues = (await clerk.post(f"{MOVEMENT}/reports/sent", json={"name": name})).json()["dues"]
    strange = await clerk.post(f"{MOVEMENT}/reports/sent", json={"name": "year 1999-01-01"})

    assert late
    assert not [one for one in dues if one["overdue"]]
    assert {one["name"] for one in dues if one["sent"]} == set(late)
    assert strange.json()["code"] == "unknown_report"


@pytest.mark.parametrize("last", [f"{NOON.year - 1}-01-01", "2999-01-01"])
async def test_days_that_make_no_span_are_refused(database: Database, last: str) -> None:
    clerk = await MovementHouse(database).officer(Role.CLERK)

    answer = await clerk.get(f"{MOVEMENT}/reports/file", params=YEAR | {"last": last})

    assert answer.json()["code"] == "day_not_allowed"
