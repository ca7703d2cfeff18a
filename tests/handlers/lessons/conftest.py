from collections.abc import AsyncIterator

import pytest_asyncio

from storage.database.interface import Database
from storage.database.opening import open_database


@pytest_asyncio.fixture(loop_scope="session")
async def opened(database_url: str) -> AsyncIterator[Database]:
    """As `database`, in the loop of the browser."""
    database = await open_database(database_url)
    yield database
    await database.close()
