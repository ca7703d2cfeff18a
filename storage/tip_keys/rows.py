"""Where the key of a tip is kept, and how it is destroyed.

It stands in the database, sealed under the content key: a restored backup must never lose a tip. So
what was copied before the key was destroyed opens for whoever has the content key of then, until
that copy is thrown away or that key was rotated away (docs/threat-model.md).
"""

from typing import Any

from sqlalchemy import Column, Label, Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.prepared import Prepared
from storage.sealing.own_keys import OwnKey, new_own_key
from storage.sealing.vault import Vault
from storage.tables.tips import tip_keys, tips

TABLE = "tip_keys"
LINE = "line"  # this line itself: the one recipient so far

# Held: whoever destroys it waits for those who write under it, and then takes away what they wrote.
_HELD = Prepared(
    select(tip_keys.c.sealed)
    .where(tip_keys.c.tip == bindparam("tip"), tip_keys.c.recipient == bindparam("recipient"))
    .with_for_update(read=True)
)
_PUT = Prepared(insert(tip_keys))


def own_key_of(tip: Column[Any]) -> Label[Any]:
    """A column `own_key` for whoever reads what is a tip's: nothing more is asked for it."""
    mine = select(tip_keys.c.sealed).where(tip_keys.c.tip == tip, tip_keys.c.recipient == LINE)
    return mine.correlate(tip.table).scalar_subquery().label("own_key")


OWN_KEY = own_key_of(tips.c.id)


def key_in(vault: Vault, tip: str, sealed: bytes | None) -> OwnKey | None:
    """None for a tip of a line that ran before tips had keys."""
    return vault.open_key(TABLE, _name(tip), sealed) if sealed else None


def open_report(vault: Vault, row: Row[Any]) -> Any:
    """What stands in a row of `tips` that was read with its `own_key`."""
    return vault.open("tips", row.id, row.sealed, key_in(vault, row.id, row.own_key))


async def hold_key(connection: AsyncConnection, vault: Vault, tip: str) -> OwnKey | None:
    row = await _HELD.first(connection, {"tip": tip, "recipient": LINE})
    return key_in(vault, tip, row.sealed) if row else None


async def put_key(connection: AsyncConnection, vault: Vault, tip: str, key: OwnKey) -> None:
    """Another one of this tip must be gone."""
    sealed = vault.seal_key(TABLE, _name(tip), key)
    await _PUT.rows(connection, {"tip": tip, "recipient": LINE, "sealed": sealed})


async def renew_key(connection: AsyncConnection, vault: Vault, tip: str) -> OwnKey:
    """Whatever the old one sealed opens for nobody any more, whoever it was sealed for."""
    key, mine = new_own_key(), tip_keys.c.tip == tip
    await connection.execute(delete(tip_keys).where(mine, tip_keys.c.recipient != LINE))
    # In its place: who waits for the row goes on under the new one.
    fresh = vault.seal_key(TABLE, _name(tip), key)
    changed = await connection.execute(update(tip_keys).where(mine).values(sealed=fresh))
    if not changed.rowcount:
        await put_key(connection, vault, tip, key)
    return key


def _name(tip: str) -> str:
    return f"{tip}/{LINE}"
