"""Rows as files for Excel. What residents wrote is text there, whatever it begins with."""

import csv
import io
import tempfile
import unicodedata
from collections.abc import AsyncIterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from tips.reports.register import Cell, Stamp
from wording.moments import VIETNAM

Row = Sequence[Cell]
CSV, XLSX = "csv", "xlsx"
MIME = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what spreadsheets begin a formula with
LONGEST = 32_000  # Excel refuses a workbook with more in a cell
CHUNK = 64 * 1024
IN_MEMORY = 1024 * 1024
WIDTH = 24
MOMENT = "hh:mm dd/mm/yyyy"


async def as_file(rows: AsyncIterator[Row], kind: str) -> AsyncIterator[bytes]:
    """In pieces: a year's register need not fit into memory."""
    pieces = _workbook(rows) if kind == XLSX else _commas(rows)
    async for piece in pieces:
        yield piece


def harmless(words: str) -> str:
    """Never a formula, never a character that a workbook cannot hold."""
    kept = "".join(c for c in words if c in "\t\n" or unicodedata.category(c)[0] != "C")
    kept = kept[:LONGEST]
    return f"'{kept}" if kept.lstrip(" \u00a0").startswith(FORMULA) else kept


async def _commas(rows: AsyncIterator[Row]) -> AsyncIterator[bytes]:
    yield b"\xef\xbb\xbf"  # without it Excel reads Vietnamese as something else
    async for row in rows:
        yield line(row).encode()


def line(row: Row) -> str:
    """One row, between commas."""
    written = io.StringIO(newline="")
    csv.writer(written).writerow([harmless(str(cell)) for cell in row])
    return written.getvalue()


async def _workbook(rows: AsyncIterator[Row]) -> AsyncIterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = WIDTH
    head = True
    async for row in rows:
        sheet.append([_written(sheet, cell, bold=head) for cell in row])
        head = False
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def _written(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool) -> ExcelCell:
    cell = _valued(sheet, value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return cell


def _valued(sheet: WriteOnlyWorksheet, value: Cell) -> ExcelCell:
    """Numbers and moments are such to Excel, too; words are nothing but words."""
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value)
    if isinstance(value, Stamp):
        # Excel knows no zones: what the clock on the wall showed.
        cell = WriteOnlyCell(sheet, value.at.astimezone(VIETNAM).replace(tzinfo=None))
        beside = value.words.replace('"', "")
        cell.number_format = f'{MOMENT}"; {beside}"' if beside else MOMENT
        return cell
    cell = WriteOnlyCell(sheet, harmless(value))
    cell.data_type = "s"
    return cell
