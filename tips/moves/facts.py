"""Moves that set right what is known of a tip, and who hears of it. Pure."""

from dataclasses import replace
from functools import partial

from desks.errors import NotPermitted
from desks.permissions import commands
from tips.errors import MoveNotAllowed, SamePerson, UnknownKind
from tips.moves.base import (
    Decision,
    Press,
    must_not_disturb,
    must_stand_alone,
    noting,
    spoken,
    telling,
    unchanged,
)
from tips.moves.change import Change
from tips.reading.kinds import kind_label, kind_named
from tips.statuses import SPAM, closing_words, may_follow
from tips.tip import KindId, Removal, Status, Tip
from wording.catalogue import text
from wording.phrase import Phrase, phrase


def set_kind(kind: KindId, reason: str) -> Decision:
    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(reason)
        must_not_disturb(tip, press)
        if kind_named(kind) is None:
            raise UnknownKind
        if kind == tip.report.kind:
            return None
        names = {"before": kind_label(tip.report.kind), "after": kind_label(kind), "reason": why}
        change = replace(
            unchanged("kind", tip, press),
            report=replace(tip.report, kind=kind),
            counted="kind_corrected",
        )
        return noting(change, press, text("desk.line_kind", "vi", **names))

    return decide


def mute(muted: bool, reason: str) -> Decision:
    """The resident's further words ring nobody; they are read all the same, and no clock stops."""

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(reason)
        must_not_disturb(tip, press)
        if muted == tip.muted:
            return None
        change = replace(unchanged("mute", tip, press), muted=muted)
        key = "desk.line_muted" if muted else "desk.line_unmuted"
        return noting(change, press, text(key, "vi", reason=why))

    return decide


def keep_by_order(kept: bool, order: str) -> Decision:
    """Whoever holds the tip, open or closed: the order, not the desk, says how long."""

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(order)
        must_stand_alone(tip)
        if tip.erased_at is not None:
            raise MoveNotAllowed  # there is nothing left to keep
        if kept == (tip.legal_hold is not None):
            return None
        change = replace(unchanged("legal_hold", tip, press), legal_hold=kept)
        key = "desk.line_kept_by_order" if kept else "desk.line_kept_no_more"
        return noting(change, press, text(key, "vi", reason=why))

    return decide


def remove_early(ground: str) -> Decision:
    """One officer names the law or order and proposes, a commander decides. Its words go with the
    next sweep, as when their time is over: until then an order may still keep them.
    """

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(ground)
        must_stand_alone(tip)
        _must_be_removable(tip, press)
        if tip.removal is None:
            proposed = Removal(press.officer.id)
            change = replace(unchanged("remove", tip, press), removal=proposed)
            return noting(change, press, text("desk.line_removal_proposed", "vi", reason=why))
        if tip.removal.decided_at or tip.removal.by == press.officer.id:
            return None
        return _removed(tip, tip.removal, press, why)

    return decide


def _must_be_removable(tip: Tip, press: Press) -> None:
    """Merged tips were told by several: each would have to want it. A reward that waits is owed."""
    is_owed = tip.reward is not None and tip.reward.waits(press.at)
    if tip.closed_at is None or tip.erased_at or is_owed:
        raise MoveNotAllowed
    if tip.legal_hold or tip.joined or tip.unread:
        raise MoveNotAllowed


def _removed(tip: Tip, removal: Removal, press: Press, why: str) -> Change:
    if removal.by in press.officer.other_seats:
        raise SamePerson
    if not commands(press.officer):
        raise NotPermitted
    decided = replace(removal, decided_at=press.at)
    change = replace(unchanged("remove", tip, press), removal=decided)
    noted = noting(change, press, text("desk.line_removal_decided", "vi", reason=why))
    return telling(noted, phrase("desk.removal_told", tip.language))


def refuse_as_spam(reason: str) -> Decision:
    """One officer proposes, another consents: nobody alone makes a resident fall silent."""

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(reason)
        if tip.lead is not None or not may_follow(tip.status, Status.CLOSED):
            raise MoveNotAllowed  # nobody has claimed it: somebody must have looked before
        if tip.spam_by == press.officer.id:
            return None
        if tip.spam_by in press.officer.other_seats:
            raise SamePerson
        if tip.spam_by is None:
            must_not_disturb(tip, press)
            proposed = replace(unchanged("spam", tip, press), spam_by=press.officer.id)
            return noting(proposed, press, text("desk.line_spam_proposed", "vi", reason=why))
        return _refused(tip, press, why)

    return decide


def _refused(tip: Tip, press: Press, why: str) -> Change:
    closed = replace(
        unchanged("spam", tip, press),
        status=Status.CLOSED,
        closed_at=press.at,
        closing_reason=SPAM,
        spam_by=None,
    )
    noted = noting(closed, press, text("desk.line_spam_refused", "vi", reason=why))
    return telling(noted, Phrase(partial(closing_words, SPAM), tip.language))
