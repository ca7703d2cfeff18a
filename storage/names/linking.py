"""The only way from a tip to a person: a row of `identity_links` says what they are called."""

from typing import Any

from sqlalchemy import Row, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.names.citizens import address_of
from storage.sealing.vault import Vault
from storage.tables.tips import identity_links

IN_THE_NAME = b""  # a line that ran before sealed the address into the row itself


async def link(connection: AsyncConnection, tip: str, name: str) -> None:
    row = {"tip": tip, "citizen_key": name, "sealed": IN_THE_NAME}
    await connection.execute(insert(identity_links).values(**row))


async def carry_link(connection: AsyncConnection, vault: Vault, row: Row[Any], tip: str) -> None:
    """To another tip of the same resident."""
    await link(connection, tip, row.citizen_key)
    if row.sealed:
        sealed = vault.seal_account(tip, vault.open_account(row.tip, row.sealed))
        mine = identity_links.update().where(identity_links.c.tip == tip)
        await connection.execute(mine.values(sealed=sealed))


async def address_behind(
    connection: AsyncConnection, vault: Vault, row: Row[Any]
) -> Address | None:
    if row.sealed:
        return Address(*vault.open_account(row.tip, row.sealed))
    return await address_of(connection, vault, row.citizen_key)
