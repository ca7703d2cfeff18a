"""What every move is made of: who pressed, what they may touch, and the change they begin with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desks.desk import Officer, OfficerId
from desks.permissions import Action, may
from desks.words import must_be_words
from tips.errors import AlreadyClaimed, MoveNotAllowed, NotClaimed, TipMerged
from tips.moves.change import Change, NewLine, Outcome
from tips.statuses import is_over
from tips.tip import Author, Status, Tip
from wording.catalogue import text
from wording.phrase import phrase

WORDS_LIMIT = 1500  # with heading and hint a letter stays under the 2,000 of the tightest channel
CLASSIFIED = (Status.CHECKING, Status.PASSED_ON, Status.TAKEN_UP, Status.CLOSED)
CLAIM_LASTS = timedelta(hours=8)  # without a move of the holder; then a colleague may take it


@dataclass(frozen=True, slots=True)
class Press:
    """Who pressed, when, and the event that a second press of the same would repeat."""

    officer: Officer
    event_id: str
    at: datetime
    claim_lasts: timedelta = CLAIM_LASTS


Decision = Callable[[Tip, Press], Change | None]
AnyDecision = Callable[[Tip, Press], Outcome | None]  # also of two tips at once


def unchanged(action: str, tip: Tip, press: Press) -> Change:
    """The change that changes nothing yet: moves replace what they mean."""
    return Change(
        event_id=press.event_id,
        action=action,
        officer=press.officer.id,
        holder=tip.officer,
        status=tip.status,
        urgency=tip.urgency,
        acknowledged_at=tip.acknowledged_at,
        closed_at=tip.closed_at,
        closing_reason=tip.closing_reason,
        spam_by=tip.spam_by,
    )


def held_since(tip: Tip, change: Change, at: datetime) -> datetime | None:
    """A holder's own moves keep the claim alive; a colleague's note does not."""
    if change.holder is None:
        return None
    moved = change.holder != tip.officer or change.officer == change.holder
    return at if moved else tip.held_since


def classified_at(tip: Tip, change: Change, at: datetime) -> datetime | None:
    """When it was first clear whose matter it is; anew for a tip that is opened or sorted anew."""
    if change.status is Status.CLASSIFYING:
        return None
    known = tip.classified_at
    return known or at if change.status in CLASSIFIED else known


def lapsed(tip: Tip, press: Press) -> bool:
    """Nothing was heard of the holder for so long that a colleague may take the tip."""
    return tip.held_since is not None and press.at - tip.held_since >= press.claim_lasts


def must_be_open(tip: Tip) -> None:
    must_stand_alone(tip)
    if is_over(tip.status):
        raise MoveNotAllowed


def must_stand_alone(tip: Tip) -> None:
    if tip.lead is not None:
        raise TipMerged(tip.lead)


def must_work_on(tip: Tip, officer: Officer) -> None:
    must_be_open(tip)
    must_hold(tip, officer)


def must_hold(tip: Tip, officer: Officer) -> None:
    if tip.officer is None:
        raise NotClaimed
    if tip.officer != officer.id:
        raise AlreadyClaimed(tip.officer_label)


def must_not_disturb(tip: Tip, press: Press) -> None:
    """Open, and in nobody else's hands, unless the officer may overrule whoever holds it."""
    must_be_open(tip)
    if tip.officer in (None, press.officer.id) or may_overrule(tip, press.officer):
        return
    if not lapsed(tip, press):
        raise AlreadyClaimed(tip.officer_label)


def may_overrule(tip: Tip, officer: Officer) -> bool:
    own = tip.route.desk == officer.desk
    return may(officer.role, Action.OVERRULE, own, below=not own)


def put_back(tip: Tip, event_id: str, words: str) -> Change:
    """Nobody's any more, by no officer's press; colleagues read why, the resident need not know."""
    return Change(
        event_id=event_id,
        action="release",
        officer=None,
        holder=None,
        status=tip.status,
        urgency=tip.urgency,
        acknowledged_at=tip.acknowledged_at,
        closed_at=tip.closed_at,
        closing_reason=tip.closing_reason,
        spam_by=tip.spam_by,
        lines=(NewLine(Author.NOTE, words, text("desk.by_system")),),
    )


def taken(tip: Tip, press: Press, holder: OfficerId, action: str) -> Change:
    """Into an officer's hands. The first time the citizen is told that somebody has it."""
    change = replace(unchanged(action, tip, press), holder=holder)
    if tip.acknowledged_at is not None:
        return change  # taken over from a colleague: the citizen need not know
    received = tip.status is Status.RECEIVED
    classifying = replace(
        change,
        status=Status.CLASSIFYING if received else tip.status,
        acknowledged_at=press.at,
    )
    return telling(classifying, phrase("desk.acknowledged", tip.language))


def telling(change: Change, words: str) -> Change:
    """The same sentence for the thread and for the citizen."""
    line = NewLine(Author.SYSTEM, words)
    return replace(change, lines=(*change.lines, line), to_citizen=(words,), answers_citizen=True)


def noting(change: Change, press: Press, words: str) -> Change:
    """A line that only colleagues see, under the officer's name."""
    line = NewLine(Author.NOTE, words, press.officer.label)
    return replace(change, lines=(*change.lines, line))


def spoken(words: str, limit: int = WORDS_LIMIT) -> str:
    """What an officer typed, without what nobody can see or what no database can hold."""
    return must_be_words(words, limit)
