"""The rows of a sheet somebody filled in: an XLSX workbook's first sheet, or lines with commas."""

import csv
import io
from itertools import islice
from zipfile import ZipFile

MOST = 25_000  # rows that are looked at
MOST_COLUMNS = 40
MOST_UNFOLDED = 64 * 1024 * 1024  # bytes: a sheet of so many rows has a third of it
_ZIP = b"PK"


class NoSheet(Exception):
    """Neither a workbook nor a text in UTF-8."""


def read_rows(content: bytes) -> list[list[str]]:
    """Takes a second for ten thousand rows: never on the event loop. NoSheet."""
    return _workbook(content) if content.startswith(_ZIP) else _lines(content)


def _workbook(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        _refuse_bombs(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST, max_col=MOST_COLUMNS, values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    except Exception:  # noqa: BLE001 - what is no workbook fails in every way there is
        raise NoSheet from None


def _refuse_bombs(content: bytes) -> None:
    """A megabyte may say that it unfolds into a thousand; more than it says is never unfolded."""
    with ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_UNFOLDED:
            raise NoSheet


def _lines(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoSheet from None
    head = text.partition("\n")[0]
    between = max((",", ";", "\t"), key=head.count)  # Excel in Vietnamese writes semicolons
    try:
        return list(islice(csv.reader(io.StringIO(text), delimiter=between), MOST))
    except csv.Error:
        raise NoSheet from None
