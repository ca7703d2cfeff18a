"""What a new map touches: open tips of a commune, and its desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from communes.directory import CommuneCode
from storage.database.interface import Database
from storage.tables.desks import desks
from storage.tables.tips import tips


@dataclass(frozen=True, slots=True)
class Touched:
    open_tips: int
    has_open_desk: bool


async def touched_by(
    database: Database, communes: Sequence[CommuneCode]
) -> Mapping[CommuneCode, Touched]:
    async def work(connection: AsyncConnection) -> Mapping[CommuneCode, Touched]:
        counted = (
            select(tips.c.commune, func.count())
            .where(tips.c.commune.in_(communes), tips.c.closed_at.is_(None))
            .group_by(tips.c.commune)
        )
        waiting = {row[0]: row[1] for row in await connection.execute(counted)}
        answering = select(desks.c.code).where(desks.c.code.in_(communes), desks.c.is_open)
        open_desks = set((await connection.scalars(answering)).all())
        return {code: Touched(waiting.get(code, 0), code in open_desks) for code in communes}

    return await database.read(work)
