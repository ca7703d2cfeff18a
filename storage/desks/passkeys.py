"""Passkeys of officers: public keys, found by a keyed hash of their name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Officer, OfficerId
from desks.signin.ports import NewSession, Passkey, PasskeyStore, UsedChallenge
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.database.reading import read_row, read_rows
from storage.desks.notes import note
from storage.desks.rows import officer_in
from storage.desks.sessions import begin_session
from storage.sealing.vault import Vault
from storage.tables.desks import officers, passkeys, used_challenges
from storage.writing import Writing

TABLE = "passkeys"
_TOLD = select(officers, passkeys).join(passkeys, passkeys.c.officer == officers.c.id)


class SqlPasskeyStore(PasskeyStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    def seals(self, text: str) -> Sequence[str]:
        return self._vault.marks("passkey challenge", text)

    @override
    async def add(self, passkey: Passkey, challenge: UsedChallenge) -> bool:
        mark = self._vault.mark("passkey", passkey.credential)
        row = {
            "credential_mark": mark,
            "officer": passkey.officer.id,
            "sealed": self._vault.seal(TABLE, mark, [passkey.credential, passkey.public_key.hex()]),
            "signatures": passkey.count,
            "name": passkey.name,
            "added_at": passkey.added,
        }

        async def work(connection: AsyncConnection) -> bool:
            writing = Writing(connection, self._vault, passkey.added)
            if not await _use(writing, challenge):
                return False
            if not await insert_unless_there(connection, passkeys, row):
                return False
            await note(writing, passkey.officer, "add_passkey")
            return True

        return await self._database.write(work)

    @override
    async def find(self, credential: str) -> Passkey | None:
        marks = self._vault.marks("passkey", credential)
        row = await read_row(self._database, _TOLD.where(passkeys.c.credential_mark.in_(marks)))
        return self._passkey_in(row) if row else None

    @override
    async def of_officer(self, officer: OfficerId) -> Sequence[Passkey]:
        mine = _TOLD.where(passkeys.c.officer == officer).order_by(passkeys.c.added_at)
        return [self._passkey_in(row) for row in await read_rows(self._database, mine)]

    @override
    async def remove(self, officer: Officer, credential: str, at: datetime) -> bool:
        marks = self._vault.marks("passkey", credential)
        mine = (passkeys.c.officer == officer.id, passkeys.c.credential_mark.in_(marks))

        async def work(connection: AsyncConnection) -> bool:
            gone = (await connection.execute(delete(passkeys).where(*mine))).rowcount == 1
            if gone:
                await note(Writing(connection, self._vault, at), officer, "remove_passkey")
            return gone

        return await self._database.write(work)

    @override
    async def begin(
        self, passkey: Passkey, count: int, challenge: UsedChallenge, session: NewSession
    ) -> bool:
        marks = self._vault.marks("passkey", passkey.credential)
        mine = passkeys.c.credential_mark.in_(marks)

        async def work(connection: AsyncConnection) -> bool:
            writing = Writing(connection, self._vault, session.at)
            if not await _use(writing, challenge):
                return False
            signed = update(passkeys).where(mine).values(signatures=count)
            if (await connection.execute(signed)).rowcount != 1:
                return False  # removed a moment ago
            await begin_session(writing, passkey.officer, session, "sign_in_passkey")
            return True

        return await self._database.write(work)

    def _passkey_in(self, row: Row[Any]) -> Passkey:
        credential, public_key = self._vault.open(TABLE, row.credential_mark, row.sealed)
        key = bytes.fromhex(public_key)
        return Passkey(credential, officer_in(row), key, row.signatures, row.name, row.added_at)


async def _use(writing: Writing, challenge: UsedChallenge) -> bool:
    """False: it was answered before."""
    over = used_challenges.c.until <= writing.at
    await writing.connection.execute(delete(used_challenges).where(over))
    mark = writing.vault.mark("used challenge", challenge.text)
    row = {"challenge_mark": mark, "until": challenge.until}
    return await insert_unless_there(writing.connection, used_challenges, row)
