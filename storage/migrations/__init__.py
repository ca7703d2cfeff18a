"""Brings a database to the newest revision. Safe to call from two processes at once."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.database.dial import Dial
from storage.database.dialects import on_postgres
from storage.database.sqlite_engine import engine as sqlite_engine
from storage.tables.base import metadata

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


def head_revision() -> str:
    return _revisions().get_current_head() or ""


def is_known(revision: str) -> bool:
    """Whether this program has ever heard of it: a newer one's it has not."""
    try:
        return _revisions().get_revision(revision) is not None
    except CommandError:
        return False


def revision_of(connection: Connection) -> str:
    """What this database is at; empty before the first migration."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def differences(connection: Connection) -> list[object]:
    """Between the tables of this database and storage/tables/base.py; none at head."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def write_revision(url: str, message: str) -> None:
    """For developers: a new revision file from what changed in storage/tables/base.py."""
    engine = _engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_write_revision, message)
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


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def _revisions() -> ScriptDirectory:
    """They are files of the program: read once, not at every look."""
    return ScriptDirectory.from_config(_config())


def _upgrade(connection: Connection) -> None:
    if revision_of(connection) != head_revision():
        command.upgrade(_config(connection), "head")


def _write_revision(connection: Connection, message: str) -> None:
    command.revision(_config(connection), message, autogenerate=True)
