"""A database of another version than the program that is started on it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.config import Config
from bot.problem import Problem
from bot.startup import be_of_one_version, opened_data_folder, revision
from storage import migrations
from storage.database.interface import Database
from storage.database.leases import present
from storage.migrations import head_revision
from storage.migrations.upgrading import config_of

LANGUAGES = ("vi", "en")


def the_one_before() -> str:
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    head = ScriptDirectory.from_config(config).get_revision("head")
    return str(head.down_revision)


async def set_to(database: Database, revision: str) -> None:
    told = text("UPDATE alembic_version SET version_num = :revision")
    values: Mapping[str, str] = {"revision": revision}
    await database.write(lambda connection: connection.execute(told, values))


async def test_an_older_program_does_not_start_on_a_newer_database(database: Database) -> None:
    await set_to(database, "9999")

    with pytest.raises(Problem) as refused:
        await be_of_one_version(database, migrates=True)

    for language in LANGUAGES:
        assert "9999" in refused.value.sentence(language)
        assert head_revision() in refused.value.sentence(language)


@pytest.mark.parametrize("kind", ["postgres"])
async def test_a_newer_program_changes_no_tables_under_older_copies(
    database: Database, database_url: str
) -> None:
    await set_to(database, the_one_before())
    await be_of_one_version(database, migrates=False)  # nobody else is there

    async with present(database, database_url):
        with pytest.raises(Problem) as refused:
            await be_of_one_version(database, migrates=False)
        await be_of_one_version(database, migrates=True)  # an operator upgrades them all

    assert "tinbao migrate" in refused.value.sentence("vi")


async def test_its_own_version_is_not_asked_about(database: Database, database_url: str) -> None:
    async with present(database, database_url):
        await be_of_one_version(database, migrates=False)

        assert await revision(database) == head_revision()


@pytest.mark.parametrize("before", ["0001", the_one_before()])
async def test_a_line_of_an_older_version_is_upgraded_by_its_start(
    tmp_path: Path, before: str
) -> None:
    """Its database lacks tables and columns that this program knows."""
    config = Config(data=tmp_path)
    async with opened_data_folder(config) as new:
        assert new.is_new  # the keys: what lies there was sealed under them
    config.data.joinpath("tinbao.sqlite3").unlink()
    await written_at(config.database_url, before)

    async with opened_data_folder(config) as opened:
        assert await revision(opened.database) == head_revision()


async def written_at(url: str, revision: str) -> None:
    engine = migrations._engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(lambda c: command.upgrade(config_of(c), revision))
    await engine.dispose()


def test_a_share_of_the_network_holds_the_files() -> None:
    told = Config.model_validate({"disk": {"media_folder": "/srv/media"}})

    assert told.media == Path("/srv/media")
    assert Config().media == Path("data/media")
