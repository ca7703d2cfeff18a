"""What officers look up from a group: what waits, what is late, what they hold, one tip by code."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from aiogram.filters import CommandObject
from aiogram.types import Message

from desks.desk import Code, Officer
from desks.errors import TipProblem
from handlers.telegram.officers.desk import CHANNEL, Desk, Unwelcome, place_of, sentence
from messages.message import Address, Button, Choice, Outgoing
from tips.cards.cards import DETAIL, detail, left_detail
from tips.cards.lists import queue_line
from tips.clock.deadlines import deadline_of, remaining
from tips.statuses import is_over
from tips.tip import Tip, TipSummary, tip_code
from tips.triage.transfer_ports import Trace
from wording.catalogue import text

ROWS = 12  # the rest is on the desk's page
PAGE, MOST = 100, 1000  # open tips read for one answer: no desk reads further in a group


async def show_queue(message: Message, desk: Desk) -> None:
    async def answer(officer: Officer) -> None:
        await _list(message, desk, "queue", [_row(row) for row in await _open(desk, officer)])

    await _answered(message, desk, answer)


async def show_mine(message: Message, desk: Desk) -> None:
    async def answer(officer: Officer) -> None:
        held = [row for row in await _open(desk, officer) if row.officer == officer.id]
        now = desk.clock.now()
        await _list(message, desk, "mine", [_row(row, _left(row, now)) for row in held])

    await _answered(message, desk, answer)


async def show_late(message: Message, desk: Desk) -> None:
    """The longest late first."""

    async def answer(officer: Officer) -> None:
        now = desk.clock.now()
        due = [(deadline_of(row, now), row) for row in await _open(desk, officer)]
        late = sorted((clock.at, row.code, row) for clock, row in due if clock and clock.late)
        await _list(message, desk, "late", [_row(row, _left(row, now)) for _, _, row in late])

    await _answered(message, desk, answer)


async def show_tip(message: Message, command: CommandObject, desk: Desk) -> None:
    """As "Chi tiết" on its card; the look is written down."""
    code = tip_code((command.args or "").strip())

    async def answer(officer: Officer) -> None:
        if not command.args:
            raise Unwelcome("telegram.look_how")
        seen = await desk.moves.seen(officer, code)
        await desk.audit.looked(officer, code)
        await desk.tell(place_of(message), *_pages(seen, desk))

    await _answered(message, desk, answer, code)


def _pages(seen: Tip | Trace, desk: Desk) -> Sequence[str]:
    if isinstance(seen, Tip):
        return detail(seen, desk.directory, desk.clock.now())
    return left_detail(seen, desk.directory)


async def _answered(
    message: Message,
    desk: Desk,
    answer: Callable[[Officer], Awaitable[None]],
    code: str = "",
) -> None:
    officer = None
    try:
        officer = await desk.officer(message.from_user, message.chat)
        await answer(officer)
    except (TipProblem, Unwelcome) as problem:
        if isinstance(problem, TipProblem):
            await desk.refuse(problem, officer, Code(code))
        await desk.tell(place_of(message), sentence(problem))


async def _open(desk: Desk, officer: Officer) -> list[TipSummary]:
    """In the queue's order, where closed ones come last."""
    await desk.audit.listed(officer, officer.desk)
    found: list[TipSummary] = []
    while len(found) < MOST:
        after = found[-1].cursor if found else ""
        page = await desk.triage.queue(officer, after=after, limit=PAGE)
        waiting = [row for row in page if not is_over(row.status)]
        found += waiting
        if len(waiting) < PAGE:
            break
    return found


Row = tuple[Code, str]


async def _list(message: Message, desk: Desk, name: str, rows: Sequence[Row]) -> None:
    if not rows:
        await desk.tell(place_of(message), text(f"telegram.{name}_empty"))
        return
    shown = rows[:ROWS]
    lines = [text(f"telegram.{name}_head", "vi", n=len(rows)), *(line for _, line in shown)]
    if len(rows) > ROWS:
        lines.append(text("telegram.queue_more", "vi", n=len(rows) - ROWS))
    buttons = tuple(Button(code, Choice(f"{DETAIL}:{code}")) for code, _ in shown)
    place = Address(CHANNEL, place_of(message))
    await desk.postman.speak([Outgoing(place, "\n".join(lines), buttons)])


def _row(row: TipSummary, left: str = "") -> Row:
    return row.code, queue_line(row, left)


def _left(row: TipSummary, now: datetime) -> str:
    deadline = deadline_of(row, now)
    return remaining(deadline, now) if deadline else ""
