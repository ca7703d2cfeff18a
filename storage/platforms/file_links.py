"""Links for one file: kept as a keyed hash, gone with their use, their hour or their chat."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from messages.file_link import FileLinks
from messages.message import Address
from storage.database.interface import Database
from storage.names.citizens import address_of, called
from storage.sealing.vault import Vault
from storage.tables.arrivals import file_links


class SqlFileLinks(FileLinks):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def give(self, to: Address, token: str, at: datetime, until: datetime) -> None:
        mark = self._vault.mark("file link", token)

        async def work(connection: AsyncConnection) -> None:
            key = (await called(connection, self._vault, to)).key
            over = (file_links.c.citizen_key == key) | (file_links.c.until <= at)
            await connection.execute(delete(file_links).where(over))
            row = {"mark": mark, "citizen_key": key, "until": until}
            await connection.execute(insert(file_links).values(**row))

        await self._database.write(work)

    @override
    async def is_open(self, token: str, at: datetime) -> bool:
        found = select(file_links.c.mark).where(self._open(token, at))
        return await self._database.read(lambda connection: connection.scalar(found)) is not None

    @override
    async def spend(self, token: str, at: datetime) -> Address | None:
        spent = delete(file_links).where(self._open(token, at)).returning(file_links.c.citizen_key)

        async def work(connection: AsyncConnection) -> Address | None:
            key = await connection.scalar(spent)
            return await address_of(connection, self._vault, key) if key else None

        return await self._database.write(work)

    def _open(self, token: str, at: datetime) -> ColumnElement[bool]:
        marks = self._vault.marks("file link", token)
        return file_links.c.mark.in_(marks) & (file_links.c.until > at)
