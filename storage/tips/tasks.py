"""What was asked of a hamlet's security team, sealed by the key of the tip it was asked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import DeskCode, Officer
from storage.database.interface import Database
from storage.database.reading import read_rows
from storage.sealing.vault import Vault
from storage.tables.tips import tasks, tips
from storage.tip_keys.rows import key_in, own_key_of
from storage.tips.changing import Changes
from storage.tips.following import followers, hold_rows
from storage.tips.rows import TipRows
from storage.writing import Writing
from tips.guards.answering import TaskStore
from tips.moves.base import Press
from tips.moves.tasking import answer_task
from tips.tasks import Task

_ROW = tasks.c
_WAITS = _ROW.answered_at.is_(None)


class SqlTaskStore(TaskStore):
    def __init__(self, database: Database, vault: Vault, rows: TipRows) -> None:
        self._database = database
        self._vault = vault
        self._changes = Changes(vault, rows)

    @override
    async def waiting(self, desk: DeskCode) -> tuple[Task, ...]:
        found = (
            select(tasks, own_key_of(_ROW.tip))
            .join(tips, tips.c.id == _ROW.tip)
            .where(_WAITS, tips.c.desk == desk, tips.c.closed_at.is_(None))
            .order_by(_ROW.given_at, _ROW.id)
        )
        return tuple(self._task(row) for row in await read_rows(self._database, found))

    @override
    async def answer(self, task: str, guard: Officer, at: datetime, *, done: bool) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            given = select(_ROW.tip).where(_ROW.id == task, _WAITS)
            tip = await connection.scalar(given)
            if tip is None:
                return False
            await hold_rows(
                connection, [tip, *(one.id for one in await followers(connection, tip))]
            )
            answered = update(tasks).where(_ROW.id == task, _WAITS)
            values = {"answered_at": at, "answered_by": guard.id, "done": done}
            if (await connection.execute(answered.values(**values))).rowcount != 1:
                return False  # a neighbour was quicker
            now = await self._changes.read(connection, tip)
            change = answer_task(now, Press(guard, f"task {task}", at), done=done)
            await self._changes.write(Writing(connection, self._vault, at), now, change)
            return True

        return await self._database.write(work)

    def _task(self, row: Row[Any]) -> Task:
        own = key_in(self._vault, row.tip, row.own_key)
        hamlet, words = self._vault.open(tasks.name, row.id, row.sealed, own)
        return Task(row.id, hamlet, words, row.given_at)
