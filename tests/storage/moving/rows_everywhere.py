"""A SQLite line in which every table holds something: what the stores write, and made-up rows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desks.auditing import Auditing
from storage.database.interface import Database
from storage.sealing.vault import Vault
from storage.stores import Stores
from storage.tables.base import UtcDateTime, metadata
from tests.builders import NOON
from tests.fakes import FakePlaces, StoppedClock
from tests.storage.tips_filed import a_claim, a_filed_tip, seat

MADE_UP: dict[type, Callable[[Column[Any], int], object]] = {
    str: lambda column, n: f"{column.name[:4]}{n}đ"[: getattr(column.type, "length", None) or 9],
    int: lambda _, n: n,
    bool: lambda _, n: bool(n % 2),
    float: lambda _, n: n / 3,
    bytes: lambda _, n: bytes([0, n, 255]),
    datetime: lambda _, n: datetime(2026, 3, 1, 8, 0, 0, n, UTC) + timedelta(days=n),
}


async def a_full_line(database: Database, vault: Vault, folder: Path) -> None:
    stores = Stores(database, vault, folder / "media", FakePlaces().directory)
    officer = await seat(stores)
    first, _ = [await a_filed_tip(stores, number) for number in (1, 2)]
    await stores.tips.save(first, a_claim(first, officer), NOON)
    await Auditing(stores.audit, StoppedClock(NOON)).exported(officer, "register 26743")
    await stores.audit.anchor(NOON)
    for table in metadata.sorted_tables:
        await database.write(partial(_fill, table=table))


async def _fill(connection: AsyncConnection, table: Table) -> None:
    if await connection.scalar(select(func.count()).select_from(table)):
        return
    parents = {column.name: await _parent(connection, column) for column in table.columns}
    given = {name: value for name, value in parents.items() if value is not None}
    hangs_on_parents = set(table.primary_key.columns.keys()) <= given.keys()
    for n in (1,) if hangs_on_parents else (1, 2, 3):
        made = {column.name: _value(column, n) for column in table.columns}
        await connection.execute(insert(table), made | given)


async def _parent(connection: AsyncConnection, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return await connection.scalar(select(key.column).order_by(key.column).limit(1))
    return None


def _value(column: Column[Any], n: int) -> Any:
    if column.foreign_keys:
        return None
    kind = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    return MADE_UP[kind](column, n)
