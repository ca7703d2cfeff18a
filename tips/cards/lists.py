"""A tip as one line of a list that a group reads."""

from tips.reading.kinds import kind_label
from tips.statuses import SHAPES
from tips.tip import TipSummary
from wording.catalogue import text


def queue_line(row: TipSummary, left: str = "") -> str:
    """`left`: how long until it is due, where a clock runs."""
    line = text(
        "telegram.queue_row",
        "vi",
        shape=SHAPES[row.urgency],
        code=row.code,
        kind=kind_label(row.kind),
        place=row.place[:60] or text("telegram.queue_no_place"),
        holder=row.officer_label or text("desk.card_free"),
    )
    return f"{line} · {left}" if left else line
