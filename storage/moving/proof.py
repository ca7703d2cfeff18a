"""What a table holds, as a count and one hash: the same on every database, in whatever order."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.base import metadata

PAGE = 1_000  # rows in memory, whatever the table
BITS = 256


@dataclass(frozen=True, slots=True)
class Holding:
    table: str
    rows: int
    hash: str


async def holdings(connection: AsyncConnection) -> tuple[Holding, ...]:
    """Of every table, parents before children."""
    return tuple([await holding(connection, table) for table in metadata.sorted_tables])


async def holding(connection: AsyncConnection, table: Table) -> Holding:
    """Rows are hashed one by one and added up: databases sort words differently."""
    rows, total = 0, 0
    async for page in pages(connection, table):
        rows += len(page)
        total += sum(_number(row) for row in page)
    return Holding(table.name, rows, f"{total % 2**BITS:064x}")


async def pages(connection: AsyncConnection, table: Table) -> AsyncIterator[Sequence[Row[Any]]]:
    async with connection.stream(select(table)) as found:
        async for page in found.partitions(PAGE):
            yield page


def _number(row: Row[Any]) -> int:
    written = repr([_plain(value) for value in row]).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(written).digest())


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return bytes(value) if isinstance(value, memoryview) else value
