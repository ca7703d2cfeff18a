"""A sheet of paper: its font, its margins, the page's number at its foot."""

from datetime import datetime
from typing import Literal

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from typing_extensions import override

from handlers.words.fonts import BOLD, PLAIN
from wording.catalogue import text

MARGIN = 12.0  # millimetres, as all that follow
LINE = 5.5
FONT = "DejaVu"


class Paper(FPDF):
    @override
    def footer(self) -> None:
        self.set_y(-MARGIN)
        self.set_font(FONT, size=8)
        page = text("register.sheet_page", n=self.page_no(), of="{nb}")
        self.cell(0, LINE, page, align="R")


def blank_paper(title: str, at: datetime, lying: Literal["landscape", "portrait"]) -> Paper:
    paper = Paper(orientation=lying, format="A4")
    paper.set_margin(MARGIN)
    paper.set_auto_page_break(True, margin=MARGIN + LINE)
    paper.set_title(title)
    paper.set_lang("vi")
    paper.set_creation_date(at)
    for style, file in (("", PLAIN), ("B", BOLD)):
        paper.add_font(FONT, style, file)
    paper.add_page()
    return paper


def write(paper: FPDF, words: str, size: float, *, bold: bool = False) -> None:
    paper.set_font(FONT, "B" if bold else "", size)
    paper.multi_cell(0, size * 0.53, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
