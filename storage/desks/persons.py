"""Which seats are known to be one person's: of two of them, one is no second person for the other.

Known is: an account that was linked to both, and an invite opened in a browser where the other seat
was still signed in. Two phones and two browsers of one person are not known to be one person's.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.signin.ports import NewSession
from storage.audit import chain as audit
from storage.database.dialects import one_at_a_time
from storage.tables.desks import officers, sessions
from storage.writing import Writing


async def bind_browser(writing: Writing, seat: str, session: NewSession) -> None:
    """`seat` was taken where another one was not signed out."""
    marks = writing.vault.marks("session", session.before)
    mine = (sessions.c.session_mark.in_(marks), sessions.c.until > session.at)
    await _bind_all(writing, seat, select(sessions.c.officer).where(*mine))


async def bind_account(writing: Writing, seat: str, marks: Sequence[str]) -> None:
    """Before it is taken from the seat where it sat until now."""
    held = select(officers.c.id).where(officers.c.account_mark.in_(marks))
    await _bind_all(writing, seat, held)


async def part(connection: AsyncConnection, seat: str) -> None:
    """Somebody else sits there from now on."""
    seats = await _seats_of(connection, [seat])
    for one, others in seats.items():
        await _write(connection, one, set() if one == seat else others - {seat})


async def _bind_all(writing: Writing, seat: str, known: Select[Any]) -> None:
    found: Sequence[str] = (await writing.connection.scalars(known)).all()
    others = set(found) - {seat}
    if not others:
        return
    seats = await _seats_of(writing.connection, [seat, *others])
    if seats.keys() <= seats[seat] | {seat}:
        return  # it was known
    for one in seats:
        await _write(writing.connection, one, seats.keys() - {one})
    for one in sorted({seat, *others}):
        await one_at_a_time(writing.connection, one)
        await audit.add(writing, audit.Entry(one, "same_person", officer=seat))


async def _seats_of(connection: AsyncConnection, some: Sequence[str]) -> dict[str, set[str]]:
    """These and all that are known to be the same person's, held: each with its others."""
    found = await _others(connection, some)
    more = set().union(*found.values()) - found.keys()
    return found | (await _others(connection, sorted(more)) if more else {})


async def _others(connection: AsyncConnection, some: Sequence[str]) -> dict[str, set[str]]:
    wanted = select(officers.c.id, officers.c.other_seats).where(officers.c.id.in_(some))
    rows = await connection.execute(wanted.order_by(officers.c.id).with_for_update())
    return {row.id: set((row.other_seats or "").split()) for row in rows}


async def _write(connection: AsyncConnection, seat: str, others: set[str]) -> None:
    told = " ".join(sorted(others)) or None
    mine = update(officers).where(officers.c.id == seat)
    await connection.execute(mine.values(other_seats=told))
