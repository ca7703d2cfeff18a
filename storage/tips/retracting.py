"""Takes back what a resident told, as long as nobody at the desk has looked after it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, select, update

from storage.audit import chain as audit
from storage.letters import rearm_cards
from storage.sealing.shapes import report_in
from storage.tables.citizens import media
from storage.tables.tips import tips
from storage.tips.following import hold_rows
from storage.tips.queue_order import moment, rank
from storage.tips.rows import seal_tip, take_away_media, write_lines
from storage.tips.tombstones import erase_words
from storage.writing import Writing
from tips.errors import TipMoved
from tips.intake.ports import Retraction
from tips.statuses import RETRACTED
from tips.tip import Author, Line, Status, Urgency
from wording.catalogue import text

_UNTAKEN = (
    tips.c.lead.is_(None)
    & tips.c.officer.is_(None)
    & tips.c.acknowledged_at.is_(None)
    & tips.c.closed_at.is_(None)
)


async def retract(writing: Writing, wanted: Retraction) -> None:
    """Raises TipMoved when an officer was faster: then the use case decides again."""
    await hold_rows(writing.connection, [wanted.tip])
    found = select(tips).where(tips.c.id == wanted.tip, _UNTAKEN)
    row = (await writing.connection.execute(found)).first()
    if row is None:
        raise TipMoved
    if wanted.file is not None:
        await _lose_file(writing, row, {wanted.file})
    else:
        words = text("desk.retracted", row.language)
        await erase_words(writing, row, words, "retracted", _closing(writing, row))


def _closing(writing: Writing, row: Row[Any]) -> dict[str, Any]:
    at = writing.at
    return {
        "status": Status.CLOSED,
        "closed_at": at,
        "closing_reason": RETRACTED,
        "queue_rank": rank(Urgency(row.urgency), at),
        "queue_at": moment(row.filed_at, at),
        "next_reminder_at": at,
    }


async def _lose_file(writing: Writing, row: Row[Any], file: Collection[str]) -> None:
    connection = writing.connection
    own = await writing.key_of(row.id)
    sealed = writing.vault.open("tips", row.id, row.sealed, own)
    report = report_in(sealed["report"])
    left = tuple(one for one in report.media if one.id not in file)
    told = seal_tip(writing.vault, row.id, replace(report, media=left), sealed["reason"], own)
    number = row.line_count + 1
    values = {"sealed": told, "version": row.version + 1, "line_count": number}
    await connection.execute(update(tips).where(tips.c.id == row.id).values(**values))
    await take_away_media(writing, row.id, file)
    await connection.execute(delete(media).where(media.c.id.in_(file), media.c.tip == row.id))
    note = text("desk.line_file_retracted", "vi")
    await write_lines(writing, row.id, [Line(number, writing.at, Author.NOTE, note)])
    await audit.add(writing, audit.Entry(row.id, "retracted_file"))
    await rearm_cards(writing, row.id)
