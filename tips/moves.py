"""What officers may do to a tip: each move looks at the tip and decides a change, or refuses.

Pure. `None` means that there is nothing left to do: it is as asked already.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tips.catalogue import text
from tips.desk import Officer, Role
from tips.errors import (
    AlreadyClaimed,
    EmptyWords,
    MoveNotAllowed,
    NotClaimed,
    TipProblem,
    WordsTooLong,
)
from tips.ports import Change, NewLine
from tips.statuses import (
    CLOSING_REASONS,
    NEXT,
    closing_words,
    is_over,
    may_follow,
    public_text,
    urgency_label,
)
from tips.tip import Author, Status, Tip, Urgency

WORDS_LIMIT = 1500  # with heading and hint a letter stays under the 2,000 of the tightest channel


@dataclass(frozen=True, slots=True)
class Press:
    """Who pressed, when, and the event that a second press of the same would repeat."""

    officer: Officer
    event_id: str
    at: datetime


Decision = Callable[[Tip, Press], Change | None]


def claim(tip: Tip, press: Press) -> Change | None:
    if is_over(tip.status):
        raise MoveNotAllowed
    if tip.officer == press.officer.id:
        return None
    if tip.officer is not None:
        raise AlreadyClaimed(tip.officer_label)
    taken = replace(_nothing("claim", tip, press), holder=press.officer.id)
    if tip.acknowledged_at is not None:
        return taken  # taken over from a colleague: the citizen need not know
    received = tip.status is Status.RECEIVED
    classifying = replace(
        taken,
        status=Status.CLASSIFYING if received else tip.status,
        acknowledged_at=press.at,
    )
    return _telling(classifying, text("desk.acknowledged", tip.language))


def release(tip: Tip, press: Press) -> Change | None:
    """Give it back to the desk. A commander may free what a colleague on leave still holds."""
    if is_over(tip.status):
        raise MoveNotAllowed
    if tip.officer is None or press.officer.role is not Role.COMMANDER:
        _must_hold(tip, press.officer)
    note = NewLine(Author.NOTE, text("desk.line_released"), press.officer.label)
    return replace(_nothing("release", tip, press), holder=None, lines=(note,))


def ask(words: str) -> Decision:
    def decide(tip: Tip, press: Press) -> Change:
        said = _spoken(words)
        _must_work_on(tip, press.officer)
        waits = may_follow(tip.status, Status.NEEDS_MORE)
        return replace(
            _nothing("ask", tip, press),
            status=Status.NEEDS_MORE if waits else tip.status,
            lines=(NewLine(Author.DESK, said, press.officer.label),),
            to_citizen=(said,),
            answers_citizen=True,
            asks=True,
        )

    return decide


def note(words: str) -> Decision:
    """Any colleague may leave a note, whoever holds the tip."""

    def decide(tip: Tip, press: Press) -> Change:
        said = _spoken(words)
        if tip.status is Status.ARCHIVED:
            raise MoveNotAllowed
        line = NewLine(Author.NOTE, said, press.officer.label)
        return replace(_nothing("note", tip, press), lines=(line,))

    return decide


def set_status(status: Status) -> Decision:
    def decide(tip: Tip, press: Press) -> Change | None:
        if not is_over(tip.status):  # a closed tip is nobody's: any colleague may reopen it
            _must_hold(tip, press.officer)
        if status is tip.status:
            return None
        if status is Status.CLOSED or not may_follow(tip.status, status):
            raise MoveNotAllowed  # closing needs a reason: see `close`
        return _turned(tip, press, status)

    return decide


def set_urgency(urgency: Urgency) -> Decision:
    def decide(tip: Tip, press: Press) -> Change | None:
        if is_over(tip.status):
            raise MoveNotAllowed
        if tip.officer is not None:  # before anybody claims it, whoever sees the danger may say so
            _must_hold(tip, press.officer)
        if urgency is tip.urgency:
            return None
        before, after = urgency_label(tip.urgency), urgency_label(urgency)
        told = text("desk.line_urgency", "vi", before=before, after=after)
        line = NewLine(Author.NOTE, told, press.officer.label)
        return replace(_nothing("urgency", tip, press), urgency=urgency, lines=(line,))

    return decide


def close(reason: str, words: str = "") -> Decision:
    def decide(tip: Tip, press: Press) -> Change:
        said = _spoken(words) if words.strip() else ""
        _must_work_on(tip, press.officer)
        if reason not in CLOSING_REASONS or not may_follow(tip.status, Status.CLOSED):
            raise MoveNotAllowed
        outcome = closing_words(reason, tip.language)
        lines = [NewLine(Author.SYSTEM, outcome)]
        if said:
            lines.append(NewLine(Author.DESK, said, press.officer.label))
        return replace(
            _nothing("close", tip, press),
            status=Status.CLOSED,
            closed_at=press.at,
            closing_reason=reason,
            lines=tuple(lines),
            to_citizen=(f"{outcome}\n\n{said}".strip(),),
            answers_citizen=True,
        )

    return decide


def allowed_moves(tip: Tip, officer: Officer) -> tuple[str, ...]:
    """What this officer may press now, by the names of the moves."""
    tries: tuple[tuple[str, tuple[Decision, ...]], ...] = (
        ("claim", (claim,)),
        ("release", (release,)),
        ("ask", (ask("?"),)),
        ("note", (note("?"),)),
        ("urgency", tuple(map(set_urgency, Urgency))),
        ("status", tuple(map(set_status, NEXT[tip.status]))),
        ("close", (close(CLOSING_REASONS[0]),)),
    )
    press = Press(officer, "", tip.filed_at)
    return tuple(
        name for name, moves in tries if any(_possible(move, tip, press) for move in moves)
    )


def allowed_statuses(tip: Tip, officer: Officer) -> tuple[Status, ...]:
    """Where `set_status` may go from here for this officer."""
    press = Press(officer, "", tip.filed_at)
    return tuple(status for status in NEXT[tip.status] if _possible(set_status(status), tip, press))


def _possible(decide: Decision, tip: Tip, press: Press) -> bool:
    try:
        return decide(tip, press) is not None
    except TipProblem:
        return False


def _must_work_on(tip: Tip, officer: Officer) -> None:
    if is_over(tip.status):
        raise MoveNotAllowed
    _must_hold(tip, officer)


def _must_hold(tip: Tip, officer: Officer) -> None:
    if tip.officer is None:
        raise NotClaimed
    if tip.officer != officer.id:
        raise AlreadyClaimed(tip.officer_label)


def _spoken(words: str) -> str:
    """What an officer typed, without what nobody can see or what no database can hold."""
    visible = "".join(c for c in words if c in "\n\t" or unicodedata.category(c)[0] != "C")
    said = unicodedata.normalize("NFC", visible).strip()
    if not said:
        raise EmptyWords
    if len(said) > WORDS_LIMIT:
        raise WordsTooLong(WORDS_LIMIT)
    return said


def _turned(tip: Tip, press: Press, status: Status) -> Change:
    """Into another status than closed. Reopening makes the officer its holder."""
    words = public_text(status, tip.language)
    turned = replace(_nothing("status", tip, press), status=status)
    if status is Status.ARCHIVED:
        # Weeks after the outcome it tells a citizen nothing, and others may read their screen.
        return replace(turned, lines=(NewLine(Author.SYSTEM, words),))
    if tip.status is Status.CLOSED:
        turned = replace(
            turned,
            action="reopen",
            holder=press.officer.id,
            closed_at=None,
            closing_reason=None,
        )
    return _telling(turned, words)


def _telling(change: Change, words: str) -> Change:
    """The same sentence for the thread and for the citizen."""
    line = NewLine(Author.SYSTEM, words)
    return replace(change, lines=(line,), to_citizen=(words,), answers_citizen=True)


def _nothing(action: str, tip: Tip, press: Press) -> Change:
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
    )
