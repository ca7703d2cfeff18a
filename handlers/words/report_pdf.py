"""The movement's report as A4: tables, a bar beside each share, lines to sign on."""

from datetime import datetime

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from handlers.words.paper import FONT, LINE, Paper, blank_paper, write
from outreach.report import MovementReport, Section
from wording.catalogue import text

BAR = 60.0  # millimetres for a hundred per cent
NAME = 70.0
LEFT = 75.0  # of the letterhead
SIGNING = 30.0
FILL, BEHIND, PLAIN = (11, 93, 87), (221, 225, 222), (255, 255, 255)


def as_pdf(report: MovementReport, at: datetime) -> bytes:
    """Takes about half a second of work: never on the event loop."""
    paper = blank_paper(report.title, at, "portrait")
    _write_letterhead(paper, report)
    write(paper, report.title, 14, bold=True)
    for line in report.lines:
        write(paper, line, 9)
    for section in report.sections:
        _write_section(paper, section)
    _write_signature(paper)
    return bytes(paper.output())


def _write_letterhead(paper: Paper, report: MovementReport) -> None:
    """The unit to the left, the country and its motto to the right, as on every state paper."""
    above, unit = (*("",) * (2 - len(report.letterhead)), *report.letterhead)
    state = (text("movement.report_state"), text("movement.report_motto"))
    for left, right, bold in ((above, state[0], ""), (unit, state[1], "B")):
        paper.set_font(FONT, bold, 9)
        paper.cell(LEFT, LINE, left.upper(), align="C")
        paper.set_font(FONT, "B", 9)
        paper.cell(0, LINE, right, align="C")
        paper.ln(LINE)
    paper.ln(4)


def _write_section(paper: Paper, section: Section) -> None:
    paper.ln(4)
    if paper.will_page_break(6 * LINE):
        paper.add_page()
    write(paper, section.title, 11, bold=True)
    paper.set_font(FONT, size=9)
    paper.set_line_width(0.1)
    widths = (3, *(1 for _ in section.head[1:]))
    with paper.table(
        col_widths=widths,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis="BOLD"),
        line_height=0.9 * LINE,
        text_align=tuple(_alignment(section, column) for column in range(len(section.head))),
        padding=(0.6, 1),
    ) as table:
        for cells in (section.head, *section.rows):
            table.row([str(cell) for cell in cells])
    _draw_bars(paper, section)


def _alignment(section: Section, column: int) -> str:
    """Numbers and shares below each other, words from the left."""
    counted = (
        isinstance(row[column], int) or str(row[column]).endswith("%") for row in section.rows
    )
    return "RIGHT" if column and all(counted) else "LEFT"


def _draw_bars(paper: FPDF, section: Section) -> None:
    """The same shares, to be seen at a glance; the table above says them in numbers."""
    if section.bars:
        paper.ln(2)
    for (name, *_), share in zip(section.rows, section.bars, strict=False):
        if paper.will_page_break(LINE):
            paper.add_page()
        paper.set_font(FONT, size=8)
        top = paper.get_y()
        paper.cell(NAME, LINE, _fitting(paper, str(name)))
        left = paper.get_x()
        for width, colour in ((BAR, BEHIND), (BAR * min(share, 100) / 100, FILL)):
            paper.set_fill_color(*colour)
            paper.rect(left, top + 1.2, width, LINE - 2.4, style="F")
        paper.set_xy(left + BAR + 2, top)
        paper.cell(0, LINE, f"{share}%")
        paper.ln(LINE)
    paper.set_fill_color(*PLAIN)  # else the next table stands on the bars' colour


def _fitting(paper: FPDF, name: str) -> str:
    while name and paper.get_string_width(name) > NAME - 3:
        name = name[:-2].rstrip() + "…"
    return name


def _write_signature(paper: Paper) -> None:
    """Together on one page, with room for a hand."""
    if paper.will_page_break(SIGNING + 3 * LINE):
        paper.add_page()
    paper.ln(8)
    paper.set_font(FONT, "B", 10)
    names = (text("movement.report_sign_writer"), text("movement.report_sign_commander"))
    for name in names:
        paper.cell(paper.epw / 2, LINE, name, align="C")
    paper.ln(LINE)
    paper.set_font(FONT, size=9)
    for _ in names:
        paper.cell(paper.epw / 2, LINE, text("movement.report_sign_how"), align="C")
    paper.ln(SIGNING)
