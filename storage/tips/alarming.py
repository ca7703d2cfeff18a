"""A resident says that there is danger now: the tip goes to the top of its desk's queue."""

from sqlalchemy import update

from storage.audit import chain as audit
from storage.letters import rearm_cards
from storage.tables.tips import tips
from storage.tips.following import hold_lead
from storage.tips.queue_order import rank
from storage.tips.rows import write_lines
from storage.writing import Writing
from tips.tip import Author, Line, TipId, Urgency


async def alarm(writing: Writing, tip: TipId, words: str) -> None:
    """With the tip it is merged into, which is the one that is worked on. Once is enough."""
    lead = await hold_lead(writing.connection, tip)
    for one in dict.fromkeys((tip, lead)):
        await _raise_to_the_top(writing, one, words)
    await rearm_cards(writing, lead)


async def _raise_to_the_top(writing: Writing, tip: str, words: str) -> None:
    is_calm = (tips.c.urgency != Urgency.CRITICAL) & tips.c.closed_at.is_(None)
    raised = (
        update(tips)
        .where(tips.c.id == tip, is_calm)
        .values(
            urgency=Urgency.CRITICAL,
            queue_rank=rank(Urgency.CRITICAL, None),
            version=tips.c.version + 1,
            line_count=tips.c.line_count + 1,
            unread=True,
            muted=False,  # whoever is in danger is heard
            next_reminder_at=writing.at,  # the deadline is nearer now
        )
    )
    number = await writing.connection.scalar(raised.returning(tips.c.line_count))
    if number is None:
        return
    await write_lines(writing, tip, [Line(number, writing.at, Author.NOTE, words)])
    await audit.add(writing, audit.Entry(tip, "danger", Urgency.CRITICAL))
