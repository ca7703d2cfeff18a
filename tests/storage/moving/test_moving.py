"""From SQLite to PostgreSQL: all of it, proven, and nothing at all when something is wrong."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.interface import Database
from storage.database.opening import open_database
from storage.moving.moving import NotEmpty, NotTheSame, is_free, move
from storage.moving.proof import holdings
from storage.sealing.vault import Vault
from storage.tables.audit import audit
from storage.tables.base import metadata
from storage.tables.citizens import chat_lines
from tests.keys import a_vault
from tests.prepared import apart, at_head, sqlite_url
from tests.storage.moving.rows_everywhere import a_full_line

pytestmark = pytest.mark.parametrize("kind", ["postgres"])  # the target's

KILLED = """
import asyncio, os, signal, sys
from storage.database.opening import open_database
from storage.moving.moving import move
from tests.keys import a_vault

def die(table):
    if table == "tips":
        os.kill(os.getpid(), signal.SIGKILL)

async def run():
    await move(await open_database(sys.argv[1]), await open_database(sys.argv[2]), a_vault(), die)

asyncio.run(run())
"""


@pytest.fixture(scope="module")
def full_line(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Written once: each test moves a copy."""
    file = at_head(tmp_path_factory.mktemp("full") / "line.sqlite3")
    apart(_fill(file))
    return file.read_bytes()


async def _fill(file: Path) -> None:
    database = await open_database(sqlite_url(file))
    await a_full_line(database, a_vault(), file.parent)
    await database.close()


@pytest.fixture
def source_url(full_line: bytes, tmp_path: Path) -> str:
    file = tmp_path / "line.sqlite3"
    file.touch(0o600)
    file.write_bytes(full_line)
    return sqlite_url(file)


@pytest.fixture
async def source(source_url: str) -> AsyncIterator[Database]:
    database = await open_database(source_url)
    yield database
    await database.close()


@pytest.fixture
async def target(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    yield database
    await database.close()


def silent(_table: str) -> None:
    """Nobody watches."""


async def test_every_row_of_every_table_arrives_and_is_proven(
    source: Database, target: Database, vault: Vault
) -> None:
    moved = await move(source, target, vault, silent)

    assert all(one.rows for one in moved.holdings)
    assert len(moved.holdings) == len(metadata.tables)
    assert moved.holdings == await source.read(holdings) == await target.read(holdings)
    assert moved.breaks == ()


async def test_the_source_is_not_touched(
    source_url: str, target: Database, vault: Vault, tmp_path: Path
) -> None:
    before = (tmp_path / "line.sqlite3").read_bytes()
    source = await open_database(source_url)

    await move(source, target, vault, silent)
    await source.close()

    assert (tmp_path / "line.sqlite3").read_bytes() == before


async def test_numbers_go_on_where_they_stopped_even_after_deleted_rows(
    source: Database, target: Database, vault: Vault
) -> None:
    newest = select(func.max(chat_lines.c.id))
    number = await source.read(lambda c: c.scalar(newest))
    assert number
    await source.write(lambda c: c.execute(delete(chat_lines).where(chat_lines.c.id == number)))

    await move(source, target, vault, silent)

    line = {"citizen_key": "k", "stays": False, "at": func.now(), "name": "n", "sealed": b""}
    await target.write(lambda c: c.execute(insert(chat_lines).values(**line)))
    assert await target.read(lambda c: c.scalar(newest)) == number + 1


async def test_a_target_that_holds_something_is_refused(
    source: Database, target: Database, vault: Vault
) -> None:
    await move(source, target, vault, silent)

    with pytest.raises(NotEmpty):
        await move(source, target, vault, silent)


async def test_a_database_of_somebody_else_is_not_free(target: Database) -> None:
    assert await target.read(is_free)
    await target.write(lambda c: c.execute(text("CREATE TABLE payroll (name text)")))

    assert not await target.read(is_free)


async def test_what_is_changed_on_the_way_is_found_and_not_kept(
    source: Database, target: Database, vault: Vault
) -> None:
    meddle = (
        "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN NEW.fact = NEW.fact || '!'; RETURN NEW; END $$",
        "CREATE TRIGGER meddle BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION meddle()",
    )
    for statement in map(text, meddle):
        await target.write(partial(AsyncConnection.execute, statement=statement))

    with pytest.raises(NotTheSame, match="audit"):
        await move(source, target, vault, silent)

    assert await target.read(is_free)


async def test_a_log_that_was_broken_before_is_said_and_moved(
    source: Database, target: Database, vault: Vault
) -> None:
    await source.write(lambda c: c.execute(text("DROP TRIGGER audit_no_update")))
    await source.write(lambda c: c.execute(update(audit).values(fact="changed by hand")))

    moved = await move(source, target, vault, silent)

    assert moved.breaks


async def test_a_move_that_was_killed_begins_anew(
    source_url: str, database_url: str, source: Database, target: Database, vault: Vault
) -> None:
    died = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", KILLED, source_url, database_url], check=False
    )
    assert died.returncode == -9
    assert await target.read(is_free)

    moved = await move(source, target, vault, silent)

    assert moved.holdings == await target.read(holdings)
