"""The figures as a sheet for a report: in fives, for a paper goes further than the desk."""

from collections.abc import AsyncIterator
from typing import Any

from handlers.words.cells import Head
from handlers.words.sheets import MIME, XLSX, Row
from tips.reports.figures import Figures
from tips.reports.periods import Window, written_days
from tips.reports.public_month import SMALLEST
from wording.catalogue import text

WIDTHS = (48, 16)  # letters
DOCUMENTED: dict[str, Any] = {
    "description": "The figures as a workbook, every count rounded down to fives.",
    "content": {MIME[XLSX]: {"schema": {"type": "string", "format": "binary"}}},
}


async def rows_of(found: Figures, window: Window) -> AsyncIterator[Row]:
    first, last = written_days(window)
    yield (text("register.figures_title", "vi", first=first, last=last),)
    yield (text("register.figures_note", "vi"),)
    yield ()
    for name, count in (("received", found.received), ("open", found.open), ("late", found.late)):
        yield (text(f"deskpage.js_figures_{name}", "vi"), _in_fives(count))
    yield (text("register.figures_on_time", "vi"), _share(found))
    for by, slices in found.tables.items():
        yield ()
        yield Head((text(f"deskpage.js_figures_by_{by}", "vi"), text("register.hot_total", "vi")))
        for one in slices:
            yield (one.label, _in_fives(one.count))


def _in_fives(count: int) -> int | str:
    return count // SMALLEST * SMALLEST or text("register.hot_few", "vi")


def _share(found: Figures) -> str:
    """Of a handful it would tell each of them."""
    if found.looked_at < SMALLEST:
        return text("register.hot_few", "vi")
    return f"{found.on_time * 100 // found.looked_at}%"
