"""The rows of one statement, for questions that need no more than that."""

from collections.abc import Sequence

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import TypeVarTuple

from storage.database.interface import Database

Columns = TypeVarTuple("Columns")


async def read_rows(database: Database, wanted: Select[*Columns]) -> Sequence[Row[*Columns]]:
    async def work(connection: AsyncConnection) -> Sequence[Row[*Columns]]:
        return (await connection.execute(wanted)).all()

    return await database.read(work)


async def read_row(database: Database, wanted: Select[*Columns]) -> Row[*Columns] | None:
    """The first one."""

    async def work(connection: AsyncConnection) -> Row[*Columns] | None:
        return (await connection.execute(wanted)).first()

    return await database.read(work)
