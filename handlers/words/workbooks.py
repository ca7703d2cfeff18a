"""Rows as a workbook. Apart, because Excel's format takes a fifth of a second to import."""

import asyncio
import io
import os
from collections.abc import AsyncIterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from typing_extensions import override

from handlers.words.cells import Head, harmless
from tips.reports.register import Cell, Stamp
from wording.moments import VIETNAM

CHUNK = 64 * 1024
WIDTH = 24
MOMENT = "hh:mm dd/mm/yyyy"
WRAPPED = Alignment(wrap_text=True, vertical="top")
TO_THE_RIGHT = Alignment(horizontal="right", vertical="top")  # a share, as numbers stand
BOLD = Font(bold=True)
_THIN = Side("thin", "FF9AA3A0")
FRAMED = Border(_THIN, _THIN, _THIN, _THIN)
A4 = "9"  # Excel's number for it
LINE, HIGHEST = 15.0, 405.0  # points: of one line, of a row
SPARE = 2  # letters of a column that words do not fill to its end


class _InMemory(WorksheetWriter):
    """openpyxl writes rows into a file in /tmp: what tips say would lie there unsealed, and stay
    there when somebody stops reading half-way.
    """

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self._sheet = sheet
        self._file = os.memfd_create("sheet")
        super().__init__(sheet, f"/proc/self/fd/{self._file}")
        vars(sheet)["_writer"] = self  # it would make one of its own
        self.write_top()

    def __enter__(self) -> None:
        return

    def __exit__(self, *_problem: object) -> None:
        if not self._sheet.closed:
            self._sheet.close()
        os.close(self._file)

    @override
    def cleanup(self) -> None:
        """There is nothing to remove: closing it is the end of it."""


async def workbook(
    rows: AsyncIterator[Sequence[Cell]], widths: Sequence[int] = ()
) -> AsyncIterator[bytes]:
    """`widths`: letters in a column, from the left; the others have the usual one."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    _set_up(sheet, widths)
    with _InMemory(sheet):
        number = 0
        async for row in rows:
            number += 1
            _make_room(sheet, number, row, widths)
            bold = number == 1 or isinstance(row, Head)
            sheet.append([_written(sheet, cell, row, bold=bold) for cell in row])
        file = io.BytesIO()
        await asyncio.to_thread(book.save, file)  # it packs, which needs no other Python
    file.seek(0)
    while piece := file.read(CHUNK):
        yield piece


def _set_up(sheet: Any, widths: Sequence[int]) -> None:
    """To be printed: all columns on one sheet of A4, lying, its head on every page."""
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = WIDTH
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.oddFooter.center.text = "&P/&N"


def _make_room(sheet: Any, number: int, row: Sequence[Cell], widths: Sequence[int]) -> None:
    """Office programs other than Excel show one line of words that were wrapped elsewhere."""
    sheet.row_dimensions.pop(number - 1, None)  # written already: a year's register is long
    columns = (widths[at] if at < len(widths) else WIDTH for at in range(len(row)))
    lines = max(map(_lines_of, row, columns), default=1) if len(row) > 1 else 1
    if lines > 1:
        sheet.row_dimensions[number].height = min(lines * LINE, HIGHEST)


def _lines_of(value: Cell, width: int) -> int:
    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-len(line) // max(width - SPARE, 1))) for line in value.split("\n"))


def _written(
    sheet: WriteOnlyWorksheet, value: Cell, row: Sequence[Cell], *, bold: bool
) -> ExcelCell:
    """What stands alone in its row is a title, and runs on over the columns beside it."""
    cell = _valued(sheet, value)
    if len(row) > 1:
        cell.border = FRAMED
        cell.alignment = TO_THE_RIGHT if str(value).endswith("%") else WRAPPED
    if bold:
        cell.font = BOLD
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
