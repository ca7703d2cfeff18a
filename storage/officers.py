"""Finding an officer by the label colleagues see."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import officers
from storage.work import Database
from tips.desk import DeskCode, Officer, OfficerId, Role


class SqlOfficerBook:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def labelled(self, label: str) -> tuple[Officer, ...]:
        """At every desk: a label is unique at one desk only."""
        wanted = select(officers).where(officers.c.label == label).order_by(officers.c.desk)

        async def work(connection: AsyncConnection) -> tuple[Officer, ...]:
            return tuple(
                Officer(OfficerId(row.id), DeskCode(row.desk), Role(row.role), row.label)
                for row in await connection.execute(wanted)
            )

        return await self._database.read(work)
