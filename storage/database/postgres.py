"""PostgreSQL: a pool, and one transaction for each piece of work."""

import asyncio
from contextlib import suppress

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from typing_extensions import override

from storage.database.interface import Database, DatabaseClosed, T, Work

ATTEMPTS = 6
TRY_AGAIN = {"40001", "40P01"}  # serialization failure, deadlock: nothing happened, do it again
CLOSE_SECONDS = 8.0


class PostgresDatabase(Database):
    def __init__(self, url: str, connections: int) -> None:
        self._engine = create_async_engine(
            url,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=60,
            pool_pre_ping=True,
            hide_parameters=True,  # what is bound is what people told us
            connect_args={"command_timeout": 60, "server_settings": {"application_name": "tinbao"}},
        )
        self._reading = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._closing = False
        self._busy = 0
        self._idle = asyncio.Event()

    @override
    async def write(self, work: Work[T]) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._once(work)
            except DBAPIError as problem:
                if attempt == ATTEMPTS or getattr(problem.orig, "sqlstate", "") not in TRY_AGAIN:
                    raise
                await asyncio.sleep(0.01 * 2**attempt)
        raise AssertionError

    async def _once(self, work: Work[T]) -> T:
        self._enter()
        try:
            async with self._engine.begin() as connection:
                return await work(connection)
        finally:
            self._leave()

    @override
    async def read(self, work: Work[T]) -> T:
        self._enter()
        try:
            async with self._reading.begin() as connection:
                return await work(connection)
        finally:
            self._leave()

    @override
    async def forget(self) -> None:
        """Let old versions of rows be overwritten. What led to a person opens for nobody already
        (storage/names/renewing.py): no table is locked for it.
        """
        self._enter()
        try:
            alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
            async with alone.connect() as connection:
                await connection.execute(
                    text("VACUUM (SKIP_LOCKED) identity_links, pseudonyms, subscribers")
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
