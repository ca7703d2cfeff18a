"""The only way from a tip to a person: a row of `identity_links` bears a name of theirs."""

from typing import Any

from sqlalchemy import Row, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.names.citizens import address_of, name_tip
from storage.sealing.vault import Vault
from storage.tables.tips import identity_links

IN_THE_NAME = b""  # a line that ran before sealed the address into the row itself


async def link(connection: AsyncConnection, vault: Vault, tip: str, citizen: Address) -> None:
    name = await name_tip(connection, vault, citizen)
    row = {"tip": tip, "citizen_key": name, "sealed": IN_THE_NAME}
    await connection.execute(insert(identity_links).values(**row))


async def address_behind(
    connection: AsyncConnection, vault: Vault, row: Row[Any]
) -> Address | None:
    if row.sealed:
        return Address(*vault.open_account(row.tip, row.sealed))
    return await address_of(connection, vault, row.citizen_key)
