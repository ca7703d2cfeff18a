import asyncio
import os
import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.arrival import Arrival
from messages.channels import ZALO_BOT
from messages.message import Address
from storage.database.interface import Database
from storage.database.leases import PRESENCE, is_alone, present
from storage.database.notices import Notices
from storage.stores import Stores
from tests.builders import NOON
from tests.storage.tips_filed import a_filed_tip, a_question

LEASE = NOON + timedelta(minutes=2)


async def leased(stores: Stores) -> int:
    return len(await stores.letters.due(NOON, LEASE, 10))


async def taken(stores: Stores) -> int:
    return len(await stores.arrivals.due(ZALO_BOT.name, NOON, LEASE, 10))


async def test_what_a_dead_process_had_under_way_is_due_at_once(
    stores: Stores, database_url: str
) -> None:
    tip = await a_filed_tip(stores)
    await stores.tips.save(tip, a_question(tip, "Mấy giờ?", "1"), NOON)
    assert await leased(stores) == 1
    assert await leased(stores) == 0

    async with present(stores.database, database_url):
        assert await leased(stores) == 1


async def test_what_a_dead_process_was_answering_is_answered_at_once(
    stores: Stores, database_url: str
) -> None:
    sender = Address(ZALO_BOT.name, "6f1c")
    await stores.arrivals.put([Arrival(sender, "e1", {"text": "xin chào"}, NOON)], NOON)
    assert await taken(stores) == 1
    assert await taken(stores) == 0

    async with present(stores.database, database_url):
        assert await taken(stores) == 1


async def test_what_a_living_process_has_under_way_stays_with_it(
    stores: Stores, database_url: str
) -> None:
    tip = await a_filed_tip(stores)
    await stores.tips.save(tip, a_question(tip, "Mấy giờ?", "1"), NOON)

    async with present(stores.database, database_url):
        assert await leased(stores) == 1
        if "postgresql" in database_url:  # a SQLite file has one process that sends
            async with present(stores.database, database_url):
                assert await leased(stores) == 0


@pytest.mark.parametrize("kind", ["postgres"])
async def test_a_process_that_stops_waits_for_no_silent_server(
    stores: Stores, database_url: str
) -> None:
    holds = text("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = :lock")

    async def server_side(connection: AsyncConnection) -> int:
        return int(await connection.scalar(holds, {"lock": PRESENCE}) or 0)

    async with present(stores.database, database_url):
        silent = await stores.database.read(server_side)
        os.kill(silent, signal.SIGSTOP)
        stopping = time.monotonic()
    took = time.monotonic() - stopping
    os.kill(silent, signal.SIGCONT)

    assert took < 20


@pytest.mark.parametrize("kind", ["postgres"])
async def test_whoever_lives_on_when_the_server_changed_counts_as_alive_there(
    stores: Stores, database_url: str
) -> None:
    notices = Notices(database_url, lambda _mark: None)
    async with present(stores.database, database_url):
        listening = asyncio.create_task(notices.run())
        await notices.stands.wait()

        await end_sessions_of_the_living(stores.database)

        async with asyncio.timeout(60):
            while await stores.database.write(is_alone):  # noqa: ASYNC110  nobody tells
                await asyncio.sleep(0.05)
        assert not await stores.database.write(is_alone)
        notices.stop()
        await listening


async def end_sessions_of_the_living(database: Database) -> None:
    """As if their server had died and another one led."""
    ended = text(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_locks"
        " WHERE locktype = 'advisory' AND objid = :lock"
    )

    async def work(connection: AsyncConnection) -> int:
        return int(await connection.scalar(ended, {"lock": PRESENCE}) or 0)

    assert await database.write(work) == 2
