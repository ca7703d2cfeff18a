"""Which holders have been silent for too long."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from typing_extensions import override

from desks.desk import Code, DeskCode
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.tables.desks import desks
from storage.tables.tips import tips
from storage.tips.queue_order import CLOSED
from tips.triage.silence import SilenceStore


class SqlSilenceStore(SilenceStore):
    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def silent_since(self, before: datetime, limit: int) -> Sequence[tuple[Code, DeskCode]]:
        # Desk by desk, so that the index of the queue leads past a million closed tips.
        here = desks.join(tips, tips.c.desk == desks.c.code)
        held = (tips.c.queue_rank < CLOSED, tips.c.lead.is_(None), tips.c.officer.is_not(None))
        wanted = (
            select(tips.c.code, tips.c.desk)
            .select_from(here)
            .where(*held, tips.c.held_since <= before)
            .order_by(tips.c.held_since, tips.c.id)
            .limit(limit)
        )
        rows = await read_rows(self._database, wanted)
        return [(Code(code), DeskCode(desk)) for code, desk in rows]
