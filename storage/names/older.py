"""Names as a line wrote them before they were random: they followed from the account."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Column, Select, bindparam, exists, or_, select, update
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
    if not await is_borne(connection, older, columns):
        return ()
    for column in columns:
        renamed = update(column.table).where(column.in_(older))
        await connection.execute(renamed.values({column.key: name}))
    theirs = select(identity_links.c.tip).where(identity_links.c.citizen_key.in_(older))
    return (await connection.scalars(theirs)).all()


async def is_borne(
    connection: AsyncConnection, older: Sequence[str], columns: Sequence[Column[str]]
) -> bool:
    """Whether any row still has one of these names: of a newcomer there is none, nearly always."""
    return bool(await connection.scalar(_borne(tuple(columns)), {"older": older}))


@cache
def _borne(columns: tuple[Column[str], ...]) -> Select[Any]:
    """Built once, and asked at once: ten statements that find nothing cost a newcomer most."""
    names: BindParameter[Any] = bindparam("older", expanding=True)
    every = (*columns, identity_links.c.citizen_key)
    return select(or_(*(exists().where(column.in_(names)) for column in every)))
