"""When somebody last wrote, and how often they were answered since: some platforms count that."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from messages.arrival import Arrival
from messages.contact import Contact, Contacts
from messages.message import Address
from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.names.citizens import names_of
from storage.names.linking import address_behind
from storage.sealing.vault import Vault
from storage.tables.arrivals import contacts
from storage.tables.tips import identity_links


class SqlContacts(Contacts):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def find(self, person: Address) -> Contact | None:
        return await self._database.read(lambda connection: self._find(connection, person))

    async def _find(self, connection: AsyncConnection, person: Address) -> Contact | None:
        names = await names_of(connection, self._vault, person)
        wanted = select(contacts).where(contacts.c.citizen_key.in_(names.keys))
        row = (await connection.execute(wanted)).first()
        return Contact(row.heard_at, row.sent, row.muted_until) if row else None

    async def contact_of(self, tip: str) -> Contact | None:
        """Of who told this tip, without who it is; None when nothing leads to them any more."""
        linked = select(identity_links).where(identity_links.c.tip == tip)

        async def work(connection: AsyncConnection) -> Contact | None:
            link = (await connection.execute(linked)).first()
            person = await address_behind(connection, self._vault, link) if link else None
            return await self._find(connection, person) if person else None

        return await self._database.read(work)

    @override
    async def count_sent(self, person: Address) -> None:
        async def work(connection: AsyncConnection) -> None:
            names = await names_of(connection, self._vault, person)
            one = contacts.c.citizen_key.in_(names.keys)
            await connection.execute(update(contacts).where(one).values(sent=contacts.c.sent + 1))

        await self._database.write(work)

    @override
    async def count_open(self, channel: str, since: datetime) -> int:
        open_ones = contacts.c.channel == channel, contacts.c.heard_at > since
        counted = select(func.count()).select_from(contacts).where(*open_ones)
        return await self._database.read(lambda c: c.scalar(counted)) or 0


async def hear(connection: AsyncConnection, key: str, arrival: Arrival, at: datetime) -> None:
    """What came late, or out of order, closes no window that was open."""
    fresh = {"citizen_key": key, "channel": arrival.sender.channel, "heard_at": at, "sent": 0}
    muted = {"muted_until": arrival.mute_until} if arrival.mute_until else {}
    if await insert_unless_there(connection, contacts, fresh | muted):
        return
    one = update(contacts).where(contacts.c.citizen_key == key)
    if muted:
        await connection.execute(one.values(**muted))
    if arrival.opens_window:
        await connection.execute(one.where(contacts.c.heard_at < at).values(heard_at=at, sent=0))
