"""Which desks there are, and which of them answer."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import Desk, DeskCode
from desks.ports import DeskBook
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.desks.rows import desk_in, give_group
from storage.tables.desks import desks


class SqlDeskBook(DeskBook):
    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def desks(self, codes: Sequence[DeskCode]) -> Mapping[DeskCode, Desk]:
        rows = await read_rows(self._database, select(desks).where(desks.c.code.in_(codes)))
        return {DeskCode(row.code): desk_in(row) for row in rows}

    @override
    async def open_desk(self, desk: Desk) -> None:
        async def work(connection: AsyncConnection) -> None:
            now = {"name": desk.name, "is_open": True}
            if not await insert_unless_there(connection, desks, {"code": desk.code} | now):
                await connection.execute(
                    update(desks).where(desks.c.code == desk.code).values(**now)
                )
            if desk.group:
                await give_group(connection, desk.code, desk.group)

        await self._database.write(work)

    @override
    async def close_desk(self, code: DeskCode) -> None:
        """Its tips stay with it; new ones go to the desk above."""
        closed = update(desks).where(desks.c.code == code).values(is_open=False)
        await self._database.write(lambda connection: connection.execute(closed))

    @override
    async def troubled(self) -> tuple[Desk, ...]:
        wanted = select(desks).where(desks.c.is_open, desks.c.trouble.is_not(None))
        rows = await read_rows(self._database, wanted.order_by(desks.c.code))
        return tuple(map(desk_in, rows))

    @override
    async def every_open(self) -> tuple[Desk, ...]:
        async def work(connection: AsyncConnection) -> tuple[Desk, ...]:
            rows = await connection.execute(
                select(desks).where(desks.c.is_open).order_by(desks.c.code)
            )
            return tuple(desk_in(row) for row in rows)

        return await self._database.read(work)
