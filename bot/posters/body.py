"""A lesson's body on a sheet: paragraphs, their leads in bold, lists with their marks outside."""

import re
from dataclasses import dataclass, replace

from bot.posters import tokens
from bot.posters.lettering import width
from bot.posters.sheet import Box, Sheet, Style

_LEAD = re.compile(r"((?:\w+ ){0,3}\w+): +(?=\S)")  # "Dấu hiệu: …", "Việc nhỏ hôm nay: …"
_MARK = re.compile(r"([-*•]|[0-9]{1,2}[.)])\s+")
_GAP = 0.55  # of a line, between paragraphs
_STEP = 0.25


@dataclass(frozen=True, slots=True)
class Block:
    text: str
    lead: str = ""  # a line of its own above the text
    mark: str = ""  # "•" or "1.", left of the text
    is_close: bool = False  # follows its neighbour without a gap


def blocks_of(body: str) -> tuple[Block, ...]:
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        found += [_block(line, is_close=number > 0) for number, line in enumerate(lines)]
    return tuple(found)


def _block(line: str, *, is_close: bool) -> Block:
    mark = _MARK.match(line)
    if mark:
        sign = mark.group(1) if mark.group(1)[0].isdigit() else "•"
        return Block(line[mark.end() :], mark=sign, is_close=is_close)
    lead = None if is_close else _LEAD.match(line)
    if lead is None:
        return Block(line, is_close=is_close)
    text = line[lead.end() :]
    return Block(text[:1].upper() + text[1:], lead=lead.group(1))


def largest(blocks: tuple[Block, ...], room: Box, sizes: tuple[float, float]) -> Style:
    """The largest letters, within the sizes, in which everything fits."""
    smallest, size = sizes
    while size > smallest and height(blocks, room.width, Style(size)) > room.height:
        size -= _STEP
    return Style(size)


def height(blocks: tuple[Block, ...], across: float, style: Style) -> float:
    heights = (_height(block, across, style) for block in blocks)
    return sum(heights) + _gaps(blocks) * style.line * _GAP


def draw(sheet: Sheet, blocks: tuple[Block, ...], at: Box, style: Style) -> float:
    top = at.top
    for number, block in enumerate(blocks):
        top += style.line * _GAP if number and not block.is_close else 0
        here = replace(at, top=top)
        if block.lead:
            lead = replace(style, bold=True, colour=tokens.ACCENT)
            here = replace(here, top=sheet.write(block.lead, here, lead))
        if block.mark:
            sheet.write(block.mark, here, replace(style, colour=tokens.ACCENT))
            aside = _indent(block, style)
            here = replace(here, left=here.left + aside, width=at.width - aside)
        top = sheet.write(block.text, here, style)
    return top


def _height(block: Block, across: float, style: Style) -> float:
    return style.height(block.text, across - _indent(block, style)) + (
        style.line if block.lead else 0
    )


def _gaps(blocks: tuple[Block, ...]) -> int:
    return sum(not block.is_close for block in blocks[1:])


def _indent(block: Block, style: Style) -> float:
    return width(block.mark, style.size) + width("n", style.size) if block.mark else 0.0
