"""The register as a file from the desk's door."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import openpyxl
import pytest

from desks.desk import Code, Role
from handlers.words import giving_way
from handlers.words.cells import harmless
from handlers.words.sheets import CSV, XLSX, as_file
from tests.builders import NOON, a_report, a_tip
from tests.handlers.webdesk_house import OTHER_DESK, a_house
from tips.reports.register import COLUMNS, Cell
from tips.tip import Author, Line, Status, TipId

REGISTER = "/api/desk/reports/register"
MARCH = f"{REGISTER}?from=2026-03-01&to=2026-03-31"


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_the_register_is_a_row_of_eighteen_columns_for_each_tip() -> None:
    house = a_house(a_tip(lines=(Line(1, NOON, Author.DESK, "Ở đâu?", "Trực ban 1"),)))
    officer = await house.officer()

    answer = await officer.get(MARCH)

    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, row = read(answer.content)
    assert tuple(head) == COLUMNS
    assert len(row) == 18
    assert row[:5] == ["1", "K7Q-204", "12:00 12/03/2026", "trang web", "không để lại tên"]
    assert row[7].startswith("phường Bến Thành")
    assert row[16] == "12:00 12/03/2026; trang web"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].endswith('20260301-20260401.csv"')


async def test_a_workbook_holds_the_same_rows() -> None:
    """Its numbers and moments are such to Excel; what was told is words whatever it begins with."""
    asked = Line(1, NOON, Author.DESK, "Ở đâu?", "Trực ban 1")
    house = a_house(a_tip(report=a_report(story='=HYPERLINK("http://x","y")'), lines=(asked,)))
    officer = await house.officer()

    answer = await officer.get(f"{MARCH}&format=xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    head, row = sheet.iter_rows()
    assert tuple(cell.value for cell in head) == COLUMNS
    moments = [cell.column for cell in row if cell.data_type == "d"]
    assert (row[0].value, moments) == (1, [3, 17])
    assert row[2].value == row[16].value == datetime(2026, 3, 12, 12, 0)  # noqa: DTZ001 - Excel knows no zones
    assert row[16].number_format == 'hh:mm dd/mm/yyyy"; trang web"'
    words = [cell for cell in row[1:] if cell.value is not None and cell.column not in moments]
    assert {cell.data_type for cell in words} == {"s"}
    assert row[5].value == '\'=HYPERLINK("http://x","y")'


async def test_others_have_their_turn_after_each_bite_of_a_long_paper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(giving_way, "BITE", 0.0)  # a row is one
    monkeypatch.setattr(giving_way, "PAUSE", 0.0)
    turns = 0

    async def rows() -> AsyncIterator[Sequence[Cell]]:
        for number in range(50):
            yield (number, "K7Q-204")

    async def wait_for_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    waiting = asyncio.create_task(wait_for_turns())
    for kind in (CSV, XLSX):
        turns = 0
        assert [piece async for piece in as_file(rows(), kind)]
        assert turns >= 50
    waiting.cancel()


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r=", " =", "\u200b=", "＝"])
async def test_what_a_resident_wrote_is_never_a_formula(begin: str) -> None:
    house = a_house(a_tip(report=a_report(story=f"{begin}cmd|'/c calc'!A1")))
    officer = await house.officer()

    row = read((await officer.get(MARCH)).content)[1]

    assert row[5].startswith("'")
    assert harmless(f"{begin}1+1").startswith("'")


def test_ordinary_words_stay_as_they_are() -> None:
    assert harmless("Chợ Bến Thành = ở quận 1") == "Chợ Bến Thành = ở quận 1"
    assert harmless("nửa \ud83d biểu tượng \x07") == "nửa  biểu tượng "


async def test_only_tips_of_the_window_and_the_own_desk_are_in_it() -> None:
    older = a_tip(id=TipId("2" * 32), code=Code("OLD-001"), filed_at=NOON.replace(month=1))
    other = a_tip(id=TipId("3" * 32), code=Code("NEW-001"))
    elsewhere = replace(other, route=replace(other.route, desk=OTHER_DESK))
    house = a_house(a_tip(), older, elsewhere)
    officer = await house.officer()

    assert [row[1] for row in read((await officer.get(MARCH)).content)[1:]] == ["K7Q-204"]
    month = await officer.get(f"{REGISTER}?period=thang&on=2026-03-20")
    assert [row[1] for row in read(month.content)[1:]] == ["K7Q-204"]
    day = await officer.get(f"{REGISTER}?period=ngay")  # until seven this morning
    assert read(day.content)[1:] == []


async def test_every_export_is_written_down_first() -> None:
    house = a_house()
    officer = await house.officer()

    await officer.get(MARCH)

    [sighting] = house.log.sightings
    assert sighting.kind == "export"
    assert sighting.what.startswith("register 26743 2026-03-01")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?from=2026-03-01",
        "?from=2026-03-31&to=2026-03-01",
        "?from=1026-03-01&to=2026-03-01",
        "?from=2001-03-01&to=2026-03-01",
        "?period=ngay&from=2026-03-01",
        "?period=mai",
    ],
)
async def test_an_unclear_window_is_refused(query: str) -> None:
    house = a_house()

    answer = await (await house.officer()).get(REGISTER + query)

    assert answer.status_code == 422


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.BROADCASTER])
async def test_roles_without_tips_export_nothing(role: Role) -> None:
    house = a_house()

    answer = await (await house.officer("Khác", role=role)).get(MARCH)

    assert answer.status_code in (403, 404)


async def test_a_commanders_notes_are_directions() -> None:
    note = Line(1, NOON, Author.NOTE, "Xác minh ngay trong đêm", "Chỉ huy")
    house = a_house(a_tip(lines=(note, replace(note, number=2, officer="Trực ban 1"))))
    await house.officer("Chỉ huy", role=Role.COMMANDER)

    row = read((await (await house.officer()).get(MARCH)).content)[1]

    assert row[12] == "12:00 12/03/2026 Chỉ huy: Xác minh ngay trong đêm"


async def test_the_sheet_for_a_change_of_shifts_holds_what_is_open_and_no_story() -> None:
    late = a_tip(filed_at=NOON - timedelta(days=1))
    closed = a_tip(id=TipId("2"), code=Code("M3D-118"), status=Status.CLOSED, closed_at=NOON)
    house = a_house(late, closed)
    officer = await house.officer()

    sheet = await officer.get("/api/desk/reports/handover-sheet?format=text")

    assert sheet.headers["content-type"].startswith("text/plain")
    assert sheet.headers["cache-control"] == "no-store"
    assert "Công an phường Bến Thành" in sheet.text
    assert "K7Q-204" in sheet.text
    assert "trễ" in sheet.text
    assert "M3D-118" not in sheet.text
    assert "tụ tập" not in sheet.text
    assert [one.what for one in house.log.sightings] == ["sheet 26743"]


async def test_the_sheet_is_a_page_to_print_with_its_letters_in_it() -> None:
    officer = await a_house().officer()

    sheet = await officer.get("/api/desk/reports/handover-sheet")

    assert sheet.headers["content-type"] == "application/pdf"
    assert sheet.headers["content-disposition"] == 'inline; filename="ban-giao-26743-20260312.pdf"'
    assert sheet.content.startswith(b"%PDF-")
    assert b"/FontFile2" in sheet.content
