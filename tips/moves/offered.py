"""Which of all moves an officer may press on a tip right now, for pages and cards."""

from dataclasses import replace
from datetime import datetime

from communes.directory import Commune, CommuneCode, Province, ProvinceCode
from desks.desk import Code, Desk, DeskCode, Officer, OfficerId, Role
from desks.errors import TipProblem
from desks.permissions import Action, may
from tips.moves.base import unchanged
from tips.moves.change import Change
from tips.moves.desk_moves import Decision, Press, allowed_moves, offered
from tips.moves.facts import extend, mute, refuse_as_spam, set_kind
from tips.moves.merging import carve, merge
from tips.moves.sending import assign, hand_over, set_place
from tips.reading.kinds import OTHER
from tips.tip import Tip, TipId

# Stand-ins: whether a move is possible never hangs on which desk or colleague is chosen.
_NOWHERE = Desk(DeskCode("-"), "-", is_open=True)
_COMMUNE = Commune(CommuneCode("-"), "-", "-", Province(ProvinceCode("-"), "-"))


def all_moves(tip: Tip, officer: Officer, at: datetime) -> tuple[str, ...]:
    """By the names of the moves, also in the API's paths."""
    colleague = Officer(OfficerId("-"), tip.route.desk, Role.OFFICER, "-")
    tries: tuple[tuple[str, tuple[Decision, ...]], ...] = (
        ("assign", (assign(colleague, "?"),)),
        ("handover", (hand_over(_NOWHERE, {}, "?"),)),
        ("merge", (_merges,)),
        ("spam", (refuse_as_spam("?"),)),
        ("kind", (set_kind(OTHER, "?"), set_kind(tip.report.kind, "?"))),
        ("place", (set_place(_COMMUNE, {}, "?"),)),
        ("extend", (extend("?"),)),
        ("mute", (mute(not tip.muted, "?"),)),
        ("split", (_splits,)),
    )
    more = offered(tries, tip, Press(officer, "", at))
    return (*allowed_moves(tip, officer, at), *more)


def splittable(tip: Tip, officer: Officer, at: datetime) -> tuple[int, ...]:
    """Numbers of the lines this officer may make tips of their own."""
    own = tip.route.desk == officer.desk
    if not may(officer.role, Action.SPLIT, own, below=not own):
        return ()
    press = Press(officer, "", at)
    return tuple(line.number for line in tip.lines if _carves(tip, line.number, press))


def _carves(tip: Tip, number: int, press: Press) -> bool:
    try:
        carve(tip, number, press, "?")
    except TipProblem:
        return False
    return True


def _merges(tip: Tip, press: Press) -> Change | None:
    other = replace(tip, id=TipId("-"), code=Code("-"), lead=None)
    pair = merge(tip, other, press, "?")
    return pair.of_tip if pair else None


def _splits(tip: Tip, press: Press) -> Change | None:
    """A merged tip may always be taken out again; who holds the lead decides that on pressing."""
    return None if tip.lead is None else unchanged("split", tip, press)
