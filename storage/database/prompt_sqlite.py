"""A connection to SQLite that changes threads only where it must.

aiosqlite hands every step of every statement to a thread of its own: some sixty changes of thread
for one message of a citizen, each dearer than the statement itself. Here a statement runs where
it is called, and only what waits, for the disk or for another process, goes to the thread.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from aiosqlite import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

BUSY_MILLISECONDS = 2_000
# A reader's "commit" only lets go of its snapshot.
WAITING_CALLS = {False: {"close"}, True: {"close", "commit"}}
WAITING_STATEMENTS = ("BEGIN IMMEDIATE", "PRAGMA")


class PromptConnection(Connection):
    writes = True
    _patience = -1  # milliseconds; less than none: as the connection was opened

    @override
    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._waits(fn, args):
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        return fn(*args, **kwargs)

    def _waits(self, call: Callable[..., Any], args: tuple[Any, ...]) -> bool:
        if getattr(call, "__name__", "") in WAITING_CALLS[self.writes]:
            # Closing a cursor takes no time; closing the connection checkpoints the log.
            return not isinstance(getattr(call, "__self__", None), sqlite3.Cursor)
        statement = args[0] if args else None
        return isinstance(statement, str) and statement.startswith(WAITING_STATEMENTS)

    def begins_at_once(self) -> bool:
        """False if another process writes just now: it must be waited for, and is from then on."""
        self.wait_at_most(0)
        try:
            self._conn.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            self.wait_at_most(BUSY_MILLISECONDS)
            return False
        return True

    def wait_at_most(self, milliseconds: int) -> None:
        """For another process. SQLite is told of changes only: twice a message cost too much."""
        if self._patience != milliseconds:
            self._conn.execute(f"PRAGMA busy_timeout = {milliseconds}")
            self._patience = milliseconds

    def rows_of(self, sql: str, arguments: tuple[Any, ...]) -> list[Any]:
        """A statement that waits for nothing, in the transaction that is open."""
        return self._conn.execute(sql, arguments).fetchall()


def rows_at_once(
    connection: AsyncConnection, sql: str, arguments: tuple[Any, ...] = ()
) -> list[Any] | None:
    """None on another database. SQLAlchemy's errors, and who listens to it hears of it."""
    sync, driver = connection.sync_connection, _driver(connection)
    if sync is None or not isinstance(driver, PromptConnection):
        return None
    sync.dispatch.before_cursor_execute(sync, None, sql, arguments, None, False)
    try:
        return driver.rows_of(sql, arguments)
    except sqlite3.Error as problem:
        raise DBAPIError.instance(
            sql, None, problem, sqlite3.Error, hide_parameters=True, dialect=sync.dialect
        ) from problem


def prompt_driver(connection: AsyncConnection) -> PromptConnection:
    driver = _driver(connection)
    if not isinstance(driver, PromptConnection):
        raise TypeError(driver)
    return driver


def _driver(connection: AsyncConnection) -> object:
    sync = connection.sync_connection
    adapted = sync.connection.dbapi_connection if sync else None
    return getattr(adapted, "driver_connection", None)


def connect(file: str, *, writes: bool, **settings: Any) -> PromptConnection:
    """For SQLAlchemy's `async_creator_fn`. One task at a time uses a connection."""
    settings["check_same_thread"] = False
    made = PromptConnection(lambda: sqlite3.connect(file, **settings), iter_chunk_size=64)
    made.writes = writes
    made._thread.daemon = True  # noqa: SLF001  as SQLAlchemy does with its own
    return made
