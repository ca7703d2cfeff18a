"""Questions an operator asks of the database. Numbers and codes only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select

from desks.desk import DEAF
from storage.database.interface import Database
from storage.database.reading import read_row, read_rows
from storage.letters import WAITING
from storage.migrations import revision_of
from storage.tables.arrivals import contacts
from storage.tables.audit import anchors
from storage.tables.citizens import counters
from storage.tables.desks import desks
from storage.tables.letters import letters
from storage.tables.tips import tip_keys, tips
from storage.tips.queue_order import CLOSED


@dataclass(frozen=True, slots=True)
class Backlog:
    """Tips that are open, those nobody holds, and those past their running deadline."""

    open: int
    unclaimed: int
    late: int


class Health:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def ping(self) -> None:
        """Raises whatever is wrong with the database."""
        await self._database.read(lambda connection: connection.scalar(select(1)))

    @property
    def is_full(self) -> bool:
        """The database refused a write for want of room, a moment ago."""
        return self._database.fullness.is_full

    async def revision(self) -> str:
        return await self._database.read(lambda connection: connection.run_sync(revision_of))

    async def backlog(self, at: datetime) -> Backlog:
        """Of all desks together, merged tips aside: their lead is counted."""
        free, late = tips.c.officer.is_(None), tips.c.due_at < at
        # Desk by desk, so that the index of the queue leads past a million closed tips.
        wanted = (
            select(func.count(), *(func.count(case((which, 1))) for which in (free, late)))
            .select_from(desks.join(tips, tips.c.desk == desks.c.code))
            .where(tips.c.queue_rank < CLOSED, tips.c.lead.is_(None))
        )
        row = await read_row(self._database, wanted)
        return Backlog(row[0], row[1], row[2]) if row else Backlog(0, 0, 0)

    async def tip_keys(self) -> tuple[int, int]:
        """How many tips have keys of their own, and how many there are."""
        own = select(func.count(tip_keys.c.tip.distinct())).scalar_subquery()
        row = await read_row(
            self._database, select(own, select(func.count(tips.c.id)).scalar_subquery())
        )
        return (row[0], row[1]) if row else (0, 0)

    async def deaf_desks(self) -> Mapping[str, str]:
        """Open ones, by code: what their group met."""
        deaf = select(desks.c.code, desks.c.trouble).where(desks.c.is_open)
        rows = await read_rows(self._database, deaf.where(desks.c.trouble.in_(DEAF)))
        return dict(sorted((row.code, row.trouble) for row in rows))

    async def people(self) -> Mapping[str, int]:
        """By channel, who wrote and is still known: some platforms limit how many may."""
        wrote = select(contacts.c.channel, func.count()).group_by(contacts.c.channel)
        return await self._counted(wrote)

    async def last_anchor(self) -> datetime | None:
        return await self._database.read(lambda c: c.scalar(select(func.max(anchors.c.at))))

    async def letters_waiting(self) -> int:
        waiting = select(func.count()).where(letters.c.state == WAITING)
        return await self._database.read(lambda c: c.scalar(waiting)) or 0

    async def letters_by_state(self) -> Mapping[str, int]:
        return await self._counted(select(letters.c.state, func.count()).group_by(letters.c.state))

    async def tips_by_status(self) -> Mapping[str, int]:
        return await self._counted(select(tips.c.status, func.count()).group_by(tips.c.status))

    async def out_of_scope(self) -> Mapping[str, int]:
        """Since the beginning, by "out_of_scope.<reason>"."""
        return await self._counted(
            select(counters.c.name, func.sum(counters.c.count)).group_by(counters.c.name)
        )

    async def _counted(self, question: Select[str, int]) -> Mapping[str, int]:
        rows = await read_rows(self._database, question)
        return {name: int(count) for name, count in rows}
