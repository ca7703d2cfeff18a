"""Names as a line wrote them before they were random: they followed from the account."""

from collections.abc import Sequence

from sqlalchemy import Column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.sealing.vault import Vault
from storage.tables.tips import identity_links


def older_names(vault: Vault, citizen: Address) -> tuple[str, ...]:
    return vault.marks("citizen", citizen.channel, citizen.recipient)


async def rename(
    connection: AsyncConnection, older: Sequence[str], name: str, columns: Sequence[Column[str]]
) -> Sequence[str]:
    """All that belongs to the chat. The tips whose links still bear the older name."""
    for column in columns:
        renamed = update(column.table).where(column.in_(older))
        await connection.execute(renamed.values({column.key: name}))
    theirs = select(identity_links.c.tip).where(identity_links.c.citizen_key.in_(older))
    return (await connection.scalars(theirs)).all()
