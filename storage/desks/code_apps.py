"""Secrets of officers' code apps, sealed, and how often their codes were guessed at."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Officer, OfficerId
from desks.signin.ports import Attempt, AttemptLimits, CodeApp, CodeAppStore, NewSession
from storage.database.dialects import insert_unless_there, one_at_a_time
from storage.database.interface import Database
from storage.database.reading import read_row
from storage.desks.notes import note
from storage.desks.sessions import begin_session
from storage.sealing.vault import Vault
from storage.tables.desks import code_apps, code_attempts
from storage.writing import Writing

TABLE = "code_apps"
COUNTED = timedelta(hours=1)


class SqlCodeAppStore(CodeAppStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def app(self, officer: OfficerId) -> CodeApp | None:
        row = await read_row(
            self._database, select(code_apps).where(code_apps.c.officer == officer)
        )
        if row is None:
            return None
        secret, offered = self._vault.open(TABLE, officer, row.sealed)
        return CodeApp(secret, offered, row.step)

    @override
    async def offer(self, officer: OfficerId, secret: str) -> None:
        known = await self.app(officer)
        sealed = self._vault.seal(TABLE, officer, [known.secret if known else "", secret])

        async def work(connection: AsyncConnection) -> None:
            new = {"officer": officer, "sealed": sealed, "step": 0}
            if not await insert_unless_there(connection, code_apps, new):
                mine = code_apps.c.officer == officer
                await connection.execute(update(code_apps).where(mine).values(sealed=sealed))

        await self._database.write(work)

    @override
    async def confirm(self, officer: Officer, step: int, at: datetime) -> bool:
        known = await self.app(officer.id)
        if known is None or not known.offered:
            return False
        sealed = self._vault.seal(TABLE, officer.id, [known.offered, ""])
        mine = code_apps.c.officer == officer.id

        async def work(connection: AsyncConnection) -> bool:
            kept = update(code_apps).where(mine).values(sealed=sealed, step=step)
            await connection.execute(kept)
            await note(Writing(connection, self._vault, at), officer, "set_code_app")
            return True

        return await self._database.write(work)

    @override
    async def drop(self, officer: Officer, at: datetime) -> None:
        gone = delete(code_apps).where(code_apps.c.officer == officer.id)

        async def work(connection: AsyncConnection) -> None:
            if (await connection.execute(gone)).rowcount:
                await note(Writing(connection, self._vault, at), officer, "drop_code_app")

        await self._database.write(work)

    @override
    async def count(self, attempt: Attempt, limits: AttemptLimits) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            await one_at_a_time(connection, f"codes {attempt.browser}")
            for alike, most in _limits_on(attempt, limits):
                since = code_attempts.c.at > attempt.at - COUNTED
                tried = select(func.count()).select_from(code_attempts).where(alike, since)
                if (await connection.scalar(tried) or 0) >= most:
                    return False
            row = {"seat": attempt.seat or "", "browser": attempt.browser, "at": attempt.at}
            await connection.execute(insert(code_attempts).values(**row))
            return True

        return await self._database.write(work)

    @override
    async def begin(
        self, officer: Officer, step: int, attempt: Attempt, session: NewSession
    ) -> bool:
        unused = (code_apps.c.officer == officer.id, code_apps.c.step < step)

        async def work(connection: AsyncConnection) -> bool:
            used = update(code_apps).where(*unused).values(step=step)
            if (await connection.execute(used)).rowcount != 1:
                return False
            forgiven = (_same_browser(attempt), code_attempts.c.seat == officer.id)
            await connection.execute(delete(code_attempts).where(*forgiven))
            writing = Writing(connection, self._vault, session.at)
            await begin_session(writing, officer, session, "sign_in_code")
            return True

        return await self._database.write(work)


def _limits_on(
    attempt: Attempt, limits: AttemptLimits
) -> tuple[tuple[ColumnElement[bool], int], ...]:
    alike = _same_browser(attempt)
    if attempt.browser:
        return ((alike, limits.known),)
    at_seat = alike & (code_attempts.c.seat == (attempt.seat or ""))
    return ((at_seat, limits.strange), (alike, limits.everywhere))


def _same_browser(attempt: Attempt) -> ColumnElement[bool]:
    """All that are not the desk's count as one."""
    return code_attempts.c.browser == attempt.browser
