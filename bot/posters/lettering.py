"""How wide words are, and where a line of them ends. DejaVu Sans has every Vietnamese letter."""

import re
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

MM_A_POINT = 25.4 / 72
_HINTED = 1.015  # pixels make words a little wider than their outlines
_GLUED = re.compile(r"(?<=[0-9]) (?=[0-9])")  # a phone number is never parted
_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"


@cache
def font(size: float, *, bold: bool = False) -> FontProperties:
    """By its file: what else is installed on the machine must not change a poster."""
    return FontProperties(
        fname=_FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size=size
    )


def width(words: str, size: float, *, bold: bool = False) -> float:
    """In millimetres."""
    parts = [_points(word, bold=bold) for word in words.split(" ")]
    points = sum(parts) + (len(parts) - 1) * _space(bold=bold)
    return points * size * MM_A_POINT * _HINTED


@cache
def _points(word: str, *, bold: bool) -> float:
    """At a size of one point: each word is measured once, whatever line it comes to stand in."""
    if not word:
        return 0.0
    points, _, _ = text_to_path.get_text_width_height_descent(
        word, font(1, bold=bold), ismath=False
    )
    return float(points)


def _space(*, bold: bool) -> float:
    return _points("n n", bold=bold) - _points("nn", bold=bold)


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Lines no wider than the room; a word that is wider alone is parted by letters."""
    lines: list[str] = []
    line = ""
    if not text.strip():
        return lines
    for word in _GLUED.sub("\u00a0", " ".join(text.split())).split(" "):
        longer = f"{line} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        lines += [line] if line else []
        *whole, line = _pieces(word, size, room, bold=bold)
        lines += whole
    return [*lines, line] if line else lines


def balanced(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """As few lines, of about the same width: no last line of one word below a centred text."""
    lines = wrapped(text, size, room, bold=bold)
    while len(lines) > 1:
        room *= 0.96
        narrower = wrapped(text, size, room, bold=bold)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _pieces(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
