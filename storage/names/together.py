"""The names of many chats that are heard at once, in as few statements as those of one."""

from collections.abc import Iterable, Sequence

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.database.dialects import one_at_a_time
from storage.names.citizens import CHATS, called, epoch_key, find_names, make_name
from storage.names.older import is_borne, older_names
from storage.sealing.vault import Vault
from storage.tables.links import pseudonyms


async def called_together(
    connection: AsyncConnection, vault: Vault, citizens: Iterable[Address]
) -> dict[Address, str]:
    """As `called`, of each: the name for writing, and a newcomer gets one."""
    missing = list(dict.fromkeys(citizens))
    await one_at_a_time(connection, *(older_names(vault, one)[0] for one in missing))
    names: dict[Address, str] = {}
    while missing:
        wanted = [(one, 0) for one in missing]
        found = await find_names(connection, vault, wanted, writes=True)
        if not found:
            return names | await _name_newcomers(connection, vault, missing)
        names |= {name.citizen: name.key for name in found}
        missing = [one for one in missing if one not in names]
    return names


async def _name_newcomers(
    connection: AsyncConnection, vault: Vault, newcomers: Sequence[Address]
) -> dict[Address, str]:
    older = [name for one in newcomers for name in older_names(vault, one)]
    if await is_borne(connection, older, CHATS):
        return {one: (await called(connection, vault, one)).key for one in newcomers}
    key = await epoch_key(connection, vault)
    names = [make_name(one) for one in newcomers]
    rows = [{"citizen_key": name.key, **name.sealed(key)} for name in names]
    await connection.execute(insert(pseudonyms), rows)
    return {name.citizen: name.key for name in names}
