"""Who did what, when: only ever added to, each row bound to the one before it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sealing import Vault
from storage.tables import audit

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """`fact` holds codes only, never words. `subject`: a tip id, a desk code, an officer id."""

    subject: str
    at: datetime
    action: str
    fact: str = ""
    officer: str | None = None
    event_mark: str | None = None


async def add(connection: AsyncConnection, vault: Vault, entry: Entry) -> None:
    """The caller holds the subject's row, so that two entries never follow the same one."""
    number, previous = await _last(connection, entry.subject)
    await connection.execute(
        insert(audit).values(
            subject=entry.subject,
            number=number + 1,
            at=entry.at,
            action=entry.action,
            officer=entry.officer,
            event_mark=entry.event_mark,
            fact=entry.fact,
            previous=previous,
            hash=link(vault, number + 1, previous, entry),
        )
    )


def link(vault: Vault, number: int, previous: str, entry: Entry) -> str:
    moment = str(round(entry.at.timestamp() * 1_000_000))
    who = (entry.officer or "", entry.event_mark or "")
    return vault.chain(previous, entry.subject, str(number), moment, entry.action, entry.fact, *who)


async def broken(connection: AsyncConnection, vault: Vault) -> list[tuple[str, int]]:
    """Entries that do not follow from the one before: altered, removed or added by hand."""
    rows = await connection.execute(select(audit).order_by(audit.c.subject, audit.c.number))
    found: list[tuple[str, int]] = []
    subject, number, previous = "", 0, FIRST
    for row in rows:
        if row.subject != subject:
            subject, number, previous = row.subject, 0, FIRST
        entry = Entry(row.subject, row.at, row.action, row.fact, row.officer, row.event_mark)
        expected = link(vault, number + 1, previous, entry)
        if (row.number, row.previous, row.hash) != (number + 1, previous, expected):
            found.append((subject, row.number))
        number, previous = row.number, row.hash
    return found


async def _last(connection: AsyncConnection, subject: str) -> tuple[int, str]:
    newest = (
        select(audit.c.number, audit.c.hash)
        .where(audit.c.subject == subject)
        .order_by(audit.c.number.desc())
        .limit(1)
    )
    row = (await connection.execute(newest)).first()
    return (row.number, row.hash) if row else (0, FIRST)
