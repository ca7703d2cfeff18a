"""Who tells: the frame with the unit's name, the phone that answers, and where to go in danger."""

from collections.abc import Sequence

from bot.posters import tokens
from bot.posters.invitation import poster_text
from bot.posters.sheet import Box, Sheet, Style
from broadcasts.lessons.unit import Unit, phone_of

Line = tuple[str, Style]


def duty_line(unit: Unit) -> str:
    phone = phone_of(unit)
    return poster_text("duty", phone=phone) if phone else poster_text("duty_at_door")


def unit_lines(unit: Unit, size: float) -> list[Line]:
    lines = [
        (unit.name, Style(size, bold=True, colour=tokens.ACCENT)),
        (duty_line(unit), Style(size * 1.2, bold=True)),
    ]
    if unit.office:
        lines.append((poster_text("office", office=unit.office), Style(size * 0.85)))
    return lines


def height_of(lines: Sequence[Line], across: float) -> float:
    return sum(style.height(words, across) for words, style in lines)


def write_all(sheet: Sheet, lines: Sequence[Line], at: Box) -> float:
    top = at.top
    for words, style in lines:
        top = sheet.write(words, Box(at.left, top, at.width), style)
    return top
