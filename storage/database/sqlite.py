"""SQLite with one writer. Callers wait until their row is durable; whoever arrives during one
commit shares the next, so that batches form by themselves under load.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from typing_extensions import override

from storage.database.fullness import Fullness
from storage.database.interface import Database, DatabaseClosed, NotWritten, T, Work
from storage.database.prompt_sqlite import (
    PromptConnection,
    prompt_driver,
    rows_at_once,
)
from storage.database.sqlite_engine import _begin, engine

BUSY_ATTEMPTS = 10  # the command line may hold the file while it works
BATCH = 256
WIPE_AGAIN = 5  # seconds


@dataclass(slots=True, eq=False)
class _Job:
    work: Work[Any]
    done: asyncio.Future[Any]
    result: Any = None
    problem: BaseException | None = None


@dataclass(slots=True, eq=False)
class _Wipe:
    """Not work: the writer wipes the log between two batches."""

    done: asyncio.Future[None] = field()


class SqliteDatabase(Database):
    def __init__(
        self, writing: AsyncEngine, reading: AsyncEngine, readers: int, attempts: int
    ) -> None:
        self.writing = writing
        self._reading = reading
        self.fullness = Fullness()
        self._attempts = attempts
        self._readers = asyncio.Semaphore(readers)
        self._idle: list[AsyncConnection] = []  # readers: to take one of the pool costs more
        self._line: AsyncConnection | None = None  # the writer's
        self._waiting: deque[_Job | _Wipe] = deque()
        self._news = asyncio.Event()
        self._closing = False
        self._later: asyncio.TimerHandle | None = None
        self._writer = asyncio.create_task(self._write_on(), name="database writer")

    @classmethod
    async def open(cls, url: str, readers: int, attempts: int = BUSY_ATTEMPTS) -> "SqliteDatabase":
        writing, reading = engine(url, 1, writes=True), engine(url, readers, writes=False)
        async with writing.connect():  # WAL from the first moment, before anyone reads
            pass
        return cls(writing, reading, readers, attempts)

    @override
    async def write(self, work: Work[T]) -> T:
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._put(_Job(work, done))
        return await done

    @override
    async def read(self, work: Work[T]) -> T:
        if self._closing:
            raise DatabaseClosed
        async with self._reader() as connection:
            rows_at_once(connection, "BEGIN")  # SQLAlchemy's own way costs more than what is read
            try:
                return await work(connection)
            finally:
                rows_at_once(connection, "ROLLBACK")

    @override
    async def ask(self, work: Work[T]) -> T:
        if self._closing:
            raise DatabaseClosed
        async with self._reader() as connection:
            return await work(connection)

    @asynccontextmanager
    async def _reader(self) -> AsyncGenerator[AsyncConnection, None]:
        async with self._readers:
            connection = self._idle.pop() if self._idle else await self._reading.connect()
            try:
                yield connection
            finally:
                await self._give_back(connection)

    async def _give_back(self, reader: AsyncConnection) -> None:
        if self._closing:
            await reader.close()
        else:
            self._idle.append(reader)

    @override
    async def forget(self) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._put(_Wipe(done))
        await done

    @override
    async def close(self) -> None:
        self._closing = True
        if self._later is not None:
            self._later.cancel()
        self._news.set()
        await self._writer
        for connection in self._idle:
            await connection.close()
        if self._line is not None:
            await self._line.close()
        await self._reading.dispose()
        await self.writing.dispose()

    def _put(self, job: _Job | _Wipe) -> None:
        if self._closing:
            raise DatabaseClosed
        self._waiting.append(job)
        self._news.set()

    async def _write_on(self) -> None:
        while self._waiting or not self._closing:
            if not self._waiting:
                self._news.clear()
                await self._news.wait()
                continue
            if isinstance(self._waiting[0], _Wipe):
                await self._wipe(self._waiting.popleft().done)
            else:
                await self._commit(self._next_batch())

    def _next_batch(self) -> list[_Job]:
        batch: list[_Job] = []
        while self._waiting and len(batch) < BATCH:
            job = self._waiting[0]
            if isinstance(job, _Wipe):
                break
            self._waiting.popleft()
            if not job.done.done():  # a caller that gave up before its turn
                batch.append(job)
        return batch

    async def _commit(self, batch: list[_Job]) -> None:
        try:
            await self._commit_together(batch)
        except Exception as problem:  # noqa: BLE001  every caller of the batch gets it
            for job in batch:
                job.problem = problem
        except BaseException:
            for job in batch:
                job.done.cancel()
            raise
        for job in batch:
            self._settle(job)

    async def _commit_together(self, batch: list[_Job]) -> None:
        async with self._write_line() as connection:
            driver = prompt_driver(connection)
            await _begin(driver, self._attempts)
            if len(batch) == 1:
                await _commit_alone(connection, driver, batch[0])
                return
            for job in batch:
                await asyncio.sleep(0)  # statements do not wait: let others have a turn
                await _attempt(connection, job)
                if job.problem and not driver.in_transaction:
                    raise NotWritten from job.problem  # a full disk undoes everything at once
            await driver.commit()

    @asynccontextmanager
    async def _write_line(self) -> AsyncGenerator[AsyncConnection, None]:
        """The writer's connection stays open; one that failed is given back."""
        connection, self._line = self._line or await self.writing.connect(), None
        try:
            yield connection
        except BaseException:
            await connection.close()
            raise
        self._line = connection

    def _settle(self, job: _Job) -> None:
        problem = job.problem and self.fullness.named(job.problem)
        if problem is None:
            self.fullness.forget()
        if job.done.done():
            return
        if problem is not None:
            job.done.set_exception(problem)
        else:
            job.done.set_result(job.result)

    def _wipe_later(self) -> None:
        """A reader still needs the old pages. Writers do not wait for it."""
        loop = asyncio.get_running_loop()
        self._later = loop.call_later(WIPE_AGAIN, self._wipe_again, loop)

    def _wipe_again(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._closing:
            self._put(_Wipe(loop.create_future()))

    async def _wipe(self, done: asyncio.Future[None]) -> None:
        try:
            async with self._write_line() as connection:
                if not await _truncate_log(connection):
                    self._wipe_later()
        except SQLAlchemyError as problem:
            if not done.done():
                done.set_exception(problem)
        else:
            if not done.done():
                done.set_result(None)


async def _commit_alone(connection: AsyncConnection, driver: PromptConnection, job: _Job) -> None:
    """The transaction is its own: a savepoint would cost a tenth of a message."""
    try:
        job.result = await job.work(connection)
    except Exception as problem:  # noqa: BLE001  it belongs to the caller, who gets it
        job.problem = problem
        await driver.rollback()
    else:
        await driver.commit()


async def _attempt(connection: AsyncConnection, job: _Job) -> None:
    """Each piece of work has a savepoint of its own: one that fails leaves the others whole."""
    try:
        async with connection.begin_nested():
            job.result = await job.work(connection)
    except Exception as problem:  # noqa: BLE001  it belongs to the caller, who gets it
        job.problem = problem


async def _truncate_log(connection: AsyncConnection) -> bool:
    """Old pages in the write-ahead log still hold what was deleted from the file itself."""
    driver: Any = prompt_driver(connection)
    driver.wait_at_most(0)
    async with driver.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
        [busy, *_rest] = await cursor.fetchone()
    return not busy
