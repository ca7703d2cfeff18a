"""Rows as a workbook. Apart, because Excel's format takes a fifth of a second to import."""

import asyncio
import io
import os
from collections.abc import AsyncIterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from typing_extensions import override

from handlers.words.cells import harmless
from tips.reports.register import Cell, Stamp
from wording.moments import VIETNAM

CHUNK = 64 * 1024
WIDTH = 24
MOMENT = "hh:mm dd/mm/yyyy"
WRAPPED = Alignment(wrap_text=True, vertical="top")
BOLD = Font(bold=True)


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


async def workbook(rows: AsyncIterator[Sequence[Cell]]) -> AsyncIterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.sheet_format.defaultColWidth = WIDTH
    with _InMemory(sheet):
        head = True
        async for row in rows:
            sheet.append([_written(sheet, cell, bold=head) for cell in row])
            head = False
        file = io.BytesIO()
        await asyncio.to_thread(book.save, file)  # it packs, which needs no other Python
    file.seek(0)
    while piece := file.read(CHUNK):
        yield piece


def _written(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool) -> ExcelCell:
    cell = _valued(sheet, value)
    cell.alignment = WRAPPED
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
