"""In which browsers officers are signed in. Only keyed hashes of their tokens are kept."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Officer, OfficerId
from desks.signin.ports import NewSession, Session, SessionStore
from storage.database.dialects import is_plain
from storage.database.interface import Database
from storage.database.reading import read_row, read_rows
from storage.desks.notes import note
from storage.desks.rows import officer_in
from storage.sealing.vault import Vault
from storage.tables.desks import officers, sessions
from storage.writing import Writing


class SqlSessionStore(SessionStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def find(self, token: str) -> Session | None:
        marks = self._vault.marks("session", token)
        row = await read_row(self._database, _told().where(sessions.c.session_mark.in_(marks)))
        return _session_in(row) if row else None

    @override
    async def standing(self, tokens: Collection[str], at: datetime) -> Collection[str]:
        of_mark = {mark: token for token in tokens for mark in self._vault.marks("session", token)}
        told = (
            select(sessions.c.session_mark)
            .join(officers, sessions.c.officer == officers.c.id)
            .where(sessions.c.session_mark.in_(of_mark), sessions.c.until > at)
        )
        return {of_mark[row.session_mark] for row in await read_rows(self._database, told)}

    @override
    async def keep(self, token: str, at: datetime, until: datetime) -> None:
        marks = self._vault.marks("session", token)
        mine = (sessions.c.session_mark.in_(marks), sessions.c.until > at)
        kept = update(sessions).where(*mine).values(until=until, seen_at=at)
        await self._database.write(lambda connection: connection.execute(kept))

    @override
    async def end(self, token: str, at: datetime) -> None:
        marks = self._vault.marks("session", token)
        mine = (sessions.c.session_mark.in_(marks), sessions.c.until > at)
        over = update(sessions).where(*mine).values(until=at)
        await self._database.write(lambda connection: connection.execute(over))

    @override
    async def of_officer(self, officer: OfficerId, at: datetime) -> Sequence[Session]:
        mine = _told().where(sessions.c.officer == officer, sessions.c.until > at)
        rows = await read_rows(self._database, mine)
        return sorted(map(_session_in, rows), key=lambda one: one.seen, reverse=True)

    @override
    async def forget(self, officer: Officer, session: str, at: datetime) -> bool:
        mine = (sessions.c.officer == officer.id, sessions.c.session_mark == session)

        async def work(connection: AsyncConnection) -> bool:
            gone = (await connection.execute(delete(sessions).where(*mine))).rowcount == 1
            if gone:
                await note(Writing(connection, self._vault, at), officer, "sign_out")
            return gone

        return is_plain(session) and await self._database.write(work)


async def begin_session(
    writing: Writing, officer: Officer, session: NewSession, action: str
) -> None:
    """What this browser held before is over and forgotten: its cookie is written anew."""
    connection, vault = writing.connection, writing.vault
    if session.before:
        marks = vault.marks("session", session.before)
        await connection.execute(delete(sessions).where(sessions.c.session_mark.in_(marks)))
    row = insert(sessions).values(
        session_mark=vault.mark("session", session.token),
        officer=officer.id,
        until=session.until,
        device=session.device,
        began_at=session.at,
        seen_at=session.at,
    )
    await connection.execute(row)
    await note(writing, officer, action)


def _told() -> Select[Any]:
    return select(officers, sessions).join(sessions, sessions.c.officer == officers.c.id)


def _session_in(row: Row[Any]) -> Session:
    began = row.began_at or row.until
    return Session(
        row.session_mark, officer_in(row), row.device, began, row.seen_at or began, row.until
    )
