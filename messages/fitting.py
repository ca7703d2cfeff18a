"""Makes what is said fit a channel: texts no longer than it takes, no buttons where it has none."""

from collections.abc import Iterator
from dataclasses import replace

from messages.channels import ChannelRow
from messages.message import Outgoing

_ENDS = ("\n\n", "\n", " ")  # where a text is split, best first
_SMALLEST = 4  # a part is at least a quarter of what fits, else the next best end is looked for


def length(text: str) -> int:
    """As Telegram and Zalo count: UTF-16 units, so that a letter beyond the first plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(message: Outgoing, row: ChannelRow) -> bool:
    return length(message.shown) <= row.longest_text and (row.has_buttons or not message.buttons)


def fitted(message: Outgoing, row: ChannelRow) -> tuple[Outgoing, ...]:
    """The same words in as many messages as it takes; what belongs below them goes with the last.

    The first step line and the receipt's words are counted as the channel shows them.
    """
    if not row.has_buttons:
        message = _without_buttons(message)
    if fits(message, row):
        return (message,)
    *first, last = parts_of(message.shown, row.longest_text)
    bare = replace(message, step="", receipt=(), buttons=(), media=())
    return (*(replace(bare, text=part) for part in first), replace(message, text=last, step=""))


def parts_of(text: str, longest: int) -> list[str]:
    """Split where a paragraph ends, else a line, else a word; `longest` in UTF-16 units."""
    return list(_parts(text.strip(), longest))


def _parts(rest: str, longest: int) -> Iterator[str]:
    while length(rest) > longest:
        cut = _end_of_part(rest, _letters_within(rest, longest))
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    yield rest


def _end_of_part(text: str, most: int) -> int:
    for end in _ENDS:
        found = text.rfind(end, most // _SMALLEST, most + 1)
        if found > 0:
            return found
    return most


def _letters_within(text: str, longest: int) -> int:
    units = 0
    for at, letter in enumerate(text):
        units += 1 + (ord(letter) > 0xFFFF)
        if units > longest:
            return at
    return len(text)


def _without_buttons(message: Outgoing) -> Outgoing:
    """Their labels are words that can be typed."""
    rows = "\n".join(f"• {one.label}" for one in message.buttons)
    return replace(message, text=f"{message.text}\n{rows}", buttons=()) if rows else message
