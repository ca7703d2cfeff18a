"""What residents wrote is text in a spreadsheet, whatever it begins with."""

import unicodedata

from tips.reports.register import Cell

FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what spreadsheets begin a formula with
LONGEST = 32_000  # Excel refuses a workbook with more in a cell


def harmless(words: str) -> str:
    """Never a formula, never a character that a workbook cannot hold."""
    kept = "".join(c for c in words if c in "\t\n" or unicodedata.category(c)[0] != "C")
    kept = kept[:LONGEST]
    return f"'{kept}" if kept.lstrip(" \u00a0").startswith(FORMULA) else kept


class Head(tuple[Cell, ...]):
    """A row that names what stands below it. The first row of a file is one anyway."""
