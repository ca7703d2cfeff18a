"""What officers may do to a tip: each move looks at the tip and decides a change, or refuses.

Pure. `None` means that there is nothing left to do: it is as asked already.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tips.errors import AlreadyClaimed, DecisionUnnamed, MoveNotAllowed
from tips.moves.base import WORDS_LIMIT as WORDS_LIMIT
from tips.moves.base import Decision as Decision
from tips.moves.base import Press as Press
from tips.moves.base import (
    lapsed,
    may_overrule,
    must_be_open,
    must_hold,
    must_not_disturb,
    must_stand_alone,
    must_work_on,
    noting,
    spoken,
    taken,
    telling,
    unchanged,
)
from tips.moves.change import Change, NewLine
from tips.statuses import (
    CLOSING_REASONS,
    closing_words,
    is_over,
    may_follow,
    public_text,
    status_label,
    urgency_label,
)
from tips.tip import Author, Status, Tip, Urgency
from wording.catalogue import text
from wording.phrase import Phrase


def claim(tip: Tip, press: Press) -> Change | None:
    """A colleague's claim that has rested too long may be taken over."""
    must_be_open(tip)
    if tip.officer == press.officer.id:
        return None
    if tip.officer is not None and not lapsed(tip, press):
        raise AlreadyClaimed(tip.officer_label)
    return taken(tip, press, press.officer.id, "claim")


def release(tip: Tip, press: Press) -> Change | None:
    """Give it back to the desk. A commander may free what a colleague on leave still holds."""
    must_be_open(tip)
    if tip.officer is None or not may_overrule(tip, press.officer):
        must_hold(tip, press.officer)
    note = NewLine(Author.NOTE, text("desk.line_released"), press.officer.label)
    return replace(unchanged("release", tip, press), holder=None, lines=(note,))


def ask(words: str) -> Decision:
    def decide(tip: Tip, press: Press) -> Change:
        said = spoken(words)
        must_work_on(tip, press.officer)
        waits = may_follow(tip.status, Status.NEEDS_MORE)
        return replace(
            unchanged("ask", tip, press),
            status=Status.NEEDS_MORE if waits else tip.status,
            lines=(NewLine(Author.DESK, said, press.officer.label),),
            to_citizen=(said,),
            answers_citizen=True,
            asks=True,
            spam_by=None,  # who is asked is not refused
        )

    return decide


def note(words: str) -> Decision:
    """Any colleague may leave a note, whoever holds the tip."""

    def decide(tip: Tip, press: Press) -> Change:
        said = spoken(words)
        must_stand_alone(tip)
        if tip.status is Status.ARCHIVED:
            raise MoveNotAllowed
        line = NewLine(Author.NOTE, said, press.officer.label)
        return replace(unchanged("note", tip, press), lines=(line,))

    return decide


def set_status(status: Status, reason: str = "") -> Decision:
    """`reason` stays inside: where it went, or whose decision it is, with number and day."""

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(reason) if reason.strip() else ""
        must_stand_alone(tip)
        if not is_over(tip.status):  # a closed tip is nobody's: any colleague may reopen it
            must_hold(tip, press.officer)
        if status is tip.status:
            return None
        if status is Status.CLOSED or not may_follow(tip.status, status):
            raise MoveNotAllowed  # closing needs a reason: see `close`
        if status is Status.TAKEN_UP and not why:
            raise DecisionUnnamed  # commune police do not decide it, they only record it
        return _turned(tip, press, status, why)

    return decide


def set_urgency(urgency: Urgency, reason: str = "") -> Decision:
    """Before anybody claims it, whoever sees the danger may say so."""

    def decide(tip: Tip, press: Press) -> Change | None:
        why = spoken(reason) if reason.strip() else ""
        must_not_disturb(tip, press)
        if urgency is tip.urgency:
            return None
        before, after = urgency_label(tip.urgency), urgency_label(urgency)
        told = text("desk.line_urgency", "vi", before=before, after=after)
        words = text("desk.line_because", "vi", what=told, reason=why) if why else told
        line = NewLine(Author.NOTE, words, press.officer.label)
        return replace(unchanged("urgency", tip, press), urgency=urgency, lines=(line,))

    return decide


def close(reason: str, words: str = "") -> Decision:
    def decide(tip: Tip, press: Press) -> Change:
        said = spoken(words) if words.strip() else ""
        must_work_on(tip, press.officer)
        if reason not in CLOSING_REASONS or not may_follow(tip.status, Status.CLOSED):
            raise MoveNotAllowed
        outcome = partial(closing_words, reason)
        lines = [NewLine(Author.SYSTEM, Phrase(outcome, tip.language))]
        if said:
            lines.append(NewLine(Author.DESK, said, press.officer.label))
        return replace(
            unchanged("close", tip, press),
            status=Status.CLOSED,
            closed_at=press.at,
            closing_reason=reason,
            lines=tuple(lines),
            to_citizen=(Phrase(partial(_closed, outcome, said), tip.language),),
            answers_citizen=True,
        )

    return decide


def _closed(outcome: Callable[[str], str], said: str, language: str) -> str:
    """One letter: how it ended, and what the officer adds."""
    return f"{outcome(language)}\n\n{said}".strip()


def _turned(tip: Tip, press: Press, status: Status, why: str) -> Change:
    """Into another status than closed. Reopening makes the officer its holder."""
    words = Phrase(partial(public_text, status), tip.language)
    turned = replace(unchanged("status", tip, press), status=status, spam_by=None)
    if why:
        noted = {"status": status_label(status), "reason": why}
        turned = noting(turned, press, text("desk.line_status", "vi", **noted))
    if status is Status.ARCHIVED:
        # Weeks after the outcome it tells a citizen nothing, and others may read their screen.
        return replace(turned, lines=(*turned.lines, NewLine(Author.SYSTEM, words)))
    if tip.status is Status.CLOSED:
        turned = replace(
            turned,
            action="reopen",
            holder=press.officer.id,
            closed_at=None,
            closing_reason=None,
        )
    return telling(turned, words)
