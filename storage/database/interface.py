"""What every database here offers: `write` returns when the work is durable, `read` sees one
moment.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.fullness import Fullness

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]


class DatabaseClosed(Exception):
    """The program is stopping: nothing was written."""


class DatabaseBusy(Exception):
    """Another process held the database for too long: nothing was written."""


class NotWritten(Exception):
    """The database undid the transaction this work was part of."""


class Database(Protocol):
    fullness: Fullness

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction and return once it is on disk. An exception undoes it.
        Raises NoRoom where the disk takes no more.

        `work` may run more than once, and waits for nothing but the database.
        """
        ...

    async def read(self, work: Work[T]) -> T: ...

    async def ask(self, work: Work[T]) -> T:
        """`read` for one statement, which sees one moment by itself: no transaction around it."""
        ...

    async def forget(self) -> None:
        """Wipe what deleted rows left behind in the files, as far as the database can."""
        ...

    async def close(self) -> None:
        """Finish what was begun, refuse what comes."""
        ...
