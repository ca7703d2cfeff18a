"""What officers look up from a group on Zalo: what waits, what is late, what they hold."""

from collections.abc import Sequence

from desks.desk import Officer
from handlers.zalo.groups.desk import GroupDesk
from tips.cards.lists import queue_line
from tips.clock.deadlines import deadline_of, remaining
from tips.statuses import is_over
from tips.tip import TipSummary
from wording.catalogue import text

ROWS = 12  # the rest is on the desk's page
READ = 200  # tips of a desk looked through for one answer


async def list_queue(desk: GroupDesk, officer: Officer) -> str:
    return _list(desk, "queue", await _open(desk, officer))


async def list_mine(desk: GroupDesk, officer: Officer) -> str:
    held = [row for row in await _open(desk, officer) if row.officer == officer.id]
    return _list(desk, "mine", held)


async def list_late(desk: GroupDesk, officer: Officer) -> str:
    """The longest late first."""
    now = desk.clock.now()
    due = [(deadline_of(row, now), row) for row in await _open(desk, officer)]
    late = sorted((clock.at, row.code, row) for clock, row in due if clock and clock.late)
    return _list(desk, "late", [row for _, _, row in late])


async def _open(desk: GroupDesk, officer: Officer) -> Sequence[TipSummary]:
    await desk.audit.listed(officer, officer.desk)
    rows = await desk.triage.queue(officer, limit=READ)
    return [row for row in rows if not is_over(row.status)]


def _list(desk: GroupDesk, name: str, rows: Sequence[TipSummary]) -> str:
    if not rows:
        return text(f"telegram.{name}_empty")
    lines = [text(f"telegram.{name}_head", "vi", n=len(rows))]
    lines += [_row(desk, row) for row in rows[:ROWS]]
    if len(rows) > ROWS:
        lines.append(text("telegram.queue_more", "vi", n=len(rows) - ROWS))
    return "\n".join((*lines, text("zalo_groups.list_how", "vi", code=rows[0].code)))


def _row(desk: GroupDesk, row: TipSummary) -> str:
    now = desk.clock.now()
    deadline = deadline_of(row, now)
    return queue_line(row, remaining(deadline, now) if deadline else "")
