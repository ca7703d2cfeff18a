"""The movement's API as a clerk of a commune and a coordinator of its province use it."""

import io
from typing import Any

import pytest
from httpx import AsyncClient
from openpyxl import Workbook

from desks.auditing import Seen
from desks.desk import Role
from storage.database.interface import Database
from tests.builders import NOON
from tests.handlers.movement.house import PROVINCE, MovementHouse

pytestmark = pytest.mark.either_database
MOVEMENT = "/api/desk/movement"
TODAY = f"{NOON:%Y-%m-%d}"
HAMLETS = "Tên;Số hộ;Số người\nTổ 1;120;400\nTổ 2;80;300\n"


def entry(**told: Any) -> dict[str, Any]:
    return {"entry": "0a" * 16, "day": TODAY, "form": "meeting"} | told


async def import_sheet(client: AsyncClient, what: str, content: bytes) -> dict[str, Any]:
    answer = await client.post(f"{MOVEMENT}/import/{what}", content=content)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def workbook(rows: list[list[object]]) -> bytes:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


async def test_a_clerk_logs_a_meeting_and_the_province_sees_how_far_it_came(
    database: Database,
) -> None:
    house = MovementHouse(database)
    clerk = await house.officer(Role.CLERK)
    assert (await import_sheet(clerk, "hamlets", HAMLETS.encode()))["saved"] == 2
    hamlet = (await clerk.get(MOVEMENT)).json()["hamlets"][0]["id"]

    body = entry(hamlet=hamlet, households=90, heads=100, lesson="ld-14", tags=["cyber"])
    logged = await clerk.post(f"{MOVEMENT}/activities", json=body)
    again = await clerk.post(f"{MOVEMENT}/activities", json=body)

    assert logged.status_code == 201, logged.text
    assert again.json() == logged.json()
    noted = [one.what for one in house.desk.log.sightings if one.kind is Seen.ENTERED]
    assert noted == ["hamlets 2", f"activity {logged.json()['id']}"]
    above = await house.officer(Role.COORDINATOR, PROVINCE)
    seen = (await above.get(f"{MOVEMENT}/meters")).json()
    assert (seen["whole"]["least"], seen["whole"]["households"]) == (90, 200)
    assert [row["name"] for row in seen["rows"] if row["reach"]["activities"]] == [
        "phường Bến Thành"
    ]
    quiet = (await clerk.get(f"{MOVEMENT}/silent")).json()
    assert [row["name"] for row in quiet["rows"]] == ["Tổ 2"]
    refused = await above.post(f"{MOVEMENT}/activities", json=entry())
    assert refused.json()["code"] == "no_commune"


async def test_ten_thousand_rows_with_broken_ones_leave_nothing_behind(database: Database) -> None:
    house = MovementHouse(database)
    clerk = await house.officer(Role.CLERK)
    head: list[object] = ["Tên", "Loại", "Số người", "Người phụ trách", "Điện thoại"]
    rows = [head, *([f"Công ty {n}", "công ty", n, "", ""] for n in range(10_000))]
    for number in range(100, 10_001, 100):
        rows[number - 1][1] = "chợ"

    broken = await import_sheet(clerk, "organisations", workbook(rows))
    kept = (await clerk.get(f"{MOVEMENT}/places")).json()["organisations"]

    assert (broken["saved"], broken["broken"]) == (0, 100)
    assert broken["faults"][0]["words"].startswith("Dòng 100:")
    assert kept == []


async def test_of_many_organisations_some_are_listed_and_the_others_found_by_name(
    database: Database,
) -> None:
    clerk = await MovementHouse(database).officer(Role.CLERK)
    rows = [f"Công ty {n:03};công ty;9;Cô Hạnh;" for n in range(250)]
    sheet = "\n".join(["Tên;Loại;Số người;Người phụ trách;Điện thoại", *rows])
    assert (await import_sheet(clerk, "organisations", sheet.encode()))["saved"] == 250

    first = (await clerk.get(MOVEMENT)).json()
    found = (await clerk.get(f"{MOVEMENT}/places", params={"named": "CONG TY 24"})).json()

    assert (len(first["organisations"]), first["more"]) == (200, True)
    assert "focal" not in first["organisations"][0]
    assert (len(found["organisations"]), found["more"]) == (10, False)
    assert found["organisations"][0]["focal"] == "Cô Hạnh"


async def test_a_file_that_is_no_sheet_and_a_day_to_come_are_refused(database: Database) -> None:
    clerk = await MovementHouse(database).officer(Role.CLERK)

    file = await clerk.post(f"{MOVEMENT}/import/hamlets", content=b"\xff\xfe\x00PK")
    day = await clerk.post(f"{MOVEMENT}/activities", json=entry(day="2999-01-01"))
    place = await clerk.post(f"{MOVEMENT}/activities", json=entry(hamlet=4711))

    codes = [answer.json()["code"] for answer in (file, day, place)]
    assert codes == ["no_sheet", "day_not_allowed", "unknown_place_here"]


async def test_targets_belong_to_who_commands_and_to_the_clerk(database: Database) -> None:
    house = MovementHouse(database)
    officer, clerk = await house.officer(Role.OFFICER), await house.officer(Role.CLERK)
    wanted = {"households": 80, "organisations": 95, "silent_days": 14}

    refused = await officer.post(f"{MOVEMENT}/targets", json=wanted)
    kept = await clerk.post(f"{MOVEMENT}/targets", json=wanted)

    assert refused.status_code == 403
    assert kept.json() == wanted
    assert (await officer.get(f"{MOVEMENT}/meters")).json()["targets"] == wanted


async def test_a_clerk_reads_no_tip_and_a_broadcaster_no_meters(database: Database) -> None:
    house = MovementHouse(database)
    clerk = await house.officer(Role.CLERK)
    broadcaster = await house.officer(Role.BROADCASTER)

    assert (await clerk.get("/api/desk/queue")).status_code in {403, 404}
    assert (await clerk.get("/desk")).headers["location"] == "/desk/movement"
    assert (await broadcaster.get(MOVEMENT)).status_code == 403
    assert (await house.desk.visitor().get(MOVEMENT)).status_code == 401


async def test_a_poster_bears_the_name_of_one_of_ones_own_organisations(database: Database) -> None:
    house = MovementHouse(database)
    clerk, poster = await house.officer(Role.CLERK), f"{MOVEMENT}/poster"
    await import_sheet(clerk, "organisations", b"T\xc3\xaan;Lo\xe1\xba\xa1i\nMay 10;company\n")
    [mine] = (await clerk.get(MOVEMENT)).json()["organisations"]

    own = await clerk.get(poster)
    named = await clerk.get(poster, params={"organisation": mine["id"]})
    other = await clerk.get(poster, params={"organisation": mine["id"] + 1})

    assert (own.text, named.text) == ("%PDF 26743 ", "%PDF 26743 May 10")
    assert own.headers["content-type"] == "application/pdf"
    assert other.json()["code"] == "unknown_place_here"
