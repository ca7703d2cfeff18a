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
