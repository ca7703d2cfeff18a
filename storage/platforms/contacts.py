"""When somebody last wrote, and how often they were answered since: some platforms count that."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from messages.arrival import Arrival
from messages.contact import Contact, Contacts
from messages.message import Address
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


async def hear(
    connection: AsyncConnection, heard: Sequence[tuple[str, Arrival]], at: datetime
) -> None:
    """What came late, or out of order, closes no window that was open."""
    name = connection.dialect.name
    opened = [_row(key, one, at) for key, one in heard if one.opens_window]
    if opened:
        await connection.execute(_OPEN[name], opened)
    muted = [
        _row(key, one, at) | {"muted_until": one.mute_until} for key, one in heard if one.mute_until
    ]
    if muted:
        await connection.execute(_MUTE[name], muted)


def _row(key: str, one: Arrival, at: datetime) -> dict[str, object]:
    said_at = min(one.said_at, at)
    return {"citizen_key": key, "channel": one.sender.channel, "heard_at": said_at, "sent": 0}


def _opening(insert: Insert) -> Insert:
    is_newer = contacts.c.heard_at < insert.excluded.heard_at
    newer = {"heard_at": insert.excluded.heard_at, "sent": 0}
    return insert.on_conflict_do_update(index_elements=["citizen_key"], set_=newer, where=is_newer)


def _muting(insert: Insert) -> Insert:
    muted = {"muted_until": insert.excluded.muted_until}
    return insert.on_conflict_do_update(index_elements=["citizen_key"], set_=muted)


_INSERTS: Mapping[str, Any] = {m.dialect.name: m.insert(contacts) for m in (postgresql, sqlite)}
_OPEN = {name: _opening(insert) for name, insert in _INSERTS.items()}
_MUTE = {name: _muting(insert) for name, insert in _INSERTS.items()}
