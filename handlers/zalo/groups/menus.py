"""What may be typed about a tip, in lines: every number an officer reads here keeps its meaning."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from desks.desk import Officer
from tips.cards.face import brief
from tips.cards.more import MORE, label_of
from tips.cards.typed import DETAIL, EVERYDAY, RARE, Row, number_of, rows_of
from tips.moves.offered import allowed_moves, allowed_statuses
from tips.moves.table import Argument, DeskMove, MoveWords
from tips.statuses import SPAM
from tips.tip import Status, Tip
from wording.catalogue import catalogue, text

FIND = (Argument.DESK, Argument.COMMUNE, Argument.TIP)


def everything(tip: Tip, officer: Officer, now: datetime, reach: str) -> str:
    """What this officer may do now; `reach`: what the resident will see of it."""
    possible = allowed_moves(tip, officer, now)
    rare = any(name in possible for name in RARE)
    shown = [name for name in EVERYDAY if name in possible or (name == MORE and rare)]
    lines = [_line(number_of(name), text(f"desk.button_{name}")) for name in (*shown, DETAIL)]
    how = text("zalo_groups.how_to_type", "vi", code=tip.code)
    return "\n".join(filter(None, (brief(tip), *lines, how, reach)))


def rare(tip: Tip, officer: Officer, now: datetime) -> str:
    possible = allowed_moves(tip, officer, now)
    names = [name for name in RARE if name in possible]
    lines = [_line(number_of(name), label_of(name, tip)) for name in names]
    if not lines:
        return text("zalo_groups.nothing_more", "vi", code=tip.code)
    return "\n".join((_head(tip), *lines, _how(tip, number_of(names[0]))))


def choices(move: DeskMove, tip: Tip, rows: Iterable[tuple[int, Row]]) -> str:
    """`rows`: each with its number, which stays its own."""
    number = number_of(move.name)
    lines = [_line(f"{number}.{at}", row.label) for at, row in rows]
    if not lines:
        return text("zalo_groups.nothing_more", "vi", code=tip.code)
    wanted = text("zalo_groups.with_reason") if move.words is MoveWords.REASON else ""
    return "\n".join(filter(None, (_head(tip), *lines, wanted, _how(tip, f"{number}.1"))))


def offered(move: DeskMove, tip: Tip, officer: Officer) -> Sequence[tuple[int, Row]]:
    """The rows that lead anywhere from here, under the numbers they always have."""
    rows = enumerate(rows_of(move.names), start=1)
    if move.names is Argument.STATUS:
        statuses = allowed_statuses(tip, officer)
        return [(n, row) for n, row in rows if row.value in statuses and row.value != Status.CLOSED]
    now = {Argument.URGENCY: tip.urgency, Argument.KIND: tip.report.kind}.get(move.names, SPAM)
    return [(n, row) for n, row in rows if row.value != now]


def how_to_find(move: DeskMove, tip: Tip) -> str:
    """Of a place, a desk or another tip: typed, then a colon, then why."""
    key = f"zalo_groups.find_{move.names}"
    example = text(key, "vi", code=tip.code, number=number_of(move.name))
    return f"{_head(tip)}\n{example}"


def how_to_say(move: DeskMove, tip: Tip, typed: str, reach: str) -> str:
    """That words are needed after the number, for whom, and an example."""
    own = f"zalo_groups.say_{move.name}"
    key = own if own in catalogue() else "zalo_groups.say_why"
    return "\n".join(filter(None, (_head(tip), text(key, "vi", typed=typed), reach)))


def _head(tip: Tip) -> str:
    return text("zalo_groups.head", "vi", code=tip.code)


def _how(tip: Tip, number: str) -> str:
    return text("zalo_groups.how_to_pick", "vi", code=tip.code, number=number)


def _line(number: str, label: str) -> str:
    return f"{number} {label.rstrip('…')}"
