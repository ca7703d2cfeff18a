"""How rows name a citizen: by a hash that only the holder of the identity key can make."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.database.dialects import one_at_a_time
from storage.sealing.vault import Vault
from storage.tables.arrivals import arrivals, contacts
from storage.tables.citizens import chat_lines, drafts, events, media, wrong_receipts
from storage.tables.letters import letters
from storage.tables.tips import identity_links

NAMED = (
    *(table.c.citizen_key for table in (drafts, events, chat_lines, wrong_receipts)),
    *(identity_links.c.citizen_key, media.c.citizen_key, letters.c.lane),
    *(contacts.c.citizen_key, arrivals.c.lane),
)


def key_of(vault: Vault, citizen: Address) -> str:
    return vault.mark("citizen", citizen.channel, citizen.recipient)


def keys_of(vault: Vault, citizen: Address) -> tuple[str, ...]:
    """Under every identity key: rows may still carry an older name."""
    return vault.marks("citizen", citizen.channel, citizen.recipient)


async def called(connection: AsyncConnection, vault: Vault, citizen: Address) -> str:
    """The citizen's name for writing. Others who write about them wait; older names are renewed,
    so that a retired key takes no rows with it.
    """
    key, *older = keys_of(vault, citizen)
    await one_at_a_time(connection, key)
    for column in NAMED if older else ():
        await connection.execute(
            update(column.table).where(column.in_(older)).values({column.key: key})
        )
    return key


def event_marks(vault: Vault, citizen: Address, event_id: str) -> tuple[str, ...]:
    return vault.marks("event", citizen.channel, citizen.recipient, event_id)
