"""A disk that takes no more: the error gets its name, and for a while nobody is sent here."""

import sqlite3
import time
from collections.abc import Callable, Iterator

from desks.errors import NoRoom

REMEMBERED = 60  # seconds: whoever watches asks at least once meanwhile
# PostgreSQL: disk_full, out_of_memory, configuration_limit_exceeded (a bound on temporary files).
NO_ROOM = {"53100", "53200", "53400"}


class Fullness:
    """Of one database. A write that is durable proves that there is room again."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._until = 0.0

    @property
    def is_full(self) -> bool:
        return self._seconds() < self._until

    def forget(self) -> None:
        self._until = 0.0

    def named(self, problem: BaseException) -> BaseException:
        """NoRoom, where that is what happened; it may lie below what it led to."""
        if not any(map(_tells_of_no_room, _below(problem))):
            return problem
        self._until = self._seconds() + REMEMBERED
        return NoRoom()


def _below(problem: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = problem
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def _tells_of_no_room(problem: BaseException) -> bool:
    state = getattr(problem, "sqlstate", None)  # as asyncpg names it
    is_sqlite = isinstance(problem, sqlite3.OperationalError) and "is full" in str(problem)
    return is_sqlite or state in NO_ROOM
