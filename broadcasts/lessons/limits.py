"""How long a text may be on each channel."""

from dataclasses import dataclass

from messages.channels import CHANNELS


@dataclass(frozen=True, slots=True)
class Limits:
    text: int
    caption: int  # of a picture


LIMITS = {
    row.name: Limits(row.longest_text, row.longest_caption) for row in CHANNELS if row.for_residents
}
SHORTEST_CAPTION = min(limits.caption for limits in LIMITS.values())


def length(text: str) -> int:
    """As Telegram and Zalo count: UTF-16 units, so that a letter beyond the first plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
