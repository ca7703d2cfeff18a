"""The movement's report as a document a clerk finishes by hand, from a template a clerk can edit.

In the template stand `above_upper`, `unit_upper`, `title`, `lines`, `to`, `day`, `month`, `year`
and `sections`, each with `title`, `head`, `rows` and `chart`; what the words around them say is the
clerk's affair.
"""

import io
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from handlers.words.bars import draw_bars
from handlers.words.documents import fill_in
from outreach.report import MovementReport, Section
from wording.catalogue import text
from wording.moments import VIETNAM

SHIPPED = Path(str(resources.files("handlers.words"))) / "bao-cao.docx"
CHART = Mm(150)


def as_docx(report: MovementReport, at: datetime, template: Path | None = None) -> bytes:
    """Takes a quarter of a second of work: never on the event loop."""
    document = DocxTemplate(str(template or SHIPPED))
    return fill_in(document, _values(report, at, document))


def _values(report: MovementReport, at: datetime, document: DocxTemplate) -> Mapping[str, Any]:
    day = at.astimezone(VIETNAM)
    return {
        "above_upper": report.letterhead[0].upper() if len(report.letterhead) > 1 else "",
        "unit_upper": (report.letterhead or (report.unit,))[-1].upper(),
        "title": report.title,
        "lines": report.lines,
        "to": report.to or text("movement.to_nobody"),
        "day": f"{day:%d}",
        "month": f"{day:%m}",
        "year": f"{day:%Y}",
        "sections": [_section(one, document) for one in report.sections],
    }


def _section(section: Section, document: DocxTemplate) -> Mapping[str, Any]:
    names = [str(row[0]) for row in section.rows]
    drawn = draw_bars(names, section.bars) if section.bars else b""
    chart = InlineImage(document, io.BytesIO(drawn), width=CHART) if drawn else ""
    rows = [[str(cell) for cell in row] for row in section.rows]
    return {"title": section.title, "head": section.head, "rows": rows, "chart": chart}
