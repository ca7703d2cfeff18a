"""A connection to SQLite that changes threads only where it must.

aiosqlite hands every step of every statement to a thread of its own: some sixty changes of thread
for one message of a citizen, each dearer than the statement itself. Here a statement runs where
it is called, and only what waits, for the disk or for another process, goes to the thread.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from aiosqlite import Connection
from typing_extensions import override

# A reader's "commit" only lets go of its snapshot.
WAITING_CALLS = {False: {"close"}, True: {"close", "commit"}}
WAITING_STATEMENTS = ("BEGIN IMMEDIATE", "PRAGMA")


class PromptConnection(Connection):
    writes = True

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


def connect(file: str, *, writes: bool, **settings: Any) -> PromptConnection:
    """For SQLAlchemy's `async_creator_fn`. One task at a time uses a connection."""
    settings["check_same_thread"] = False
    made = PromptConnection(lambda: sqlite3.connect(file, **settings), iter_chunk_size=64)
    made.writes = writes
    made._thread.daemon = True  # noqa: SLF001  as SQLAlchemy does with its own
    return made
