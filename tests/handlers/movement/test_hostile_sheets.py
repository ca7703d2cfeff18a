"""A clerk's sheet may come from anybody: what is no workbook is refused, and costs little."""

import io
import random
import resource
import zipfile

import pytest
from openpyxl import Workbook

from handlers.words.sheet_rows import NoSheet, read_rows

PART = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
LAUGHING = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SAYS = f'''<worksheet xmlns="{NAMESPACE}"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>Tên%s</t></is></c></row></sheetData></worksheet>'''


def a_workbook() -> bytes:
    book, into = Workbook(), io.BytesIO()
    for row in (("Tên", "Số hộ"), ("Tổ dân phố 3", 120)):
        book.worksheets[0].append(row)
    book.save(into)
    return into.getvalue()


def _with(content: bytes) -> bytes:
    into = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_workbook())) as whole,
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for name in whole.namelist():
            other.writestr(name, content if name == PART else whole.read(name))
    return into.getvalue()


def test_a_sheet_that_unfolds_into_gigabytes_is_not_unfolded() -> None:
    bomb = _with(SAYS.encode() + bytes(100_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(NoSheet):
        read_rows(bomb)
    assert len(bomb) < 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB


@pytest.mark.parametrize("head", [LAUGHING, OUTSIDE])
def test_what_hides_in_its_words_is_neither_unfolded_nor_fetched(head: str) -> None:
    try:
        rows = read_rows(_with((head + SAYS % "&a11;").encode()))
    except NoSheet:
        return
    assert {cell for row in rows for cell in row} <= {"Tên", ""}


def test_a_sheet_of_such_a_shape_is_read() -> None:
    """Else the tests above would prove nothing."""
    assert read_rows(_with((SAYS % "").encode()))[0][0] == "Tên"


def test_damaged_workbooks_are_no_sheets() -> None:
    whole, chance = a_workbook(), random.Random(15)  # noqa: S311
    refused = 0
    for _ in range(25):
        damaged = bytearray(whole)
        for _bit in range(chance.randint(1, 30)):
            damaged[chance.randrange(2, len(whole))] = chance.randrange(256)
        try:
            read_rows(bytes(damaged))
        except NoSheet:
            refused += 1
    assert refused > 0  # and whatever else came of one, it was no other error
