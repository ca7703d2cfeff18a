"""Gives tips of a line that ran before keys of their own, some at a time, beside a line that runs.

Until then they are read under the content key, and whatever is written to them is sealed by it.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Column, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.interface import Database
from storage.rotating.rows import change, execute, put
from storage.rotating.sealed import OWNED, SealedColumn
from storage.sealing.own_keys import OwnKey, new_own_key
from storage.sealing.vault import Vault
from storage.tables.tips import tip_keys, tips
from storage.tip_keys.rows import put_key

BATCH = 25  # each is a handful of rows


async def give_keys(database: Database, vault: Vault, tell: Callable[[int], None]) -> int:
    """How many values are their tip's own from now on."""
    sealed, after = 0, ""
    while True:
        began = time.monotonic()
        given, count = await database.write(partial(_give_some, vault=vault, after=after))
        if not given:
            return sealed
        after, sealed = given[-1], sealed + count
        tell(count)
        await asyncio.sleep(time.monotonic() - began)


async def _give_some(
    connection: AsyncConnection, vault: Vault, after: str
) -> tuple[Sequence[str], int]:
    """Held, as whoever changes a tip holds it: nobody seals by the older key meanwhile."""
    without = tips.c.id > after, ~exists().where(tip_keys.c.tip == tips.c.id)
    some = select(tips.c.id).where(*without).order_by(tips.c.id).limit(BATCH)
    ids = (await connection.scalars(some.with_for_update(of=tips))).all()
    keys = {tip: new_own_key() for tip in ids}
    for tip, key in keys.items():
        await put_key(connection, vault, tip, key)
    return ids, sum([await _seal_theirs(connection, vault, one, keys) for one in OWNED])


async def _seal_theirs(
    connection: AsyncConnection, vault: Vault, sealed: SealedColumn, keys: dict[str, OwnKey]
) -> int:
    tip: Column[Any] = tips.c.id if sealed.table is tips else sealed.table.c.tip
    wanted = select(tip.label("of_tip"), *sealed.keys, *sealed.names, sealed.column)
    wanted = wanted.where(tip.in_(keys), func.length(sealed.column) > 0)
    rows = (await connection.execute(wanted)).all()
    anew = partial(vault.seal_as_own, sealed.purpose)
    changes = [
        one for row in rows if (one := change(sealed, row[1:], partial(anew, own=keys[row.of_tip])))
    ]
    if changes:
        await execute(connection, put(sealed), changes)
    return len(changes)
