"""A lesson as an upright picture for phones, 1080 × 1350 pixels."""

from bot.posters import body, tokens
from bot.posters.invitation import poster_text
from bot.posters.lesson_poster import title_style
from bot.posters.sheet import Box, Sheet, Style
from bot.posters.telling_unit import Line, height_of, unit_lines, write_all
from broadcasts.lessons.lesson import VIETNAMESE, Lesson
from broadcasts.lessons.unit import Unit, filled

PIXELS = (1080, 1350)
DPI = 254.0  # ten pixels a millimetre
MARGIN = 7.0
PAD = 3.5
LETTERS = (7.5, 12.0)  # ten points are ten pixels of a phone's page
TITLES = (22.0, 19.0, 17.0, 15.0)
MOST_FOOT = 30.0
UNIT_SIZES = (10.5, 9.0, 8.0)


def draw_picture(lesson: Lesson, unit: Unit) -> Sheet:
    sheet = Sheet(PIXELS[0] / 10, PIXELS[1] / 10, tokens.PAPER)
    page = Box(MARGIN, MARGIN, sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN)
    foot = _foot(sheet, page, unit)
    top = _head(sheet, page, lesson)
    blocks = body.blocks_of(filled(lesson.body, unit, VIETNAMESE))
    room = Box(page.left, top, page.width, foot - top - PAD)
    body.draw(sheet, blocks, room, body.largest(blocks, room, LETTERS))
    return sheet


def _head(sheet: Sheet, page: Box, lesson: Lesson) -> float:
    sheet.bar(Box(page.left, page.top, 12, 1), tokens.ACCENT)
    kind = poster_text(f"kind_{lesson.kind}")
    under = Box(page.left, page.top + 2, page.width)
    top = sheet.write(kind, under, Style(9.5, bold=True, colour=tokens.ACCENT))
    style = title_style(lesson.title, page.width, TITLES, most=2)
    return sheet.write(lesson.title, Box(page.left, top, page.width), style) + PAD


def _foot(sheet: Sheet, page: Box, unit: Unit) -> float:
    across = page.width - 2 * PAD
    lines = _lines(unit, across)
    tall = height_of(lines, across) + 2 * PAD
    frame = Box(page.left, page.bottom - tall, page.width, tall)
    sheet.frame(frame, fill=tokens.ACCENT_SOFT, edge=tokens.ACCENT, rounded=2.5)
    write_all(sheet, lines, frame.inside(PAD))
    return frame.top


def _lines(unit: Unit, across: float) -> list[Line]:
    """No address: on a phone there is little room, and a call comes first."""
    tried = [_sized(Unit(unit.name, unit.duty_phone, above=unit.above), s) for s in UNIT_SIZES]
    fitting = (lines for lines in tried if height_of(lines, across) + 2 * PAD <= MOST_FOOT)
    return next(fitting, tried[-1])


def _sized(unit: Unit, size: float) -> list[Line]:
    danger = (poster_text("danger"), Style(size * 0.9, bold=True))
    return [*unit_lines(unit, size), danger]
