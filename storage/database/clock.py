"""The moment by the database's clock, which is the same for every copy of the program."""

import time
from collections.abc import Callable

from sqlalchemy import Float, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.dialects import on_postgres


async def seconds_now(connection: AsyncConnection, here: Callable[[], float] = time.time) -> float:
    """Since 1970. A SQLite file lies on this machine: `here` is its clock."""
    if not on_postgres(connection):
        return here()
    # Not now(): that is when the transaction began, before it waited for a row.
    seconds = func.extract("epoch", func.clock_timestamp())
    return float(await connection.scalar(select(cast(seconds, Float))) or 0.0)
