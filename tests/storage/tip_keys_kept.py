"""The keys of tips, as whoever has rows and the content key finds them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sealing.own_keys import OwnKey
from storage.sealing.vault import Vault
from storage.tables.tips import tip_keys
from storage.tip_keys.rows import key_in
from tests.storage.citizens.test_unopenable import Rows


async def own_keys(connection: AsyncConnection, vault: Vault) -> dict[str, OwnKey | None]:
    rows = await connection.execute(select(tip_keys))
    return {row.tip: key_in(vault, row.tip, row.sealed) for row in rows}


def keys_in(rows: Rows, vault: Vault) -> dict[str, OwnKey | None]:
    """In a backup."""
    kept = rows["tip_keys"]
    return {row["tip"]: key_in(vault, row["tip"], bytes(row["sealed"])) for row in kept}
