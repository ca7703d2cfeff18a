"""The hand-over sheet as A4, to be printed, read at the counter and signed."""

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace
from typing_extensions import override

from tips.reports.handover_sheet import HandoverSheet
from wording.catalogue import text

MARGIN = 12.0  # millimetres, as all that follow
LINE = 5.5
WIDTHS = (18, 40, 24, 60, 26, 40, 48, 22, 10)  # of the columns, to each other
FONT = "DejaVu"  # has every Vietnamese letter; comes with matplotlib, free to embed
SIGNING = 30.0


class _Paper(FPDF):
    @override
    def footer(self) -> None:
        self.set_y(-MARGIN)
        self.set_font(FONT, size=8)
        page = text("register.sheet_page", n=self.page_no(), of="{nb}")
        self.cell(0, LINE, page, align="R")


def as_pdf(sheet: HandoverSheet) -> bytes:
    """Takes about a second of work: never on the event loop."""
    paper = _blank(sheet)
    _write_head(paper, sheet)
    _write_tips(paper, sheet)
    _write_lines(paper, text("register.sheet_shifts"), sheet.shifts)
    _write_lines(paper, text("register.sheet_note"), sheet.note)
    _write_signatures(paper)
    return bytes(paper.output())


def _blank(sheet: HandoverSheet) -> FPDF:
    paper = _Paper(orientation="landscape", format="A4")
    paper.set_margin(MARGIN)
    paper.set_auto_page_break(True, margin=MARGIN + LINE)
    paper.set_title(sheet.title)
    paper.set_lang("vi")
    paper.set_creation_date(sheet.at)
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        paper.add_font(FONT, style, _fonts() / name)
    paper.add_page()
    return paper


def _fonts() -> Path:
    return Path(str(resources.files("matplotlib"))) / "mpl-data" / "fonts" / "ttf"


def _write_head(paper: FPDF, sheet: HandoverSheet) -> None:
    _write(paper, sheet.title, 15, bold=True)
    _write(paper, sheet.counts, 10)
    paper.ln(2)


def _write_tips(paper: FPDF, sheet: HandoverSheet) -> None:
    if not sheet.rows:
        return
    paper.set_font(FONT, size=8)
    paper.set_line_width(0.1)
    lines, bold = TableBordersLayout.HORIZONTAL_LINES, FontFace(emphasis="BOLD")
    with paper.table(
        col_widths=WIDTHS,
        borders_layout=lines,
        headings_style=bold,
        line_height=0.8 * LINE,
        text_align="L",
        padding=(0.6, 1),
    ) as table:
        for cells in (sheet.head, *sheet.rows):
            table.row(cells)


def _write_lines(paper: FPDF, head: str, lines: Sequence[str]) -> None:
    paper.ln(4)
    _write(paper, head, 11, bold=True)
    for line in lines or (text("register.sheet_nothing"),):
        _write(paper, line, 10)


def _write_signatures(paper: FPDF) -> None:
    """Together on one page, with room for a hand."""
    if paper.will_page_break(SIGNING + 3 * LINE):
        paper.add_page()
    paper.ln(8)
    names = [text(f"register.sheet_sign_{who}") for who in ("leaving", "coming", "commander")]
    _write_beside(paper, names, bold=True)
    _write_beside(paper, [text("register.sheet_sign_how")] * len(names))
    paper.ln(SIGNING)


def _write_beside(paper: FPDF, words: Sequence[str], *, bold: bool = False) -> None:
    paper.set_font(FONT, "B" if bold else "", 10)
    for one in words:
        paper.cell(paper.epw / len(words), LINE, one, align="C")
    paper.ln(LINE)


def _write(paper: FPDF, words: str, size: float, *, bold: bool = False) -> None:
    paper.set_font(FONT, "B" if bold else "", size)
    paper.multi_cell(0, size * 0.53, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
