"""How a SQLite file is opened: its settings, and who begins a transaction."""

import sqlite3
from functools import partial

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.database.interface import DatabaseBusy
from storage.database.prompt_sqlite import (
    BUSY_MILLISECONDS,
    PromptConnection,
    connect,
)

# secure_delete: what is deleted is overwritten, not only forgotten.
SETTINGS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "foreign_keys = ON",
)


def engine(
    url: str, connections: int, *, writes: bool, patience: int = BUSY_MILLISECONDS
) -> AsyncEngine:
    """`patience`: milliseconds to wait for another process that writes."""
    made = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=60,
        hide_parameters=True,  # what is bound is what people told us
        connect_args={
            "isolation_level": None,  # we say BEGIN ourselves
            "async_creator_fn": partial(connect, writes=writes),
        },
    )

    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        query_only = f"query_only = {'OFF' if writes else 'ON'}"
        for setting in (*SETTINGS, f"busy_timeout = {patience}", query_only):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    event.listen(made.sync_engine, "connect", prepare)
    return made


async def _begin(driver: PromptConnection, attempts: int) -> None:
    """SQLAlchemy is told of no transaction here: to it, one is never over."""
    if driver.begins_at_once():
        return
    for _ in range(attempts):
        try:
            await driver.execute("BEGIN IMMEDIATE")  # waits for the other process, in the thread
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem):
                raise
        else:
            return
    raise DatabaseBusy
