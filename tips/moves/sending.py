"""Moves that put a tip into other hands: a colleague's, another desk's, the right place's. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from communes.directory import Commune
from desks.desk import Desk, DeskCode, Officer
from desks.errors import UnknownOfficer
from desks.permissions import Action, may
from tips.moves.base import (
    Decision,
    Press,
    must_not_disturb,
    noting,
    spoken,
    taken,
    telling,
    unchanged,
)
from tips.moves.change import Change
from tips.tip import Route, Tip
from wording.catalogue import text
from wording.phrase import phrase

Desks = Mapping[DeskCode, Desk]


def assign(colleague: Officer, reason: str) -> Decision:
    """To somebody who works on tips at the desk that has it."""

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(reason)
        must_not_disturb(tip, press)
        if colleague.desk != tip.route.desk or not may(colleague.role, Action.CLAIM, True):
            raise UnknownOfficer
        if tip.officer == colleague.id:
            return None
        told = text("desk.line_assigned", "vi", officer=colleague.label, reason=why)
        return noting(taken(tip, press, colleague.id, "assign"), press, told)

    return decide


def hand_over(desk: Desk, desks: Desks, reason: str) -> Decision:
    """All of it goes along: thread, notes, pictures, clock and receipt. `desks` knows names."""

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(reason)
        must_not_disturb(tip, press)
        if desk.code == tip.route.desk:
            return None
        return _sent(
            unchanged("handover", tip, press), tip, press, desk, Leaving(_named(tip, desks), why)
        )

    return decide


def set_place(commune: Commune, desks: Desks, reason: str) -> Decision:
    """It happened elsewhere: the tip moves to the desk of that place, if one is open."""

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(reason)
        must_not_disturb(tip, press)
        before = tip.report.place
        if before.commune == commune.code:
            return None
        place = replace(
            before,
            commune=commune.code,
            province=commune.province.code,
            evidence=text("desk.place_corrected"),
        )
        known = replace(
            unchanged("place", tip, press),
            report=replace(tip.report, place=place),
            counted="place_corrected" if before.commune else "place_completed",
        )
        name = f"{commune.full_name} ({commune.province.name})"
        placed = noting(known, press, text("desk.line_place", "vi", place=name, reason=why))
        target = right_desk(tip.route.desk, commune, desks)
        if target is None:
            return placed
        return _sent(placed, tip, press, target, Leaving(_named(tip, desks), why))

    return decide


def right_desk(now: DeskCode, commune: Commune, desks: Desks) -> Desk | None:
    """The open desk a tip from this commune belongs to; None when it is where it may stay."""
    province = commune.province.code
    if now.startswith(f"{province}-"):
        return None  # a department works in all of its province
    for code in (DeskCode(commune.code), DeskCode(province)):
        if code == now:
            return None
        if code in desks and desks[code].is_open:
            return desks[code]
    return None


@dataclass(frozen=True, slots=True)
class Leaving:
    desk: str  # its name
    reason: str


def _sent(change: Change, tip: Tip, press: Press, desk: Desk, leaving: Leaving) -> Change:
    names = {"left": leaving.desk, "desk": desk.name, "reason": leaving.reason}
    moved = replace(
        change,
        holder=None,
        route=Route(desk.code, text("desk.route_handed", "vi", **names)),
        reason=leaving.reason,
        farewell=text("desk.card_left", "vi", code=tip.code, **names),
        spam_by=None,
    )
    noted = noting(moved, press, text("desk.line_handed", "vi", **names))
    told = telling(noted, phrase("desk.handed_over", tip.language, desk=desk.name))
    return replace(told, answers_citizen=False)  # where it lies is no answer to what they said


def _named(tip: Tip, desks: Desks) -> str:
    known = desks.get(tip.route.desk)
    return known.name if known else tip.route.desk
