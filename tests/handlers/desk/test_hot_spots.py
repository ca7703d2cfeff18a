"""Hot spots and figures at the desk's door: a table, and workbooks in fives."""

import io
from dataclasses import replace

import openpyxl

from desks.desk import Code, Role
from tests.builders import a_tip
from tests.handlers.webdesk_house import a_house
from tips.tip import TipId

SPOTS = "/api/desk/reports/hot-spots"
DAYS = "from=2026-03-01&to=2026-03-31"


async def test_six_tips_of_one_hamlet_are_at_least_five() -> None:
    tip = a_tip()
    place = replace(tip.report.place, words="tổ 12, gần trường")
    told = replace(tip, report=replace(tip.report, place=place))
    house = a_house(*(replace(told, id=TipId(f"t{n}"), code=Code(f"K7Q-20{n}")) for n in range(6)))
    officer = await house.officer()

    found = (await officer.get(f"{SPOTS}?{DAYS}")).json()
    answer = await officer.get(f"{SPOTS}/file?{DAYS}")

    assert found["bands"][3] == "12–16 giờ"
    assert found["rows"][0] == {
        "hamlet": "Tổ dân phố 12", "bands": [0, 0, 0, 5, 0, 0], "total": 5,
    }  # fmt: skip
    commander = await house.officer("Chỉ huy", role=Role.COMMANDER)
    figures = await commander.get(f"/api/desk/reports/figures/file?{DAYS}")
    counted = openpyxl.load_workbook(io.BytesIO(figures.content)).worksheets[0]
    lines = [tuple(cell for cell in row if cell is not None) for row in counted.values]
    assert ("Đã tiếp nhận", 5) in lines
    assert ("Ma túy", 5) in lines
    assert ("Đang trễ hạn", "dưới 5") in lines
    assert lines[0] == ("Số liệu tin báo từ 01/03/2026 đến 31/03/2026",)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell for cell in row if cell is not None] for row in sheet.values]
    few = "dưới 5"
    assert rows[3] == ["Tổ dân phố 12", few, few, few, 5, few, few, 5]
    assert house.log.sightings[0].what.startswith("hot spots 26743 ")
    clerk = await house.officer("Văn thư", role=Role.CLERK)
    assert (await clerk.get(f"{SPOTS}?{DAYS}")).status_code in {403, 404}
