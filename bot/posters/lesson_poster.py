"""A lesson as an A4 poster for the wall of a ward, a market, a school."""

from bot.posters import body, tokens
from bot.posters.invitation import Invitation, poster_text
from bot.posters.sheet import Box, Sheet, Style
from bot.posters.telling_unit import height_of, unit_lines, write_all
from broadcasts.lessons.lesson import VIETNAMESE, Lesson
from broadcasts.lessons.unit import Unit, filled

A4 = (210.0, 297.0)
MARGIN = 17.0
PAD = 7.0
CODE = 40.0
LETTERS = (11.0, 21.0)  # smallest and largest of the body, in points
TITLES = (40.0, 36.0, 32.0, 28.0)


def draw_poster(lesson: Lesson, unit: Unit, invitation: Invitation | None) -> Sheet:
    sheet = Sheet(*A4, tokens.WHITE)
    page = Box(MARGIN, MARGIN, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN)
    foot = _foot(sheet, page, unit, invitation)
    top = _head(sheet, page, lesson)
    blocks = body.blocks_of(filled(lesson.body, unit, VIETNAMESE))
    room = Box(page.left, top, page.width, foot - top - PAD)
    body.draw(sheet, blocks, room, body.largest(blocks, room, LETTERS))
    return sheet


def _head(sheet: Sheet, page: Box, lesson: Lesson) -> float:
    kind = poster_text(f"kind_{lesson.kind}")
    sheet.bar(Box(page.left, page.top, 22, 1.6), tokens.ACCENT)
    under = Box(page.left, page.top + 4, page.width)
    top = sheet.write(kind, under, Style(15, bold=True, colour=tokens.ACCENT))
    return sheet.write(lesson.title, Box(page.left, top + 1, page.width), title_style(
        lesson.title, page.width, TITLES)) + PAD  # fmt: skip


def title_style(title: str, room: float, sizes: tuple[float, ...], most: int = 3) -> Style:
    """The largest in which the title takes no more than so many lines."""
    styles = [Style(size, bold=True, leading=tokens.HEAD_LEADING) for size in sizes]
    fitting = (one for one in styles if len(one.lines(title, room)) <= most)
    return next(fitting, styles[-1])


def _foot(sheet: Sheet, page: Box, unit: Unit, invitation: Invitation | None) -> float:
    """The frame and the promise below it, drawn from the bottom up; returns where they begin."""
    promise = Style(11, colour=tokens.MUTED, align="center")
    words = poster_text("promise")
    below = page.bottom - promise.height(words, page.width)
    sheet.write(words, Box(page.left, below, page.width), promise)
    across = page.width - 2 * PAD - (CODE + PAD if invitation else 0)
    lines = [*unit_lines(unit, 17), (poster_text("danger"), Style(15, bold=True))]
    tall = max(height_of(lines, across), _code_height(invitation)) + 2 * PAD
    frame = Box(page.left, below - tall - 3, page.width, tall)
    sheet.frame(frame, fill=tokens.ACCENT_SOFT, edge=tokens.ACCENT)
    slack = (tall - 2 * PAD - height_of(lines, across)) / 2
    write_all(sheet, lines, Box(frame.left + PAD, frame.top + PAD + slack, across))
    if invitation:
        _invite(sheet, frame, invitation)
    return frame.top


_SMALL = Style(9.5, align="center", leading=1.3)


def _code_height(invitation: Invitation | None) -> float:
    if invitation is None:
        return 0.0
    told = (poster_text("scan"), invitation.words)
    return CODE + 1 + sum(_SMALL.height(one, CODE) for one in told)


def _invite(sheet: Sheet, frame: Box, invitation: Invitation) -> None:
    left = frame.right - PAD - CODE
    sheet.code(invitation.link, left, frame.top + PAD, CODE)
    below = sheet.write(poster_text("scan"), Box(left, frame.top + PAD + CODE + 1, CODE), _SMALL)
    sheet.write(invitation.words, Box(left, below, CODE), _SMALL)
