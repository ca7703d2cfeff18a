"""The hand-over sheet of a shift: what is open, who holds it, how long is left. Pure.

It is printed and lies on a table: no words of residents are on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desks.roster import Note, Shift, Watchbill
from tips.clock.deadlines import deadline_of, remaining
from tips.reading.kinds import kind_label
from tips.reports.register import due, moment
from tips.statuses import is_over, status_label, urgency_label
from tips.tip import TipSummary
from wording.catalogue import text
from wording.clean import gist

HEAD = ("code", "kind", "urgency", "place", "status", "holder", "clock", "left", "news")
PLACE = 40
BACK = timedelta(hours=24)  # of the shifts that are over, those whose work is still fresh

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """What stands on it, in words."""

    title: str
    counts: str
    head: Row
    rows: tuple[Row, ...]
    shifts: tuple[str, ...]
    note: tuple[str, ...]
    at: datetime


def sheet_of(
    desk_name: str, tips: Sequence[TipSummary], bill: Watchbill, now: datetime
) -> HandoverSheet:
    return HandoverSheet(
        title=title(desk_name, now),
        counts=counts(tips, now),
        head=head(),
        rows=tuple(rows(tips, now)),
        shifts=tuple(_shift(shift, now) for shift in bill.shifts if shift.ends > now - BACK),
        note=_note(bill.note),
        at=now,
    )


def _shift(shift: Shift, now: datetime) -> str:
    key = "register.sheet_shift_now" if shift.starts <= now < shift.ends else "register.sheet_shift"
    span = {"starts": moment(shift.starts), "ends": moment(shift.ends)}
    return text(key, officer=shift.label, **span)


def _note(note: Note | None) -> tuple[str, ...]:
    if note is None:
        return ()
    left = text("register.sheet_note_by", officer=note.shift.label, at=moment(note.at))
    return (left, *note.text.splitlines())


def title(desk_name: str, now: datetime) -> str:
    return text("register.sheet_title", "vi", desk=desk_name, at=moment(now))


def head() -> Row:
    return tuple(text(f"register.sheet_{name}") for name in HEAD)


def rows(tips: Iterable[TipSummary], now: datetime) -> list[Row]:
    """Late ones first, then by what is due next."""
    waiting = [tip for tip in tips if not is_over(tip.status)]
    waiting.sort(key=lambda tip: _due(tip, now))
    return [_row(tip, now) for tip in waiting]


def counts(tips: Iterable[TipSummary], now: datetime) -> str:
    waiting = [tip for tip in tips if not is_over(tip.status)]
    if not waiting:
        return text("register.sheet_none")
    deadlines = [deadline_of(tip, now) for tip in waiting]
    late = sum(deadline is not None and deadline.late for deadline in deadlines)
    return text("register.sheet_counts", "vi", n=len(waiting), late=late)


def plain_sheet(sheet: HandoverSheet) -> str:
    table = [plain([sheet.head, *sheet.rows])] if sheet.rows else []
    return "\n\n".join([sheet.title, sheet.counts, *table])


def plain(table: Iterable[Row]) -> str:
    """Columns side by side, for a terminal or a printer."""
    table = list(table)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    return "\n".join(lines)


def _due(tip: TipSummary, now: datetime) -> datetime:
    deadline = deadline_of(tip, now)
    return deadline.at if deadline else tip.filed_at


def _row(tip: TipSummary, now: datetime) -> Row:
    deadline = deadline_of(tip, now)
    return (
        tip.code,
        kind_label(tip.kind),
        urgency_label(tip.urgency),
        gist(tip.place, PLACE),
        status_label(tip.status),
        tip.officer_label or text("desk.card_free"),
        f"{deadline.label}: {due(deadline.at)}" if deadline else "",
        remaining(deadline, now) if deadline else "",
        text("register.sheet_unread") if tip.unread else "",
    )
