"""A resident says that a closed tip is not solved: it goes back to its desk's queue."""

from typing import Any

from sqlalchemy import Row, select, update

from storage.audit import chain as audit
from storage.letters import post_words, rearm_cards
from storage.tables.tips import tips
from storage.tips.following import followers, hold_lead, hold_rows
from storage.tips.queue_order import moment, rank
from storage.tips.rows import write_lines
from storage.writing import Writing
from tips.errors import TipMoved
from tips.tip import Author, Line, Status, TipId, Urgency
from tips.triage.reopening import may_reopen


async def reopen(writing: Writing, tip: TipId, words: str) -> None:
    """With all that is merged with it: it is one matter. Nobody holds it, everybody sees it."""
    connection, at = writing.connection, writing.at
    lead = await hold_lead(connection, tip)
    group = [lead, *(row.id for row in await followers(connection, lead))]
    await hold_rows(connection, group)
    for row in (await connection.execute(select(tips).where(tips.c.id.in_(group)))).all():
        if row.id == tip and not may_reopen(row, at):
            raise TipMoved  # reopened or archived at this very moment: decide again
        await _open_again(writing, row, said=row.id == tip, leads=row.id == lead)
    number = await connection.scalar(select(tips.c.line_count).where(tips.c.id == tip))
    line = Line(number or 1, at, Author.CITIZEN, words)
    await write_lines(writing, tip, [line])
    await audit.add(writing, audit.Entry(tip, "unsolved"))
    await rearm_cards(writing, lead)
    await post_words(writing, lead, words)


async def _open_again(writing: Writing, row: Row[Any], *, said: bool, leads: bool) -> None:
    at = writing.at
    await writing.connection.execute(
        update(tips)
        .where(tips.c.id == row.id)
        .values(
            status=Status.CLASSIFYING,
            closed_at=None,
            closing_reason=None,
            officer=None,
            held_since=None,
            since=at,  # a new legal clock: the old one ran out with the answer
            classified_at=None,
            extensions=0,
            reopened=row.reopened + said,
            unread=row.unread or leads,
            erased_at=None,
            removal_by=None,  # its matter goes on
            removal_at=None,
            muted=False,  # who was not heard is heard now
            version=row.version + 1,
            line_count=row.line_count + said,
            queue_rank=rank(Urgency(row.urgency), None),
            queue_at=moment(row.filed_at, None),
            next_reminder_at=at if leads else None,
        )
    )
