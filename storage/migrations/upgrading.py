"""What only Alembic can do. Imported when there is something to do: see `revisions`."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from storage.tables.base import metadata


def config_of(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    command.upgrade(config_of(connection), "head")


def differences(connection: Connection) -> list[object]:
    """Between the tables of this database and storage/tables/base.py; none at head."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def write_revision(connection: Connection, message: str) -> None:
    command.revision(config_of(connection), message, autogenerate=True)
