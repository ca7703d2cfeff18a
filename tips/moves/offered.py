"""Which moves an officer may press on a tip right now, for pages and cards. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from communes.directory import Commune, CommuneCode, Province, ProvinceCode
from desks.desk import Code, Desk, DeskCode, Officer, OfficerId, Role
from desks.errors import TipProblem
from desks.permissions import Action, may
from tips.mediation import Matter
from tips.moves.base import AnyDecision, Press
from tips.moves.desk_moves import set_status
from tips.moves.merging import carve
from tips.moves.table import MOVES, OFF, ON, Argument, DeskMove, LookedUp
from tips.reading.kinds import every_kind
from tips.rewards import SUMS
from tips.statuses import CLOSING_REASONS, NEXT
from tips.tip import Status, Tip, TipId, Urgency

# Stand-ins: whether a move is possible never hangs on which desk or colleague is chosen.
_NOWHERE = Desk(DeskCode("-"), "-", is_open=True)
_COMMUNE = Commune(CommuneCode("-"), "-", "-", Province(ProvinceCode("-"), "-"))


def allowed_moves(tip: Tip, officer: Officer, at: datetime | None = None) -> tuple[str, ...]:
    """By the names of the moves: the role allows its kind, and the tip at least one of it."""
    press = Press(officer, "", at or tip.filed_at)
    own = tip.route.desk == officer.desk
    return tuple(
        move.name
        for move in MOVES.values()
        if may(officer.role, move.action, own, below=not own) and _is_open(move, tip, press)
    )


def allowed_statuses(tip: Tip, officer: Officer) -> tuple[Status, ...]:
    """Where a move of status may go from here for this officer."""
    if officer.desk != tip.route.desk:
        return ()
    press = Press(officer, "", tip.filed_at)
    return tuple(
        status for status in NEXT[tip.status] if is_possible(set_status(status, "?"), tip, press)
    )


def splittable(tip: Tip, officer: Officer, at: datetime) -> tuple[int, ...]:
    """Numbers of the lines this officer may make tips of their own."""
    own = tip.route.desk == officer.desk
    if not may(officer.role, Action.SPLIT, own, below=not own):
        return ()
    press = Press(officer, "", at)
    numbers = (line.number for line in tip.lines)
    return tuple(number for number in numbers if is_possible(carve(number, "?"), tip, press))


def is_possible(decide: AnyDecision, tip: Tip, press: Press) -> bool:
    try:
        return decide(tip, press) is not None
    except TipProblem:
        return False


def _is_open(move: DeskMove, tip: Tip, press: Press) -> bool:
    return any(is_possible(move.decide(asked), tip, press) for asked in _samples(move, tip))


def _samples(move: DeskMove, tip: Tip) -> Sequence[LookedUp]:
    """What might be chosen, as far as it could make a difference."""
    if move.names in _FOUND:
        return [LookedUp(move.example(tip), found=_FOUND[move.names](tip))]
    return [LookedUp(move.example(tip), argument) for argument in _arguments(move.names, tip)]


def _arguments(names: Argument, tip: Tip) -> Sequence[str]:
    return {
        Argument.STATUS: NEXT[tip.status],
        Argument.URGENCY: tuple(Urgency),
        Argument.OUTCOME: CLOSING_REASONS[:1],
        Argument.KIND: tuple(kind.id for kind in every_kind()),
        Argument.SWITCH: (ON, OFF),
        Argument.SUM: tuple(str(one) for one in SUMS),
        Argument.MATTER: tuple(Matter),
    }.get(names, ("",))


def _colleague(tip: Tip) -> Officer:
    return Officer(OfficerId("-"), tip.route.desk, Role.OFFICER, "-")


def _another(tip: Tip) -> Tip:
    return replace(tip, id=TipId("-"), code=Code("-"), lead=None)


def _lead(tip: Tip) -> Tip:
    """A merged tip may always be taken out again; who holds the lead decides that on pressing."""
    code = tip.lead or Code("-")
    return replace(_another(tip), code=code, status=Status.CLASSIFYING, officer=None)


_FOUND = {
    Argument.COLLEAGUE: _colleague,
    Argument.HAMLET: _colleague,
    Argument.DESK: lambda _: _NOWHERE,
    Argument.COMMUNE: lambda _: _COMMUNE,
    Argument.TIP: _another,
    Argument.LINE: _lead,
}
