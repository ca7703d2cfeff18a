"""PgBouncer between the program and PostgreSQL: Debian's package, where it is installed."""

import getpass
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.config import Config
from bot.problem import Problem
from bot.startup import be_alone_on_a_session
from storage.database.pooler import shares_sessions
from tests.journeys.house import free_port

PROGRAM = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
pytestmark = pytest.mark.parametrize("kind", ["postgres"])
pooled = pytest.mark.skipif(not PROGRAM, reason="apt-get install pgbouncer")

Pooler = Callable[[str], str]


@pytest.fixture
def pooler(database_url: str, tmp_path: Path) -> Iterator[Pooler]:
    """Starts one in the mode it is told; the address of the same database through it."""
    began: list[subprocess.Popen[bytes]] = []

    def start(mode: str) -> str:
        port, parts = free_port(), urlsplit(database_url)
        [host] = parse_qs(parts.query)["host"]
        settings = tmp_path / "pgbouncer.ini"
        settings.write_text(
            f"[databases]\ntinbao = host={host} dbname={parts.path[1:]} user={parts.username}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
            f"auth_type = any\npool_mode = {mode}\n"
        )
        # As root it refuses; to the socket come those who may enter its folder.
        who = ["-u", Path(host).owner()] if getpass.getuser() == "root" else []
        assert PROGRAM
        began.append(subprocess.Popen([PROGRAM, "-q", *who, str(settings)]))
        wait_for(port)
        return f"postgresql+asyncpg://postgres@127.0.0.1:{port}/tinbao"

    yield start
    for process in began:
        process.kill()
        process.wait()


def wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError("PgBouncer did not start")


@pooled
async def test_a_pooler_that_passes_sessions_around_is_refused_with_the_reason(
    pooler: Pooler,
) -> None:
    config = Config.model_validate({"database": {"url": pooler("transaction")}})

    with pytest.raises(Problem) as refused:
        await be_alone_on_a_session(config.database_url)

    for language in ("vi", "en"):
        assert "pool_mode = session" in refused.value.sentence(language)


@pooled
async def test_a_pooler_that_keeps_sessions_is_welcome(pooler: Pooler) -> None:
    assert not await shares_sessions(pooler("session"))


async def test_a_server_itself_shares_nothing(database_url: str) -> None:
    assert not await shares_sessions(database_url)
