"""PostgreSQL: a pool, and one transaction for each piece of work."""

import asyncio
from contextlib import suppress

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from typing_extensions import override

from storage.database.dial import Dial
from storage.database.fullness import Fullness
from storage.database.interface import Database, DatabaseClosed, T, Work

ATTEMPTS = 6
TRY_AGAIN = {"40001", "40P01"}  # serialization failure, deadlock: nothing happened, do it again
CLOSE_SECONDS = 8.0
CONNECT_SECONDS = 5.0


class _Gone(Exception):
    """The connection was dead before anything was committed: the pool makes a new one."""


class PostgresDatabase(Database):
    def __init__(self, url: str, connections: int) -> None:
        self.dial = Dial()
        self._engine = create_async_engine(
            url,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=60,
            hide_parameters=True,  # what is bound is what people told us
            connect_args={
                "async_creator_fn": self.dial,
                "timeout": CONNECT_SECONDS,  # a machine that is gone refuses nothing, it is silent
                "command_timeout": 60,
                "server_settings": {"application_name": "tinbao"},
            },
        )
        self._reading = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._asking = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self.fullness = Fullness()
        self._closing = False
        self._busy = 0
        self._idle = asyncio.Event()

    @override
    async def write(self, work: Work[T]) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                written = await self._again_if_gone(self._engine, work)
            except DBAPIError as problem:
                if attempt == ATTEMPTS or getattr(problem.orig, "sqlstate", "") not in TRY_AGAIN:
                    raise self.fullness.named(problem) from problem.__cause__
                await asyncio.sleep(0.01 * 2**attempt)
            else:
                self.fullness.forget()
                return written
        raise AssertionError

    @override
    async def read(self, work: Work[T]) -> T:
        return await self._again_if_gone(self._reading, work)

    @override
    async def ask(self, work: Work[T]) -> T:
        return await self._again_if_gone(self._asking, work)

    async def _again_if_gone(self, engine: AsyncEngine, work: Work[T]) -> T:
        """To ask each connection first whether it lives would cost a tenth of a message."""
        self._enter()
        try:
            try:
                return await _once(engine, work)
            except _Gone:
                return await _once(engine, work, again=True)
        finally:
            self._leave()

    @override
    async def forget(self) -> None:
        """Let old versions of rows be overwritten. What led to a person opens for nobody already
        (storage/names/renewing.py): no table is locked for it.
        """
        self._enter()
        try:
            async with self._asking.connect() as connection:
                await connection.execute(
                    text("VACUUM (SKIP_LOCKED) identity_links, pseudonyms, subscribers, tip_keys")
                )
        finally:
            self._leave()

    @override
    async def close(self) -> None:
        self._closing = True
        if self._busy:
            self._idle.clear()
            with suppress(TimeoutError):  # the server undoes what never committed
                await asyncio.wait_for(self._idle.wait(), CLOSE_SECONDS)
        await self._engine.dispose()

    def _enter(self) -> None:
        if self._closing:
            raise DatabaseClosed
        self._busy += 1

    def _leave(self) -> None:
        self._busy -= 1
        if not self._busy:
            self._idle.set()


async def _once(engine: AsyncEngine, work: Work[T], *, again: bool = False) -> T:
    """Only what fails before the commit is surely not written, and may be done again."""
    async with engine.begin() as connection:
        try:
            return await work(connection)
        except DBAPIError as problem:
            if problem.connection_invalidated and not again:
                raise _Gone from problem
            raise
