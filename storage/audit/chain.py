"""Who did what, when: only ever added to, each row bound to the one before it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sealing.vault import Vault
from storage.tables.audit import audit
from storage.writing import Writing

FIRST = "0" * 64
PAGE = 2_000  # rows in memory while a log of any length is checked


@dataclass(frozen=True, slots=True)
class Entry:
    """`fact` holds codes only, never words. `subject`: a tip id, a desk code, an officer id."""

    subject: str
    action: str
    fact: str = ""
    officer: str | None = None
    event_mark: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """An entry that does not follow from the one before: altered, removed or added by hand."""

    subject: str
    number: int
    at: datetime


async def add(writing: Writing, entry: Entry) -> None:
    """The caller holds the subject's row, so that two entries never follow the same one."""
    number, previous = await _last(writing.connection, entry.subject)
    await writing.connection.execute(
        insert(audit).values(
            subject=entry.subject,
            number=number + 1,
            at=writing.at,
            action=entry.action,
            officer=entry.officer,
            event_mark=entry.event_mark,
            fact=entry.fact,
            previous=previous,
            hash=writing.vault.chain(*_bound(number + 1, previous, entry, writing.at)),
        )
    )


async def broken(connection: AsyncConnection, vault: Vault) -> list[tuple[str, int]]:
    return [(found.subject, found.number) async for found in breaks(connection, vault)]


async def breaks(connection: AsyncConnection, vault: Vault) -> AsyncIterator[Break]:
    """Within the chains. What is missing from a chain's end only an anchor knows."""
    subject, number, previous = "", 0, FIRST
    async for row in _rows(connection):
        if row.subject != subject:
            subject, number, previous = row.subject, 0, FIRST
        entry = Entry(row.subject, row.action, row.fact, row.officer, row.event_mark)
        links = vault.chains(*_bound(number + 1, previous, entry, row.at))
        if (row.number, row.previous) != (number + 1, previous) or row.hash not in links:
            yield Break(subject, row.number, row.at)
        number, previous = row.number, row.hash


def _bound(number: int, previous: str, entry: Entry, at: datetime) -> tuple[str, ...]:
    moment = str(round(at.timestamp() * 1_000_000))
    who = (entry.officer or "", entry.event_mark or "")
    return (previous, entry.subject, str(number), moment, entry.action, entry.fact, *who)


async def _rows(connection: AsyncConnection) -> AsyncIterator[Row[Any]]:
    place = (audit.c.subject, audit.c.number)
    wanted = select(audit).order_by(*place).limit(PAGE)
    after: tuple[str, int] = ("", 0)
    while True:
        rows = (await connection.execute(wanted.where(tuple_(*place) > tuple_(*after)))).all()
        for row in rows:
            yield row
        if len(rows) < PAGE:
            return
        after = (rows[-1].subject, rows[-1].number)


async def _last(connection: AsyncConnection, subject: str) -> tuple[int, str]:
    newest = (
        select(audit.c.number, audit.c.hash)
        .where(audit.c.subject == subject)
        .order_by(audit.c.number.desc())
        .limit(1)
    )
    row = (await connection.execute(newest)).first()
    return (row.number, row.hash) if row else (0, FIRST)
