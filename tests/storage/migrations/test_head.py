"""From nothing to the newest revision, also when two processes start at once."""

import asyncio
import logging
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import select

from storage import migrations
from storage.database.interface import Database
from storage.database.opening import open_database
from storage.migrations import head_revision, migrate, revision_of
from storage.migrations.revisions import known_revisions
from storage.migrations.upgrading import differences
from storage.tables.desks import desks


async def revision(url: str) -> str:
    database = await open_database(url)
    try:
        return await database.read(lambda connection: connection.run_sync(revision_of))
    finally:
        await database.close()


async def test_head_equals_the_tables(database: Database) -> None:
    assert await database.read(lambda connection: connection.run_sync(differences)) == []


async def test_an_empty_database_becomes_the_newest(blank_database_url: str) -> None:
    assert await revision(blank_database_url) == ""

    head = await migrate(blank_database_url)

    assert head == head_revision() == await revision(blank_database_url)


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    before = await revision(database_url)

    await migrate(database_url)

    assert await revision(database_url) == before


async def test_two_processes_that_start_at_once_both_succeed(blank_database_url: str) -> None:
    await asyncio.gather(*(migrate(blank_database_url) for _ in range(3)))

    database = await open_database(blank_database_url)
    codes = await database.read(lambda c: c.scalar(select(desks.c.code)))
    assert codes == "00"
    await database.close()


def test_alembic_reads_the_same_revisions_and_one_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")

    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [head_revision()]
    as_alembic = {one.revision: one.down_revision or "" for one in script.walk_revisions()}
    assert known_revisions() == as_alembic


async def test_migrating_leaves_logging_as_it_was(blank_database_url: str) -> None:
    before = (logging.getLogger().handlers[:], logging.getLogger().level)

    await migrate(blank_database_url)

    assert (logging.getLogger().handlers, logging.getLogger().level) == before
    assert not logging.getLogger("storage").disabled


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_a_crash_in_the_middle_leaves_the_old_schema(blank_database_url: str) -> None:
    """All revisions are one transaction: what is seen from outside is none or all of it."""
    with pytest.raises(RuntimeError):
        await upgrade_and_crash(blank_database_url)

    assert await revision(blank_database_url) == ""
    await migrate(blank_database_url)


async def upgrade_and_crash(url: str) -> None:
    engine = migrations._engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(migrations._upgrade)
            raise RuntimeError
    finally:
        await engine.dispose()
