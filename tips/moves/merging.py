"""Merging tips about one matter, and splitting them again. Each resident keeps a private thread;
the lead's answers go to every one of them separately. Pure.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from desks.errors import EmptyWords
from tips.errors import MergeRefused, MoveNotAllowed
from tips.moves.base import (
    Press,
    must_be_open,
    must_not_disturb,
    must_stand_alone,
    noting,
    spoken,
    telling,
    unchanged,
)
from tips.moves.change import Change
from tips.tip import Author, Line, Report, Status, Tip
from wording.catalogue import text
from wording.moments import moment
from wording.phrase import phrase


@dataclass(frozen=True, slots=True)
class Pair:
    """What a merge or a split does to the tip that was moved, and to the one that leads."""

    of_tip: Change
    of_lead: Change


def merge(tip: Tip, into: Tip, press: Press, reason: str) -> Pair | None:
    """None: it is merged into that one already."""
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
    told = replace(telling(follower, phrase("desk.merged", tip.language)), answers_citizen=False)
    lead = replace(_beside(into, press), since=_earlier(tip, into))
    words = text("desk.line_merged", "vi", code=tip.code, reason=why)
    return Pair(told, noting(lead, press, words))


def split(tip: Tip, lead: Tip, press: Press, reason: str) -> Pair:
    """Undo a merge: from now on the tip is worked on by itself again."""
    why = spoken(reason)
    if tip.lead != lead.code:
        raise MoveNotAllowed
    must_not_disturb(lead, press)
    told = telling(unchanged("split", tip, press), phrase("desk.split", tip.language))
    words = text("desk.line_split", "vi", code=tip.code, reason=why)
    return Pair(replace(told, answers_citizen=False), noting(_beside(lead, press), press, words))


def carve(tip: Tip, number: int, press: Press, reason: str) -> tuple[Report, Change, str]:
    """A tip of its own from one line of the resident: its report, what happens to the old tip,
    and what the resident reads in the new one.
    """
    why = spoken(reason)
    must_stand_alone(tip)
    must_not_disturb(tip, press)
    line = next((one for one in tip.lines if one.number == number), None)
    if line is None or line.author is not Author.CITIZEN:
        raise MoveNotAllowed
    change = noting(unchanged("split", tip, press), press, text("desk.line_because", "vi",
                    what=text("desk.line_carving", "vi", number=number), reason=why))  # fmt: skip
    return _report(tip, line), change, text("desk.carved", tip.language, time=moment(line.at))


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
