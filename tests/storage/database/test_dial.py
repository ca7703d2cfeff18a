"""Of several servers the one that takes what is written, whatever the others do."""

import asyncio
import socket
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from storage.database.dial import Dial

pytestmark = pytest.mark.parametrize("kind", ["postgres"])


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of somebody who is there, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def account_of(url: str) -> tuple[str, dict[str, object]]:
    parts = urlsplit(url)
    [host] = parse_qs(parts.query)["host"]
    return host, {"user": parts.username, "database": parts.path[1:], "timeout": 5}


async def test_behind_a_silent_server_the_other_is_found_at_once(
    database_url: str, silent: int
) -> None:
    host, account = account_of(database_url)
    began = time.monotonic()

    line = await Dial()(host=["127.0.0.1", host], port=[silent, 5432], **account)

    assert await line.fetchval("SELECT 1") == 1
    assert time.monotonic() - began < 4
    await line.close()


async def test_who_waits_for_a_server_that_leads_no_more_is_let_go(database_url: str) -> None:
    host, account = account_of(database_url)
    dial = Dial()
    before = await dial(host=[host], port=[5432], **account)
    waiting = asyncio.create_task(before.execute("SELECT pg_sleep(60)"))
    await asyncio.sleep(0.1)

    after = await dial(host=[f"{host}/."], port=[5432], **account)  # as if it were another

    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
        await waiting
    await after.close()


async def test_where_nobody_answers_the_reason_is_told(kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    with pytest.raises(OSError):  # noqa: PT011
        await Dial()(host=["127.0.0.1"] * 2, port=[port] * 2, user="nobody", timeout=5)
