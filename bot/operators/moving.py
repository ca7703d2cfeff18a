"""Moves the line from its SQLite file into PostgreSQL. The settings are changed by hand after."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from pydantic import SecretStr, ValidationError

from bot import keys
from bot.config import Config
from bot.problem import Problem
from bot.settings.database import Database as DatabaseSettings
from bot.startup import explained, revision
from storage.database.interface import Database, DatabaseBusy
from storage.database.opening import open_database
from storage.migrations import head_revision, migrate
from storage.moving.moving import Moved, NotEmpty, NotTheSame, Tell, move, must_be_free

SQLITE, POSTGRES = "sqlite+aiosqlite:///", "postgresql+asyncpg://"
PATIENCE = 1.0  # seconds for a line that runs to pick up


async def move_database(config: Config, to: str, tell: Tell) -> Moved:
    target_url = _target(config, to)
    if is_serving(config):
        raise Problem("move_line_is_open")
    vault = keys.vault(config)
    with explained(), _told():
        async with opened(config.database_url) as source, opened(target_url) as target:
            await must_be_newest(source)
            await must_be_free(target)  # somebody's database is not even migrated
            await migrate(target_url)
            return await move(source, target, vault, tell)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """For one piece of work."""
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except NotEmpty:
        raise Problem("move_not_empty") from None
    except NotTheSame as other:
        raise Problem("move_not_the_same", tables=other) from None
    except DatabaseBusy:
        raise Problem("move_line_is_open") from None


def _target(config: Config, to: str) -> str:
    try:
        asked = config.model_copy(update={"database": DatabaseSettings(url=SecretStr(to))})
    except ValidationError:
        raise Problem("move_only_to_postgres") from None
    if not asked.database_url.startswith(POSTGRES):
        raise Problem("move_only_to_postgres")
    file = Path(config.database_url.removeprefix(SQLITE))
    if not config.database_url.startswith(SQLITE) or not file.exists():
        raise Problem("move_nothing_here")
    return asked.database_url


async def must_be_newest(source: Database) -> None:
    if (at := await revision(source)) != (head := head_revision()):
        raise Problem("database_outdated", revision=at or "–", head=head)


def is_serving(config: Config) -> bool:
    try:
        socket.create_connection((config.web.host, config.web.port), timeout=PATIENCE).close()
    except OSError:
        return False
    return True
