"""A tip as a line kept it that ran before tips had keys: all of it under the content key."""

from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.interface import Database
from storage.rotating.rows import change, execute, put
from storage.rotating.sealed import OWNED, SealedColumn
from storage.sealing.own_keys import OwnKey
from storage.sealing.vault import Vault
from storage.tables.citizens import media
from storage.tables.tips import tip_keys, tips
from storage.tip_keys.files import FILE, file_key_in
from tests.storage.tip_keys_kept import own_keys


async def make_older(database: Database, vault: Vault, folder: Path) -> None:
    async def work(connection: AsyncConnection) -> None:
        for file in (await connection.execute(FILE)).all():
            place = folder / file.id[:2] / file.id
            content = vault.open_file(file.id, place.read_bytes(), file_key_in(vault, file))
            place.write_bytes(vault.seal_file(file.id, content))
        await connection.execute(update(media).values(sealed=null()))
        keys = await own_keys(connection, vault)
        for column in OWNED:
            await _seal_older(connection, vault, column, keys)
        await connection.execute(delete(tip_keys))

    await database.write(work)


async def _seal_older(
    connection: AsyncConnection, vault: Vault, sealed: SealedColumn, keys: dict[str, OwnKey | None]
) -> None:
    tip = tips.c.id if sealed.table is tips else sealed.table.c.tip
    wanted = select(tip.label("of_tip"), *sealed.keys, *sealed.names, sealed.column)
    for row in (await connection.execute(wanted.where(func.length(sealed.column) > 0))).all():

        def anew(name: str, value: bytes, row: Any = row) -> bytes:
            told = vault.open(sealed.purpose, name, value, keys[row.of_tip])
            return vault.seal(sealed.purpose, name, told)

        if changed := change(sealed, row[1:], anew):
            await execute(connection, put(sealed), [changed])
