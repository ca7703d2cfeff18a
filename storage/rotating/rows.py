"""Seals rows anew under the key in use, a few at a time, beside a line that runs.

What is written is only ever what was read, under another key: whoever changed the row meanwhile
has sealed it under the key in use already, and wins.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Row,
    Update,
    and_,
    bindparam,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.interface import Database
from storage.database.reading import read_row, read_rows
from storage.rotating.sealed import SealedColumn
from storage.sealing.keys import CannotOpen
from storage.sealing.vault import FORMAT, Vault
from storage.tables.canaries import canaries

BATCH = 100


async def count_older(database: Database, vault: Vault, sealed: SealedColumn) -> int:
    wanted = select(func.count()).select_from(sealed.table).where(_is_older(vault, sealed))
    row = await read_row(database, wanted)
    return int(row[0]) if row else 0


async def seal_column(
    database: Database, vault: Vault, sealed: SealedColumn, tell: Callable[[int], None]
) -> int:
    """How many values were. Between two batches, others have as long as the last one took."""
    changed, after = 0, None
    while rows := await _page(database, vault, sealed, after):
        after = rows[-1][: len(sealed.keys)]
        anew = partial(vault.seal_anew, sealed.ring, sealed.purpose)
        changes = [one for row in rows if (one := change(sealed, row, anew))]
        if changes:
            began = time.monotonic()
            await database.write(partial(execute, statement=put(sealed), changes=changes))
            await asyncio.sleep(time.monotonic() - began)
        changed += len(changes)
        tell(len(rows))
    return changed


async def _page(
    database: Database, vault: Vault, sealed: SealedColumn, after: Sequence[Any] | None
) -> Sequence[Row[Any]]:
    wanted = select(*sealed.keys, *sealed.names, sealed.column).where(_is_older(vault, sealed))
    if after is not None:
        wanted = wanted.where(tuple_(*sealed.keys) > tuple_(*after))
    return await read_rows(database, wanted.order_by(*sealed.keys).limit(BATCH))


async def execute(
    connection: AsyncConnection, statement: Update, changes: list[dict[str, Any]]
) -> None:
    await connection.execute(statement, changes)


def _is_older(vault: Vault, sealed: SealedColumn) -> ColumnElement[bool]:
    """By the key that every sealed value names. Nothing stands where nothing was sealed, and what a
    tip's own key sealed stays as it is: only that key is sealed anew.
    """
    column = sealed.column
    named = func.substr(column, 2, 4, type_=LargeBinary)
    by_a_ring = func.substr(column, 1, 1, type_=LargeBinary) == FORMAT
    older = (func.length(column) > 0, by_a_ring, named != vault.key_in_use(sealed.ring))
    return and_(*older, *((canaries.c.name == sealed.ring,) if column.table is canaries else ()))


def change(
    sealed: SealedColumn, row: Sequence[Any], seal: Callable[[str, bytes], bytes]
) -> dict[str, Any] | None:
    """`row`: its keys, its names and the value. None for what no key opens: it stays as unreadable
    as it is.
    """
    count = len(sealed.keys)
    name = "/".join(str(part) for part in row[count:-1])
    try:
        anew = seal(name, row[-1])
    except CannotOpen:
        return None
    keys = {f"key_{n}": key for n, key in enumerate(row[:count])}
    return {**keys, "was": row[-1], "anew": anew}


def put(sealed: SealedColumn) -> Update:
    same = [column == bindparam(f"key_{n}") for n, column in enumerate(sealed.keys)]
    changed = update(sealed.table).where(*same, sealed.column == bindparam("was"))
    return changed.values({sealed.column: bindparam("anew")})
