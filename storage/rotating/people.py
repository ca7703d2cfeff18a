"""Rows whose very name follows from the key: they are named anew, not only sealed."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import LargeBinary, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.database.interface import Database
from storage.names.citizens import called
from storage.names.subscribers import subscriber_called
from storage.rotating.sealed import SUBSCRIBERS
from storage.sealing.keys import CannotOpen
from storage.sealing.vault import Vault
from storage.tables.lessons import subscribers
from storage.tables.tips import identity_links

BATCH = 25  # each takes four statements


async def name_subscribers(database: Database, vault: Vault, tell: Callable[[int], None]) -> int:
    """How many were. Whoever is unsubscribed meanwhile is not looked for again."""
    count, after = 0, 0
    while named := await database.write(partial(_name_subscribers, vault=vault, after=after)):
        after, count = named[-1], count + len(named)
        tell(len(named))
    return count


async def name_older_citizens(database: Database, vault: Vault) -> None:
    """Of a line that ran before names were random: theirs followed from the identity key."""
    after: str | None = ""
    while after is not None:
        after = await database.write(partial(_name_some, vault=vault, after=after))


async def _name_some(connection: AsyncConnection, vault: Vault, after: str) -> str | None:
    links = identity_links.c
    wanted = select(links.tip, links.sealed).where(func.length(links.sealed) > 0, links.tip > after)
    rows = (await connection.execute(wanted.order_by(links.tip).limit(BATCH))).all()
    for tip, sealed in rows:
        try:
            citizen = Address(*vault.open_account(tip, sealed))
        except CannotOpen:
            continue
        await called(connection, vault, citizen)
    return rows[-1].tip if rows else None


async def _name_subscribers(connection: AsyncConnection, vault: Vault, after: int) -> list[int]:
    row = subscribers.c
    wanted = select(row.id, row.subscriber_key, row.channel, row.sealed).where(row.id > after)
    older = func.substr(row.sealed, 2, 4, type_=LargeBinary) != vault.key_in_use(SUBSCRIBERS)
    found = (await connection.execute(wanted.where(older).order_by(row.id).limit(BATCH))).all()
    for one in found:
        try:
            recipient = vault.open_subscriber(one.subscriber_key, one.sealed)
        except CannotOpen:
            continue
        await subscriber_called(connection, vault, Address(one.channel, recipient))
    return [one.id for one in found]
