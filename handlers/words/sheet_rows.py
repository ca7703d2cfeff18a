"""The rows of a sheet somebody filled in: an XLSX workbook's first sheet, or lines with commas."""

import csv
import io
from itertools import islice

MOST = 25_000  # rows that are looked at
MOST_COLUMNS = 40
_ZIP = b"PK"


class NoSheet(Exception):
    """Neither a workbook nor a text in UTF-8."""


def read_rows(content: bytes) -> list[list[str]]:
    """Takes a second for ten thousand rows: never on the event loop. NoSheet."""
    return _workbook(content) if content.startswith(_ZIP) else _lines(content)


def _workbook(content: bytes) -> list[list[str]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST, max_col=MOST_COLUMNS, values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    except (BadZipFile, KeyError, ValueError, IndexError, OSError):
        raise NoSheet from None


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
