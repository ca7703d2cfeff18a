"""What a dead process had under way, letters and what arrived, is taken up at once, not when its
lease ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg
from sqlalchemy import delete, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.database.dial import Dial
from storage.database.dialects import on_postgres
from storage.database.interface import Database
from storage.tables.arrivals import arrivals
from storage.tables.copies import leases
from storage.tables.letters import letters

PRESENCE = 7_112_027  # any number, the same in every process
LAST_WORDS = 2.0  # seconds


@asynccontextmanager
async def present(database: Database, url: str) -> AsyncIterator[None]:
    """While it lasts this process counts as alive, and nobody takes back what it has under way.

    Every process on PostgreSQL holds one lock together with the others; whoever can have it alone
    at its start knows that no other lives. A SQLite file has one process that sends.
    """
    if url.startswith("sqlite"):
        await database.write(_take_back)
        yield
        return
    engine = create_async_engine(
        url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"async_creator_fn": Dial()},
    )
    async with engine.connect() as mine:
        await database.write(_take_back)
        await mine.execute(text("SELECT pg_advisory_lock_shared(:lock)"), {"lock": PRESENCE})
        try:
            yield
        finally:
            await _hang_up(mine)


async def _hang_up(connection: AsyncConnection) -> None:
    """A server that fell silent answers no goodbye: a process that stops does not wait for it."""
    raw = await connection.get_raw_connection()
    line = raw.driver_connection
    if isinstance(line, asyncpg.Connection):
        with suppress(TimeoutError, OSError):
            await line.close(timeout=LAST_WORDS)


async def is_alone(connection: AsyncConnection) -> bool:
    """Until this transaction ends, nobody else can begin to be present either."""
    if not on_postgres(connection):
        return True
    alone = text("SELECT pg_try_advisory_xact_lock(:lock)")
    return bool(await connection.scalar(alone, {"lock": PRESENCE}))


async def _take_back(connection: AsyncConnection) -> None:
    if not await is_alone(connection):
        return
    for table in (letters, arrivals):
        held = table.c.leased_until.is_not(None)
        await connection.execute(update(table).where(held).values(leased_until=None))
    await connection.execute(delete(leases))
