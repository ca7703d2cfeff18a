"""Whether a pooler stands between that gives each transaction another session, as PgBouncer does
in transaction mode. LISTEN, and the locks that copies hold, need a session of their own.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy import make_url
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from storage.database.dial import Dial

OTHERS = 4  # who take sessions away, until one of them has ours
PATIENCE = 3.0  # seconds

Account = Mapping[str, Any]


async def shares_sessions(url: str) -> bool:
    dialect: Any = PGDialect_asyncpg
    account: Account = dialect().create_connect_args(make_url(url))[1]
    async with _line(account) as mine:
        session = await _session(mine)
        if mine.get_server_pid() == session:  # PgBouncer tells a number of its own
            return False
        return await _taken_by_others(mine, session, account)


async def _taken_by_others(mine: asyncpg.Connection, session: int, account: Account) -> bool:
    async with AsyncExitStack() as held:
        for _ in range(OTHERS):
            other = await held.enter_async_context(_line(account))
            await other.execute("BEGIN")
            try:
                if await _session(mine) != session:
                    return True
            except TimeoutError:  # there was but one, and who began to work has it
                return True
    return False


async def _session(line: asyncpg.Connection) -> int:
    async with line.transaction():
        return int(await line.fetchval("SELECT pg_backend_pid()"))


@asynccontextmanager
async def _line(account: Account) -> AsyncIterator[asyncpg.Connection]:
    # No named statements: in transaction mode the next one may be somebody else's.
    patience = {"timeout": PATIENCE, "command_timeout": PATIENCE, "statement_cache_size": 0}
    line = await Dial()(**{**account, **patience})
    try:
        yield line
    finally:
        line.terminate()
        await asyncio.sleep(0)
