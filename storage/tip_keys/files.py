"""The key of a file: under the content key while nobody sent it, then under that of its tip."""

from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sealing.own_keys import OwnKey, new_own_key
from storage.sealing.vault import Vault
from storage.tables.citizens import media
from storage.tip_keys.rows import hold_key, key_in, own_key_of

TABLE = "media_keys"
FILE = select(media, own_key_of(media.c.tip))


def file_key_in(vault: Vault, row: Row[Any]) -> OwnKey | None:
    """Of a row of `FILE`. None: a lesson's, or of a line that ran before files had keys."""
    if not row.sealed:
        return None
    tip = key_in(vault, row.tip, row.own_key) if row.tip else None
    return vault.open_key(TABLE, row.id, row.sealed, tip)


async def give_files(
    connection: AsyncConnection,
    vault: Vault,
    which: ColumnElement[bool],
    tip: str | None,
    **more: Any,
) -> None:
    """To a tip, or back to nobody. Their keys are sealed anew, the files stay as they are. `more`:
    further columns.
    """
    found = (await connection.execute(FILE.where(which).with_for_update(of=media))).all()
    own = await hold_key(connection, vault, tip) if tip and found else None
    for row in found:
        key = file_key_in(vault, row)
        sealed = vault.seal_key(TABLE, row.id, key, own) if key else None
        values = {"tip": tip, "sealed": sealed, **more}
        await connection.execute(update(media).where(media.c.id == row.id).values(values))


async def give_key(connection: AsyncConnection, vault: Vault, file: str) -> OwnKey | None:
    """To a file of a line that ran before. None when its row is gone."""
    held = FILE.where(media.c.id == file).with_for_update(of=media)
    row = (await connection.execute(held)).first()
    if row is None or row.sealed:
        return file_key_in(vault, row) if row else None
    key, tip = new_own_key(), key_in(vault, row.tip, row.own_key) if row.tip else None
    sealed = vault.seal_key(TABLE, file, key, tip)
    await connection.execute(update(media).where(media.c.id == file).values(sealed=sealed))
    return key
