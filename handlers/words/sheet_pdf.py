"""The hand-over sheet as A4, to be printed, read at the counter and signed."""

from collections.abc import Sequence

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from handlers.words.paper import FONT, LINE, blank_paper, write
from tips.reports.handover_sheet import HandoverSheet
from wording.catalogue import text

WIDTHS = (18, 40, 24, 60, 26, 40, 48, 22, 10)  # of the columns, to each other
SIGNING = 30.0


def as_pdf(sheet: HandoverSheet) -> bytes:
    """Takes about a second of work: never on the event loop."""
    paper = blank_paper(sheet.title, sheet.at, "landscape")
    _write_head(paper, sheet)
    _write_tips(paper, sheet)
    _write_lines(paper, text("register.sheet_shifts"), sheet.shifts)
    _write_lines(paper, text("register.sheet_note"), sheet.note)
    _write_signatures(paper)
    return bytes(paper.output())


def _write_head(paper: FPDF, sheet: HandoverSheet) -> None:
    write(paper, sheet.title, 15, bold=True)
    write(paper, sheet.counts, 10)
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
    write(paper, head, 11, bold=True)
    for line in lines or (text("register.sheet_nothing"),):
        write(paper, line, 10)


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
