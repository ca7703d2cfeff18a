"""Pairs of tokens, sealed; of all processes only one may spend the second of a pair."""

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from messages.tokens import Kept, Pair, TokenStore
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.tables.arrivals import tokens


class SqlTokenStore(TokenStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def find(self, name: str) -> Kept | None:
        one = select(tokens).where(tokens.c.name == name)

        async def work(connection: AsyncConnection) -> Kept | None:
            row = (await connection.execute(one)).first()
            if row is None:
                return None
            access, refresh = self._vault.open("tokens", name, row.sealed)
            return Kept(Pair(access, refresh, row.ends_at), row.version, row.renewed_at)

        return await self._database.read(work)

    @override
    async def lease(self, name: str, version: int, at: datetime, until: datetime) -> bool:
        free = or_(tokens.c.leased_until.is_(None), tokens.c.leased_until <= at)
        mine = tokens.c.name == name, tokens.c.version == version, free
        leased = update(tokens).where(*mine).values(leased_until=until)

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(leased)).rowcount == 1

        return await self._database.write(work)

    @override
    async def release(self, name: str, version: int) -> None:
        mine = tokens.c.name == name, tokens.c.version == version
        released = update(tokens).where(*mine).values(leased_until=None)
        await self._database.write(lambda connection: connection.execute(released))

    @override
    async def keep(self, name: str, version: int, pair: Pair, at: datetime) -> bool:
        fresh = {
            "version": version + 1,
            "ends_at": pair.ends_at,
            "renewed_at": at,
            "leased_until": None,
            "sealed": self._vault.seal("tokens", name, [pair.access, pair.refresh]),
        }
        anew = fresh | {"version": tokens.c.version + 1}

        async def work(connection: AsyncConnection) -> bool:
            one = update(tokens).where(tokens.c.name == name)
            if not version:
                new = await insert_unless_there(connection, tokens, {"name": name, **fresh})
                return new or (await connection.execute(one.values(**anew))).rowcount == 1
            mine = one.where(tokens.c.version == version).values(**fresh)
            return (await connection.execute(mine)).rowcount == 1

        return await self._database.write(work)
