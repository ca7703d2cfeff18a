"""Rows as files for Excel. What residents wrote is text there, whatever it begins with."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable, Sequence

from handlers.words.cells import harmless
from handlers.words.giving_way import giving_way
from tips.reports.register import Cell

Row = Sequence[Cell]
CSV, XLSX = "csv", "xlsx"
# Letters: of the register's eighteen columns the story's is the widest.
REGISTER_WIDTHS = (6, 10, 16, 12, 14, 40, *(16,) * 12)
MIME = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


async def as_file(
    rows: AsyncIterator[Row], kind: str, widths: Sequence[int] = ()
) -> AsyncIterator[bytes]:
    """In pieces: a year's register need not fit into memory. `widths`: letters in a column."""
    if kind == XLSX:
        written = (await asyncio.to_thread(_excel))(giving_way(rows), widths)
    else:
        written = _commas(giving_way(rows))
    async for piece in written:
        yield piece


def _excel() -> Callable[[AsyncIterator[Row], Sequence[int]], AsyncIterator[bytes]]:
    """Beside the loop: reading Excel's format for the first time held it for 300 ms."""
    from handlers.words.workbooks import workbook

    return workbook


async def _commas(rows: AsyncIterator[Row]) -> AsyncIterator[bytes]:
    yield b"\xef\xbb\xbf"  # without it Excel reads Vietnamese as something else
    async for row in rows:
        yield line(row).encode()


def line(row: Row) -> str:
    """One row, between commas."""
    written = io.StringIO(newline="")
    csv.writer(written).writerow([harmless(str(cell)) for cell in row])
    return written.getvalue()
