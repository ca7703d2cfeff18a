"""The report as a document: what stands in it, and that words stay words."""

import io
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as Opened

from handlers.words.report_docx import SHIPPED, as_docx
from outreach.report import MovementReport, Section
from tests.builders import NOON

SECTION = Section(
    "Theo thôn", ("Thôn", "Tỷ lệ"), (("Tổ 1 <b>&", "75%"), ("{{ 7*7 }}", "0%")), (75, 0)
)
REPORT = MovementReport(
    "Kết quả tháng 3", ("Ghi chú",), (SECTION,), "phường Bến Thành", "UBND phường",
    ("Công an thành phố Hồ Chí Minh", "Công an phường Bến Thành"),
)  # fmt: skip


def opened(content: bytes) -> Opened:
    return Document(io.BytesIO(content))


def test_a_report_becomes_a_document_with_tables_and_bars() -> None:
    document = opened(as_docx(REPORT, NOON))

    words = [one.text for one in document.paragraphs]
    assert {"BÁO CÁO", "Kết quả tháng 3", "1. Theo thôn"} <= set(words)
    assert not [one for one in words if "{%" in one or "{{ " in one]
    head, table, foot = document.tables
    unit = head.rows[0].cells[0].text.splitlines()
    assert unit[:2] == ["CÔNG AN THÀNH PHỐ HỒ CHÍ MINH", "CÔNG AN PHƯỜNG BẾN THÀNH"]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [["Thôn", "Tỷ lệ"], ["Tổ 1 <b>&", "75%"], ["{{ 7*7 }}", "0%"]]
    assert "UBND" in foot.rows[0].cells[0].text
    assert len(document.inline_shapes) == 1


def test_a_template_of_ones_own_is_filled_in_and_reaches_nothing(tmp_path: Path) -> None:
    mine = Document()
    mine.add_paragraph("{{ title }} của {{ unit_upper }}")
    mine.add_paragraph("{{ ''.__class__ }}")
    mine.save(str(tmp_path / "mine.docx"))

    [line, inside] = opened(as_docx(REPORT, NOON, tmp_path / "mine.docx")).paragraphs

    assert line.text == "Kết quả tháng 3 của CÔNG AN PHƯỜNG BẾN THÀNH"
    assert inside.text == ""


def test_the_shipped_template_names_nobody() -> None:
    with zipfile.ZipFile(SHIPPED) as file:
        core = file.read("docProps/core.xml").decode()

    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
