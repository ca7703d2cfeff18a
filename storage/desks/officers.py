"""Finding an officer by the label colleagues see."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.desk import DeskCode, Officer, OfficerId, Role
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.desks.rows import is_seated
from storage.tables.desks import officers


class SqlOfficerBook:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def labelled(self, label: str) -> tuple[Officer, ...]:
        """At every desk: a label is unique at one desk only. Who left cannot act any more."""
        here = select(officers).where(officers.c.label == label, is_seated())
        wanted = here.order_by(officers.c.desk)

        async def work(connection: AsyncConnection) -> tuple[Officer, ...]:
            return tuple(
                Officer(OfficerId(row.id), DeskCode(row.desk), Role(row.role), row.label)
                for row in await connection.execute(wanted)
            )

        return await self._database.read(work)

    async def labels(self, wanted: Iterable[str]) -> Mapping[str, str]:
        """By id; who is not there any more has none."""
        query = select(officers.c.id, officers.c.label).where(officers.c.id.in_(list(wanted)))

        rows = await read_rows(self._database, query)
        return {row.id: row.label for row in rows}
