"""Rows as files for Excel. What residents wrote is text there, whatever it begins with."""

import csv
import io
import tempfile
import unicodedata
from collections.abc import AsyncIterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Row = Sequence[str]
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
    csv.writer(written).writerow([harmless(cell) for cell in row])
    return written.getvalue()


async def _workbook(rows: AsyncIterator[Row]) -> AsyncIterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = WIDTH
    head = True
    async for row in rows:
        sheet.append([_cell(sheet, words, bold=head) for words in row])
        head = False
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def _cell(sheet: WriteOnlyWorksheet, words: str, *, bold: bool) -> Cell:
    cell = WriteOnlyCell(sheet, harmless(words))
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return cell
