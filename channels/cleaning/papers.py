"""A PDF as pictures of its pages in a new PDF: no scripts, no forms, no names, nothing hidden.

Runs only inside the cleaning room.
"""

from collections.abc import Iterator
from io import BytesIO
from math import sqrt

import pypdfium2
from PIL import Image, PdfImagePlugin

from channels.cleaning.verdict import Cleaned, NotTaken
from messages.message import MediaKind, Refusal

MOST_PAGES = 20  # a contract, a bank's statement; each takes 7 MB of the room
POINTS_PER_INCH = 72  # a PDF's unit
PIXELS_PER_INCH = 150  # small print is legible
LARGEST_AREA = 1_240 * 1_754 * 2  # pixels: an A4 page twice; what is larger is drawn smaller
QUALITY = 75
_UNDATED = {"creationDate": None, "modDate": None, "title": None}
NEEDED_LATER = (PdfImagePlugin,)  # Pillow imports it when used


def prepare() -> None:
    """Before the room is shut: after it nothing can be imported, and no font be opened."""
    Image.preinit()
    Image.new("1", (1, 1)).save(BytesIO(), "PDF")
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(1, 1).render().to_pil()
    blank.close()


def clean_paper(content: bytes) -> Cleaned:
    with pypdfium2.PdfDocument(content) as paper:
        if len(paper) > MOST_PAGES:
            raise NotTaken(Refusal.TOO_BIG)
        if not len(paper):
            raise NotTaken(Refusal.UNREADABLE)
        return Cleaned(_of_pictures(list(_drawn(paper))), MediaKind.PAPER, "application/pdf")


def _drawn(paper: pypdfium2.PdfDocument) -> Iterator[Image.Image]:
    for page in paper:
        drawn = page.render(scale=_scale(*page.get_size()), may_draw_forms=False)
        yield drawn.to_pil().convert("RGB")
        page.close()


def _scale(width: float, height: float) -> float:
    """Pixels for a point."""
    usual = PIXELS_PER_INCH / POINTS_PER_INCH
    return min(usual, sqrt(LARGEST_AREA / max(width * height, 1.0)))


def _of_pictures(pages: list[Image.Image]) -> bytes:
    first, *others = pages
    into = BytesIO()
    how = {"resolution": PIXELS_PER_INCH, "quality": QUALITY, **_UNDATED}
    first.save(into, "PDF", save_all=True, append_images=others, **how)
    return into.getvalue()
