"""Two bells on one PostgreSQL, as two processes have them."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot.startup import DataFolder
from bot.wiring.shared_bell import SharedBell, heard_from_others, open_bell
from storage.database.interface import Database
from storage.database.notices import Notices
from storage.sealing.vault import Vault

pytestmark = pytest.mark.parametrize("kind", ["postgres"])

DESK, CHAT = "desk:26743", "chat:web:5f0c"
AT_ONCE = 0.3  # seconds
PATIENCE = 20.0  # on a busy machine


@asynccontextmanager
async def standing(bell: SharedBell) -> AsyncIterator[SharedBell]:
    running = asyncio.create_task(bell.notices.run())
    await asyncio.wait_for(bell.notices.stands.wait(), PATIENCE)
    yield bell
    bell.notices.stop()
    await asyncio.wait_for(running, PATIENCE)


@pytest.fixture
async def bells(database_url: str, vault: Vault) -> AsyncIterator[tuple[SharedBell, SharedBell]]:
    one, other = (SharedBell(database_url, vault.mark) for _ in range(2))
    async with standing(one), standing(other):
        yield one, other


async def test_what_is_rung_in_one_process_is_heard_at_once_in_the_other(
    bells: tuple[SharedBell, SharedBell],
) -> None:
    one, other = bells
    delays = []
    for _ in range(5):
        with other.listening(CHAT) as ear:
            began = time.monotonic()
            one.ring(CHAT)
            assert await ear.wait(PATIENCE)
            delays.append(time.monotonic() - began)

    assert min(delays) < AT_ONCE


async def test_nobody_else_is_woken(bells: tuple[SharedBell, SharedBell]) -> None:
    one, other = bells
    with other.listening(DESK) as desk, other.listening(CHAT) as chat:
        one.ring(CHAT)
        assert await chat.wait(PATIENCE)
        assert not await desk.wait(0.05)


async def test_its_own_ring_is_heard_once(bells: tuple[SharedBell, SharedBell]) -> None:
    one, other = bells
    with one.listening(DESK) as here, other.listening(DESK) as there:
        one.ring(DESK)
        assert await here.wait(PATIENCE)
        assert await there.wait(PATIENCE)  # by then PostgreSQL has told everybody
        assert not await here.wait(0.1)


async def test_no_name_travels(
    bells: tuple[SharedBell, SharedBell], database_url: str, vault: Vault
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    spy = SharedBell(database_url, vault.mark)
    spy.notices = Notices(database_url, heard.put_nowait)
    async with standing(spy):
        for topic in (DESK, CHAT):
            bells[0].ring(topic)
        # First of all it hears that anything may have changed.
        told = " ".join([await asyncio.wait_for(heard.get(), PATIENCE) for _ in range(2)])

    assert "26743" not in told
    assert "5f0c" not in told


async def test_a_line_that_broke_catches_up_when_it_stands_again(
    bells: tuple[SharedBell, SharedBell], database: Database
) -> None:
    one, other = bells
    with other.listening(DESK) as ear:
        await cut_every_line(database)
        one.ring(DESK)  # into the gap

        assert await ear.wait(PATIENCE)
    with other.listening(CHAT) as again:
        for bell in bells:
            await asyncio.wait_for(bell.notices.stands.wait(), PATIENCE)
        one.ring(CHAT)
        assert await again.wait(PATIENCE)


async def test_a_flood_of_rings_is_told_as_one_and_loses_nobody(
    bells: tuple[SharedBell, SharedBell],
) -> None:
    one, other = bells
    with other.listening(CHAT) as ear:
        for number in range(5_000):
            one.ring(f"chat:web:{number}")
        one.ring(CHAT)

        assert await ear.wait(PATIENCE)


async def test_a_file_has_nobody_else_to_tell(kind: str, database: Database, vault: Vault) -> None:
    assert kind == "postgres"
    folder = DataFolder(database, vault, is_new=False)

    assert heard_from_others(open_bell("sqlite+aiosqlite:///x", folder)) == ()


async def cut_every_line(database: Database) -> None:
    """As a server that fails over does."""
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await database.write(lambda connection: connection.execute(cut))
