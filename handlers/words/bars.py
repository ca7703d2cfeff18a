"""Shares as a picture for a document; the table beside it says the same in numbers."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from handlers.words.fonts import PLAIN

WIDTH, HEIGHT, NAME = 1200, 48, 420  # pixels: of the picture, of a bar with its room, of a name
FILL, BEHIND, INK, PAPER = "#0b5d57", "#dde1de", "#1c2426", "#ffffff"
MOST = 40  # a picture of more is no picture
ROOM = 110  # for the number behind a bar


def draw_bars(names: Sequence[str], shares: Sequence[int]) -> bytes:
    """PNG; `shares` are per cent."""
    rows = list(zip(names, shares, strict=True))[:MOST]
    picture = Image.new("RGB", (WIDTH, HEIGHT * max(len(rows), 1)), PAPER)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(PLAIN), 26)
    for number, (name, share) in enumerate(rows):
        _draw_bar(pen, font, number * HEIGHT, (_fitting(font, name), share))
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw_bar(
    pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, top: int, bar: tuple[str, int]
) -> None:
    name, share = bar
    whole = WIDTH - NAME - ROOM
    pen.text((0, top + 6), name, INK, font)
    for width, colour in ((whole, BEHIND), (whole * min(share, 100) // 100, FILL)):
        if width:
            pen.rectangle((NAME, top + 8, NAME + width, top + HEIGHT - 12), colour)
    pen.text((NAME + whole + 12, top + 6), f"{share}%", INK, font)


def _fitting(font: ImageFont.FreeTypeFont, name: str) -> str:
    while name and font.getlength(name) > NAME - 16:
        name = name[:-2].rstrip() + "…"
    return name
