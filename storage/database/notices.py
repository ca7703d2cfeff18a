"""Tells the other processes on one PostgreSQL that something changed: LISTEN and NOTIFY.

What travels are marks that say nothing by themselves. A notice may be lost with the line that
carries it: after every break all that is listened to is looked at once.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from asyncpg import InterfaceError, InternalClientError, PostgresError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.database.dial import Dial
from storage.database.leases import PRESENCE

CHANNEL = "tinbao"
TOGETHER = 200  # marks of one notice, which PostgreSQL bounds to 8,000 bytes
MOST_KEPT = 2_000  # while the line is away; more than that is "anything may have changed"
STILL_THERE = 5.0  # seconds between two looks whether the line still stands
ANSWERS_WITHIN = 3.0
AGAIN = 0.5  # seconds after a break
EVERYTHING = "*"

# A dead line shows itself in each of these, by who notices first: asyncpg calls it an internal
# error where the line died between two of its own steps.
BROKEN = (
    SQLAlchemyError,
    PostgresError,
    InterfaceError,
    InternalClientError,
    OSError,
    TimeoutError,
)

log = logging.getLogger(__name__)


class Notices:
    def __init__(self, url: str, hear: Callable[[str], None], dial: Dial | None = None) -> None:
        """`hear`: gets each mark that another process told, or EVERYTHING. `dial`: the database's,
        which leaves a silent server when this line, always in use, has found the next.
        """
        self._engine = create_async_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args={"async_creator_fn": dial or Dial(), "timeout": ANSWERS_WITHIN},
        )
        self._hear = hear
        self._untold: dict[str, None] = {}
        self._news = asyncio.Event()
        self._stopping = False
        self.stands = asyncio.Event()  # while it is set, what others tell arrives

    def tell(self, mark: str) -> None:
        if len(self._untold) >= MOST_KEPT:
            self._untold = {EVERYTHING: None}
        self._untold[mark] = None
        self._news.set()

    async def run(self) -> None:
        while not self._stopping:
            try:
                await self._listen()
            except BROKEN as problem:
                log.warning("notices broken", extra={"problem": type(problem).__name__})
                await asyncio.sleep(AGAIN)
            finally:
                self.stands.clear()
        await self._engine.dispose()

    def stop(self) -> None:
        self._stopping = True
        self._news.set()

    async def _listen(self) -> None:
        async with self._engine.connect() as connection:
            # Whoever stays through a change of servers still counts as alive on the new one.
            here = text("SELECT pg_advisory_lock_shared(:lock)")
            await connection.execute(here, {"lock": PRESENCE})
            line: Any = (await connection.get_raw_connection()).driver_connection
            await line.add_listener(CHANNEL, self._heard)
            line.add_termination_listener(lambda _line: self._news.set())
            self.stands.set()
            self._hear(EVERYTHING)
            await self._pass_on(line)

    async def _pass_on(self, line: Any) -> None:
        while not self._stopping:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), STILL_THERE)
            self._news.clear()
            await self._tell_together(line)
            if self._untold:
                self._news.set()

    async def _tell_together(self, line: Any) -> None:
        """Also when there is nothing to tell: a line whose other end is gone shows it in use."""
        marks = list(self._untold)[:TOGETHER]
        for mark in marks:  # before they are told: what is rung meanwhile is told once more
            del self._untold[mark]
        told = (CHANNEL, " ".join(marks))
        try:
            await line.execute("SELECT pg_notify($1, $2)", *told, timeout=ANSWERS_WITHIN)
        except BaseException:
            self._untold.update(dict.fromkeys(marks))
            raise

    def _heard(self, line: Any, teller: int, _channel: str, marks: str) -> None:
        if teller == line.get_server_pid():
            return
        for mark in marks.split():
            self._hear(mark)
