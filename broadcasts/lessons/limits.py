"""How long a text may be on each channel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    text: int
    caption: int  # of a picture


LIMITS = {
    "telegram": Limits(4_096, 1_024),
    "zalo": Limits(2_000, 2_000),
    "web": Limits(4_096, 4_096),  # ours: no wall stands there, but nobody scrolls through more
}


def length(text: str) -> int:
    """As Telegram and Zalo count: UTF-16 units, so that a letter beyond the first plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
