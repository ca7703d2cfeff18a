"""Tips merged into a lead: what happens to the lead happens to them, each resident apart."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.letters import write_to_citizen
from storage.tables.tips import tips
from storage.tip_keys.rows import OWN_KEY
from storage.tips.queue_order import moment, rank
from storage.tips.rows import write_lines
from storage.writing import Writing
from tips.errors import TipMoved
from tips.moves.change import Change
from tips.statuses import is_over
from tips.tip import Author, Line, Status, Tip, Urgency
from wording.phrase import in_language


async def hold_rows(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """Always in the same order, so that two moves never wait for each other."""
    rows = select(tips.c.id).where(tips.c.id.in_(ids)).order_by(tips.c.id).with_for_update()
    await connection.execute(rows)


async def hold_lead(connection: AsyncConnection, tip: str) -> str:
    """The tip that is worked on, held with this one, in the order every move holds them."""
    known = select(tips.c.lead).where(tips.c.id == tip)
    lead = await connection.scalar(known)
    await hold_rows(connection, [tip, lead or tip])
    if await connection.scalar(known) != lead:
        raise TipMoved  # merged or split at this very moment
    return lead or tip


async def followers(connection: AsyncConnection, lead: str) -> Sequence[Row[Any]]:
    found = select(tips, OWN_KEY).where(tips.c.lead == lead).order_by(tips.c.filed_at, tips.c.id)
    return (await connection.execute(found)).all()


async def follow(writing: Writing, tip: Tip, change: Change) -> None:
    """The caller holds the lead's row: nobody merges into it or splits off meanwhile."""
    if change.alone:
        return
    for row in await followers(writing.connection, tip.id):
        await _follow_one(writing, row, tip, change)


async def count_told(connection: AsyncConnection, lead: str) -> None:
    """Tips, not people: merging tells nobody whether two tips have one author."""
    group = (tips.c.id == lead) | (tips.c.lead == lead)
    told = select(func.count()).select_from(tips).where(group)
    count = await connection.scalar(told)
    await connection.execute(update(tips).where(tips.c.id == lead).values(reporters=count))


async def _follow_one(writing: Writing, row: Row[Any], tip: Tip, change: Change) -> None:
    at = writing.at
    told = [line for line in change.lines if line.author in (Author.DESK, Author.SYSTEM)]
    values = _mirrored(row, tip, change, at)
    if not (told or values):
        return
    values |= {"version": tips.c.version + 1, "line_count": tips.c.line_count + len(told)}
    if change.asks:
        values["asked"] = True
    changed = update(tips).where(tips.c.id == row.id).values(**values)
    count = await writing.connection.scalar(changed.returning(tips.c.line_count)) or 0
    lines = [
        Line(count - len(told) + n, at, line.author, words, line.officer, echo=True)
        for n, line in enumerate(told, start=1)
        for words in (in_language(line.text, row.language),)
    ]
    await write_lines(writing, row.id, lines)
    letters = [in_language(words, row.language) for words in change.to_citizen]
    await write_to_citizen(writing, row.id, letters, asks=change.asks)


def _mirrored(row: Row[Any], tip: Tip, change: Change, at: datetime) -> dict[str, Any]:
    """A follower closes, is archived, is reopened and moves with its lead."""
    values: dict[str, Any] = {}
    if is_over(change.status) or is_over(tip.status):
        over = is_over(change.status)
        values |= {
            "status": change.status if over else Status.CLASSIFYING,
            "closed_at": change.closed_at,
            "closing_reason": change.closing_reason,
            "queue_rank": rank(Urgency(row.urgency), change.closed_at),
            "queue_at": moment(row.filed_at, change.closed_at),
        }
        if not over:
            values["since"] = at  # as its lead's: reopened, the deadlines begin anew
        values = {} if values["status"] == row.status else values
    if change.route is not None:
        values["desk"] = change.route.desk
    return values
