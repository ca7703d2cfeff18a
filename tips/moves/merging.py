"""Merging tips about one matter, and splitting them again. Each resident keeps a private thread;
the lead's answers go to every one of them separately. Pure.
"""

from dataclasses import replace
from datetime import datetime

from desks.errors import EmptyWords
from tips.errors import MergeRefused, MoveNotAllowed
from tips.moves.base import (
    AnyDecision,
    Press,
    must_be_open,
    must_not_disturb,
    must_stand_alone,
    noting,
    spoken,
    telling,
    unchanged,
)
from tips.moves.change import Carved, Change, Merged, Pair, Parted
from tips.tip import Author, Line, Report, Status, Tip
from wording.catalogue import text
from wording.moments import moment
from wording.phrase import phrase


def merge_into(into: Tip, reason: str) -> AnyDecision:
    """None: it is merged into that one already."""

    def decide(tip: Tip, press: Press) -> Merged | None:
        why = spoken(reason)
        if tip.lead == into.code:
            return None
        if tip.id == into.id or tip.route.desk != into.route.desk:
            raise MergeRefused
        must_not_disturb(tip, press)
        must_be_open(into)
        follower = replace(
            unchanged("merge", tip, press),
            holder=None,
            spam_by=None,
            status=Status.CLASSIFYING if tip.status is Status.RECEIVED else tip.status,
            acknowledged_at=tip.acknowledged_at or press.at,
        )
        told = telling(follower, phrase("desk.merged", tip.language))
        lead = replace(_beside(into, press), since=_earlier(tip, into))
        noted = noting(lead, press, text("desk.line_merged", "vi", code=tip.code, reason=why))
        return Merged(into, Pair(replace(told, answers_citizen=False), noted))

    return decide


def part_from(lead: Tip, reason: str) -> AnyDecision:
    """Undo a merge: from now on the tip is worked on by itself again."""

    def decide(tip: Tip, press: Press) -> Parted:
        why = spoken(reason)
        if tip.lead != lead.code:
            raise MoveNotAllowed
        must_not_disturb(lead, press)
        told = telling(unchanged("split", tip, press), phrase("desk.split", tip.language))
        words = text("desk.line_split", "vi", code=tip.code, reason=why)
        of_lead = noting(_beside(lead, press), press, words)
        return Parted(lead, Pair(replace(told, answers_citizen=False), of_lead))

    return decide


def carve(number: int, reason: str) -> AnyDecision:
    """A tip of its own from one line of the resident."""

    def decide(tip: Tip, press: Press) -> Carved:
        why = spoken(reason)
        must_stand_alone(tip)
        must_not_disturb(tip, press)
        line = next((one for one in tip.lines if one.number == number), None)
        if line is None or line.author is not Author.CITIZEN:
            raise MoveNotAllowed
        what = text("desk.line_carving", "vi", number=number)
        noted = text("desk.line_because", "vi", what=what, reason=why)
        change = noting(unchanged("split", tip, press), press, noted)
        told = text("desk.carved", tip.language, time=moment(line.at))
        return Carved(_report(tip, line), change, told, line.at, why)

    return decide


def _report(tip: Tip, line: Line) -> Report:
    if not (line.text or line.media):
        raise EmptyWords
    return Report(tip.report.kind, line.text, tip.report.place, "", media=line.media)


def _beside(lead: Tip, press: Press) -> Change:
    """The lead's side of it. It was not the lead that was pressed, so its event is another."""
    change = unchanged("merge", lead, press)
    return replace(change, event_id=f"{press.event_id}/lead")


def _earlier(tip: Tip, into: Tip) -> datetime | None:
    """Merging must not buy time: the legal clock is that of whoever told first."""
    first = min(tip.since or tip.filed_at, into.since or into.filed_at)
    return None if first == (into.since or into.filed_at) else first
