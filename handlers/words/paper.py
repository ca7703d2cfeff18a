"""A sheet of paper: its font, its margins, the page's number at its foot."""

from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Literal

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from typing_extensions import override

from wording.catalogue import text

MARGIN = 12.0  # millimetres, as all that follow
LINE = 5.5
FONT = "DejaVu"  # has every Vietnamese letter; comes with matplotlib, free to embed


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
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        paper.add_font(FONT, style, _fonts() / name)
    paper.add_page()
    return paper


def _fonts() -> Path:
    return Path(str(resources.files("matplotlib"))) / "mpl-data" / "fonts" / "ttf"


def write(paper: FPDF, words: str, size: float, *, bold: bool = False) -> None:
    paper.set_font(FONT, "B" if bold else "", size)
    paper.multi_cell(0, size * 0.53, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
