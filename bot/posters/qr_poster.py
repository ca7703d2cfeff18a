"""The poster that subscribes: a QR code inside a frame with the unit's phone, and how to check it.

Fake QR stickers are pasted over real ones. So the address stands below the code in words, and the
poster says how to tell that it is ours before anybody scans.
"""

from dataclasses import replace

from bot.posters import tokens
from bot.posters.invitation import Invitation, poster_text
from bot.posters.lesson_poster import A4, MARGIN, PAD, title_style
from bot.posters.sheet import Box, Sheet, Style
from bot.posters.telling_unit import Line, duty_line, height_of, write_all
from broadcasts.lessons.unit import Unit

CODE = 92.0
GAP = 5.0
_CENTRED = Style(14, align="center")


def draw_qr_poster(unit: Unit, invitation: Invitation, audience: str) -> Sheet:
    sheet = Sheet(*A4, tokens.WHITE)
    page = Box(MARGIN, MARGIN, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN)
    top = _head(sheet, page, audience)
    lines = _below()
    foot = page.bottom - height_of(lines, page.width)
    write_all(sheet, lines, Box(page.left, foot, page.width))
    _frame(sheet, Box(page.left, top, page.width, foot - top - GAP), unit, invitation)
    return sheet


def _head(sheet: Sheet, page: Box, audience: str) -> float:
    sheet.bar(Box(page.left + page.width / 2 - 11, page.top, 22, 1.6), tokens.ACCENT)
    title = poster_text("qr_title")
    style = replace(title_style(title, page.width, (32.0, 28.0)), align="center")
    top = sheet.write(title, Box(page.left, page.top + 5, page.width), style)
    words = poster_text("qr_for", audience=audience) if audience else poster_text("qr_topics")
    return sheet.write(words, Box(page.left, top + 1, page.width), _CENTRED) + PAD


def _frame(sheet: Sheet, box: Box, unit: Unit, invitation: Invitation) -> None:
    sheet.frame(box, fill=tokens.ACCENT_SOFT, edge=tokens.ACCENT)
    inner = box.inside(PAD)
    above, below = _inside_above(unit), _inside_below(invitation)
    heights = height_of(above, inner.width) + height_of(below, inner.width)
    side = min(CODE, inner.height - heights - PAD)
    slack = (inner.height - heights - side) / 2
    top = write_all(sheet, above, inner) + slack
    sheet.code(invitation.link, inner.left + (inner.width - side) / 2, top, side)
    write_all(sheet, below, replace(inner, top=top + side + slack))


def _inside_above(unit: Unit) -> list[Line]:
    return [
        (unit.name, replace(_CENTRED, size=20, bold=True, colour=tokens.ACCENT)),
        (duty_line(unit), replace(_CENTRED, size=22, bold=True)),
    ]


def _inside_below(invitation: Invitation) -> list[Line]:
    return [
        (invitation.words, replace(_CENTRED, size=17, bold=True)),
        (invitation.link, replace(_CENTRED, size=11, colour=tokens.MUTED)),
        (poster_text("qr_check"), replace(_CENTRED, size=12)),
        (poster_text("qr_doubt"), replace(_CENTRED, size=12, bold=True)),
    ]


def _below() -> list[Line]:
    plain = replace(_CENTRED, size=12)
    return [
        (poster_text("qr_steps"), plain),
        (poster_text("qr_stop"), plain),
        (poster_text("promise"), replace(plain, size=11, colour=tokens.MUTED)),
        (poster_text("danger"), replace(plain, size=16, bold=True, leading=2.0)),
    ]
