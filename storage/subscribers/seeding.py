"""Made-up subscribers in great numbers, for benchmarks and rehearsals."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from broadcasts.audience.subscriber import Wishes
from messages.message import Address
from storage.database.dialects import on_postgres
from storage.database.interface import Database
from storage.names.subscribers import day_of, subscriber_key_of
from storage.sealing.vault import Vault
from storage.subscribers.rows import wishes_out
from storage.tables.lessons import subscribers

Seedling = tuple[Address, Wishes]


async def add_subscribers(
    database: Database, vault: Vault, people: Sequence[Seedling], at: datetime
) -> None:
    """One transaction. Whoever is there already stays as they are."""
    since = day_of(at)
    rows = [_row(vault, person, wishes, since) for person, wishes in people]

    async def work(connection: AsyncConnection) -> None:
        insert = postgresql.insert if on_postgres(connection) else sqlite.insert
        await connection.execute(insert(subscribers).on_conflict_do_nothing(), rows)

    await database.write(work)


def _row(vault: Vault, person: Address, wishes: Wishes, since: str) -> dict[str, object]:
    key = subscriber_key_of(vault, person)
    return {
        **wishes_out(wishes),
        "subscriber_key": key,
        "channel": person.channel,
        "since": since,
        "awaiting": "",
        "awaiting_day": "",
        "sealed": vault.seal_subscriber(key, person.recipient),
    }
