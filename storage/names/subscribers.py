"""How rows name a subscriber: by a hash that only the holder of the subscribers' key can make.

The same person's name as a citizen is made with another key: neither follows from the other.
"""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.database.dialects import one_at_a_time
from storage.sealing.vault import Vault
from storage.tables.citizens import chat_lines, events
from storage.tables.lessons import subscribers
from wording.moments import VIETNAM


def subscriber_key_of(vault: Vault, person: Address) -> str:
    return vault.subscriber_mark("subscriber", person.channel, person.recipient)


def subscriber_keys_of(vault: Vault, person: Address) -> tuple[str, ...]:
    """Under every subscribers' key: rows may still carry an older name."""
    return vault.subscriber_marks("subscriber", person.channel, person.recipient)


def subscriber_event_marks(vault: Vault, person: Address, event_id: str) -> tuple[str, ...]:
    return vault.subscriber_marks("event", person.channel, person.recipient, event_id)


async def subscriber_called(connection: AsyncConnection, vault: Vault, person: Address) -> str:
    """The subscriber's name for writing. Others who write about them wait; older names are
    renewed, so that a retired key takes no rows with it.
    """
    key, *older = subscriber_keys_of(vault, person)
    await one_at_a_time(connection, key)
    for table in (chat_lines, events) if older else ():
        renamed = update(table).where(table.c.citizen_key.in_(older)).values(citizen_key=key)
        await connection.execute(renamed)
    if older:
        await _seal_anew(connection, vault, person, older)
    return key


async def _seal_anew(
    connection: AsyncConnection, vault: Vault, person: Address, older: list[str]
) -> None:
    """An address opens only in the row it was sealed for."""
    known = select(subscribers.c.id).where(subscribers.c.subscriber_key.in_(older))
    if (row := await connection.scalar(known)) is None:
        return
    key = subscriber_key_of(vault, person)
    sealed = vault.seal_subscriber(key, person.recipient)
    renamed = update(subscribers).where(subscribers.c.id == row)
    await connection.execute(renamed.values(subscriber_key=key, sealed=sealed))


def day_of(at: datetime) -> str:
    """A day, not a moment: a moment could be laid beside a tip's."""
    return f"{at.astimezone(VIETNAM):%Y-%m-%d}"


def only_the_day(at: datetime) -> datetime:
    """The end of the day, in Vietnam: nothing is swept before its time."""
    tomorrow = at.astimezone(VIETNAM).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), VIETNAM).astimezone(UTC)
