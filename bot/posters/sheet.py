"""A sheet to draw on, in millimetres from its upper left corner, kept as PNG or vector PDF."""

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Literal

import matplotlib as mpl
import segno
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path as Outline

from bot.posters import tokens
from bot.posters.lettering import MM_A_POINT, balanced, font, wrapped

HALF_A_CAPITAL = 0.365  # of DejaVu Sans, in its own size
QUIET = 4  # modules of white around a QR code; readers need them
Format = Literal["png", "pdf"]


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    width: float
    height: float = 0.0

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def inside(self, margin: float) -> "Box":
        return Box(
            self.left + margin,
            self.top + margin,
            self.width - 2 * margin,
            max(self.height - 2 * margin, 0.0),
        )


@dataclass(frozen=True, slots=True)
class Style:
    size: float  # points
    bold: bool = False
    colour: str = tokens.INK
    leading: float = tokens.LEADING
    align: Literal["left", "center"] = "left"

    @property
    def line(self) -> float:
        """Millimetres from one line to the next."""
        return self.size * self.leading * MM_A_POINT

    def sized(self, size: float) -> "Style":
        return replace(self, size=size)

    def height(self, text: str, room: float) -> float:
        return len(self.lines(text, room)) * self.line

    def lines(self, text: str, room: float) -> list[str]:
        parted = balanced if self.align == "center" else wrapped
        return parted(text, self.size, room, bold=self.bold)


class Sheet:
    def __init__(self, width: float, height: float, colour: str) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / 25.4, height / 25.4), facecolor=colour)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)

    def write(self, text: str, at: Box, style: Style) -> float:
        """Below the top of the box, within its width; returns where the next thing may begin."""
        middle = style.align == "center"
        across = at.left + at.width / 2 if middle else at.left
        top = at.top
        for line in style.lines(text, at.width):
            self._axes.text(
                across,
                top + style.line / 2 + style.size * MM_A_POINT * HALF_A_CAPITAL,
                line,
                fontproperties=font(style.size, bold=style.bold),
                color=style.colour,
                ha=style.align,
                va="baseline",
                parse_math=False,  # a price with two dollar signs is no formula
            )
            top += style.line
        return top

    def frame(self, box: Box, *, fill: str, edge: str, rounded: float = 4.0) -> None:
        self._axes.add_patch(
            FancyBboxPatch(
                (box.left + rounded, box.top + rounded),
                box.width - 2 * rounded,
                box.height - 2 * rounded,
                boxstyle=f"round,pad={rounded},rounding_size={rounded}",
                facecolor=fill,
                edgecolor=edge,
                linewidth=rounded * 0.4,
            )
        )

    def bar(self, box: Box, colour: str) -> None:
        self._axes.add_patch(
            Rectangle((box.left, box.top), box.width, box.height, facecolor=colour, linewidth=0)
        )

    def code(self, address: str, left: float, top: float, side: float) -> None:
        """A QR code with its quiet zone inside the square; drawn as one outline, sharp in print."""
        rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
        module = side / (len(rows) + 2 * QUIET)
        self.bar(Box(left, top, side, side), tokens.WHITE)
        start = (left + QUIET * module, top + QUIET * module)
        corners: list[tuple[float, float]] = []
        for down, row in enumerate(rows):
            for first, length in _runs(row):
                corners += _rectangle(start, module, first, down, length)
        moves = [Outline.MOVETO, Outline.LINETO, Outline.LINETO, Outline.LINETO, Outline.CLOSEPOLY]
        outline = Outline(corners, moves * (len(corners) // 5))
        self._axes.add_patch(
            PathPatch(outline, facecolor=tokens.INK, linewidth=0, antialiased=False)
        )

    def drawn(self, kind: Format, dpi: float = 200) -> bytes:
        """Without a date or the names of programs: the same poster is the same file."""
        into = BytesIO()
        nameless: dict[str, None] = (
            {"Creator": None, "Producer": None, "CreationDate": None}
            if kind == "pdf"
            else {"Software": None}
        )
        with mpl.rc_context({"pdf.fonttype": 42}):  # words that can be selected and searched
            self._figure.savefig(into, format=kind, dpi=dpi, metadata=nameless)
        return into.getvalue()


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Where dark modules begin and how many follow: side by side they must not leave hair lines."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs


def _rectangle(
    start: tuple[float, float], module: float, first: int, down: int, length: int
) -> list[tuple[float, float]]:
    left, top = start[0] + first * module, start[1] + down * module
    right, bottom = left + length * module, top + module
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
