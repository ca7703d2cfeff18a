"""Anchors of the audit log: a rewritten chain, or one that lost its end, is seen by them."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit.chain import FIRST, PAGE, Break
from storage.database.dialects import on_postgres, one_at_a_time
from storage.sealing.vault import Vault
from storage.tables.audit import anchors, audit
from storage.writing import Writing

Head = tuple[str, int, str]  # subject, number, hash: the newest entry of a chain
AT_ONCE = 400  # subjects looked for in one statement


@dataclass(frozen=True, slots=True)
class Anchor:
    """As it is printed."""

    number: int
    at: datetime
    entries: int
    hash: str


@dataclass(frozen=True, slots=True)
class Loose:
    """Entries that no anchor holds yet: whoever rewrote them now would be seen by nobody."""

    entries: int
    since: datetime | None = None


async def loose(connection: AsyncConnection) -> Loose:
    last = select(func.coalesce(func.max(anchors.c.last_entry), 0)).scalar_subquery()
    new = select(func.count(), func.min(audit.c.at)).where(audit.c.id > last)
    return Loose(*(await connection.execute(new)).one())


async def add(writing: Writing) -> Anchor | None:
    """None when nothing was added to the log since the newest one."""
    connection, at = writing.connection, writing.at
    await _hold_still(connection)
    newest = (
        await connection.execute(select(anchors).order_by(anchors.c.number.desc()).limit(1))
    ).first()
    number, start, previous = (
        (newest.number, newest.last_entry, newest.hash) if newest else (0, 0, FIRST)
    )
    new = select(func.count(), func.max(audit.c.id)).where(audit.c.id > start)
    entries, last = (await connection.execute(new)).one()
    if not entries:
        return None
    heads = json.dumps(await _heads(connection, start, last), separators=(",", ":"))
    made = Anchor(number + 1, at, entries, "")
    link = writing.vault.chain(*_bound(made, last, heads, previous))
    row = {"number": made.number, "at": at, "last_entry": last, "entries": entries}
    await connection.execute(
        insert(anchors).values(row | {"heads": heads, "previous": previous, "hash": link})
    )
    return Anchor(made.number, at, entries, link)


async def printed(connection: AsyncConnection, after: int = 0) -> list[Anchor]:
    rows = await connection.execute(
        select(anchors.c.number, anchors.c.at, anchors.c.entries, anchors.c.hash)
        .where(anchors.c.number > after)
        .order_by(anchors.c.number)
    )
    return [Anchor(*row) for row in rows]


async def breaks(connection: AsyncConnection, vault: Vault) -> AsyncIterator[Break]:
    """Anchors that were touched, and entries that stood at an anchor but stand no more."""
    number, previous = 0, FIRST
    async for row in _rows(connection):
        made = Anchor(row.number, row.at, row.entries, row.hash)
        links = vault.chains(*_bound(made, row.last_entry, row.heads, previous))
        if (row.number, row.previous) != (number + 1, previous) or row.hash not in links:
            yield Break("anchors", row.number, row.at)
        else:
            for subject, lost in await _lost(connection, json.loads(row.heads)):
                yield Break(subject, lost, row.at)
        number, previous = row.number, row.hash


def _bound(made: Anchor, last: int, heads: str, previous: str) -> tuple[str, ...]:
    moment = str(round(made.at.timestamp() * 1_000_000))
    return ("anchor", previous, str(made.number), moment, str(last), str(made.entries), heads)


async def _hold_still(connection: AsyncConnection) -> None:
    """Entries are numbered before they are committed: wait for those on their way."""
    await one_at_a_time(connection, "anchors")
    if on_postgres(connection):
        await connection.execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))


async def _heads(connection: AsyncConnection, start: int, last: int) -> list[Head]:
    grown = (
        select(audit.c.subject, func.max(audit.c.number).label("number"))
        .where(audit.c.id > start, audit.c.id <= last)
        .group_by(audit.c.subject)
        .subquery()
    )
    same = (audit.c.subject == grown.c.subject) & (audit.c.number == grown.c.number)
    found = select(audit.c.subject, audit.c.number, audit.c.hash).join(grown, same)
    rows = await connection.execute(found.order_by(audit.c.subject))
    return [(row.subject, row.number, row.hash) for row in rows]


async def _lost(connection: AsyncConnection, heads: Sequence[Head]) -> list[tuple[str, int]]:
    lost: list[tuple[str, int]] = []
    for start in range(0, len(heads), AT_ONCE):
        part = heads[start : start + AT_ONCE]
        hashes = select(audit.c.hash).where(audit.c.hash.in_([link for _, _, link in part]))
        hashes = hashes.where(audit.c.subject.in_([subject for subject, _, _ in part]))
        there = set(await connection.scalars(hashes))
        lost += [(subject, number) for subject, number, link in part if link not in there]
    return lost


async def _rows(connection: AsyncConnection) -> AsyncIterator[Row[Any]]:
    after = -1
    while True:
        wanted = select(anchors).where(anchors.c.number > after).order_by(anchors.c.number)
        rows = (await connection.execute(wanted.limit(PAGE // 100))).all()
        for row in rows:
            yield row
        if len(rows) < PAGE // 100:
            return
        after = rows[-1].number
