"""Brings a database to the newest revision. Safe to call from two processes at once."""

from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.database.dial import Dial
from storage.database.dialects import on_postgres
from storage.database.sqlite_engine import engine as sqlite_engine
from storage.migrations.revisions import head_revision, is_known, revision_of

__all__ = ["head_revision", "is_known", "migrate", "revision_of", "write_revision"]

LOCK = 7_112_026  # any number, the same in every process
OTHERS_MIGRATE = 60_000  # milliseconds another process may take for it on a file


async def migrate(url: str) -> str:
    """Upgrade to head; returns its revision. The database itself must exist on PostgreSQL."""
    engine = _engine(url)
    try:
        async with engine.begin() as connection:  # on SQLite this already keeps others out
            await _wait_for_others(connection)
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()
    return head_revision()


async def write_revision(url: str, message: str) -> None:
    """For developers: a new revision file from what changed in storage/tables/base.py."""
    from storage.migrations import upgrading

    engine = _engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(upgrading.write_revision, message)
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    if url.startswith("sqlite"):
        made = sqlite_engine(url, 1, writes=True, patience=OTHERS_MIGRATE)
        event.listen(made.sync_engine, "begin", _begin_to_write)
        return made
    return create_async_engine(url, hide_parameters=True, connect_args={"async_creator_fn": Dial()})


def _begin_to_write(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _wait_for_others(connection: AsyncConnection) -> None:
    if on_postgres(connection):
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _upgrade(connection: Connection) -> None:
    if revision_of(connection) != head_revision():
        from storage.migrations import upgrading

        upgrading.upgrade(connection)
