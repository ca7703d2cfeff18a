"""The look of the pages, on paper. No emblem and no seal: anybody could fake those."""

PAPER = "#FAF9F6"
WHITE = "#FFFFFF"  # printers turn a tinted sheet into dots
INK = "#1C2426"
MUTED = "#5B6668"
LINE = "#DDE1DE"
ACCENT = "#0B5D57"
ACCENT_SOFT = "#E2F0EE"
LEADING = 1.5  # stacked Vietnamese diacritics need the room
HEAD_LEADING = 1.28
