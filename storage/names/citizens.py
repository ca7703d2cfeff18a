"""How rows name a citizen: by a random word. Who that is stands in one row, under a key that can be
destroyed (storage/sealing/links.py); without that row the word leads to nobody.

Lines that ran before had names that followed from the account: they are read, and renamed when
their citizen is next heard.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from sqlalchemy import Row, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.database.dialects import insert_unless_there, one_at_a_time
from storage.sealing.keys import CannotOpen
from storage.sealing.links import LinkKey
from storage.sealing.vault import Vault
from storage.tables.arrivals import arrivals, contacts
from storage.tables.citizens import chat_lines, drafts, events, media, wrong_receipts
from storage.tables.letters import letters
from storage.tables.links import link_epochs, pseudonyms
from storage.tables.tips import identity_links

NAMED = (
    *(table.c.citizen_key for table in (drafts, events, chat_lines, wrong_receipts)),
    *(identity_links.c.citizen_key, media.c.citizen_key, letters.c.lane),
    *(contacts.c.citizen_key, arrivals.c.lane),
)
KEY_BYTES = 32
BITE = 200
EPOCH = 1  # the only row of link_epochs


@dataclass(frozen=True, slots=True)
class Names:
    """What rows may call one citizen: their own name, or the names of a line that ran before."""

    keys: tuple[str, ...]
    secret: bytes = field(default=b"", repr=False)
    older_events: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.keys[0]

    def event_mark(self, event_id: str) -> str:
        return hmac.digest(self.secret, event_id.encode(), hashlib.sha256).hex()


async def names_of(connection: AsyncConnection, vault: Vault, citizen: Address) -> Names:
    known = await _known(connection, vault, citizen, writes=False)
    return known or Names(_older(vault, citizen))


async def called(connection: AsyncConnection, vault: Vault, citizen: Address) -> Names:
    """The citizen's name for writing; a newcomer gets one. Others who write about them wait."""
    await one_at_a_time(connection, _older(vault, citizen)[0])
    known = await _known(connection, vault, citizen, writes=True)
    return known or await _name(connection, vault, citizen)


async def address_of(connection: AsyncConnection, vault: Vault, key: str) -> Address | None:
    """None when nothing leads to them any more."""
    wanted = select(pseudonyms).where(pseudonyms.c.citizen_key == key)
    row = (await connection.execute(wanted)).first()
    opened = row and _open(vault, row)
    return Address(*opened[:2]) if opened else None


async def forget_name(connection: AsyncConnection, key: str) -> None:
    await connection.execute(delete(pseudonyms).where(pseudonyms.c.citizen_key == key))


async def sweep_names(connection: AsyncConnection) -> int:
    """Those that no row bears any more. Held before it is looked again: a row may just come."""
    unborne = [~exists().where(column == pseudonyms.c.citizen_key) for column in NAMED]
    seen = select(pseudonyms.c.citizen_key).where(*unborne).limit(BITE)
    names = (await connection.scalars(seen.with_for_update(of=pseudonyms))).all()
    gone = delete(pseudonyms).where(pseudonyms.c.citizen_key.in_(names), *unborne)
    return (await connection.execute(gone)).rowcount if names else 0


def event_marks(vault: Vault, names: Names, citizen: Address, event_id: str) -> tuple[str, ...]:
    """The mark for writing first, then what a line that ran before may have written."""
    older = vault.marks("event", citizen.channel, citizen.recipient, event_id)
    return (names.event_mark(event_id), *older) if names.secret else older


async def epoch_key(connection: AsyncConnection, vault: Vault, *, changes: bool = False) -> LinkKey:
    """The key for new names. Whoever changes it waits for all that write under it."""
    wanted = select(link_epochs.c.key_id).with_for_update(read=not changes)
    key_id = await connection.scalar(wanted)
    if key_id is None:
        new = vault.links.add()
        await insert_unless_there(connection, link_epochs, {"id": EPOCH, "key_id": new.id})
        key_id = await connection.scalar(wanted)
    key = vault.links.find(str(key_id))
    if key is None:
        raise CannotOpen("link_epochs")
    return key


def seal_name(key: LinkKey, name: str, citizen: Address, secret: str) -> dict[str, object]:
    return {
        "mark": key.mark(citizen.channel, citizen.recipient),
        "key_id": key.id,
        "sealed": key.seal(name, [citizen.channel, citizen.recipient, secret]),
    }


async def _known(
    connection: AsyncConnection, vault: Vault, citizen: Address, *, writes: bool
) -> Names | None:
    row = await _find(connection, vault, citizen, writes=writes)
    if row is None and await _are_keys_newer(connection, vault):
        row = await _find(connection, vault, citizen, writes=writes)
    opened = row and _open(vault, row)
    return Names((row.citizen_key,), bytes.fromhex(opened[2])) if row and opened else None


async def _find(
    connection: AsyncConnection, vault: Vault, citizen: Address, *, writes: bool
) -> Row[tuple[str, str, str, bytes]] | None:
    """Held while rows are written under it: a name that nothing bears yet is not swept away."""
    marks = [key.mark(citizen.channel, citizen.recipient) for key in vault.links.keys]
    wanted = select(pseudonyms).where(pseudonyms.c.mark.in_(marks))
    held = wanted.with_for_update(read=True) if writes else wanted
    return (await connection.execute(held)).first()


async def _are_keys_newer(connection: AsyncConnection, vault: Vault) -> bool:
    """Another process took a new key, under which this citizen may be known."""
    key_id = await connection.scalar(select(link_epochs.c.key_id))
    if key_id is None or key_id in [key.id for key in vault.links.keys]:
        return False
    return vault.links.find(key_id) is not None


def _open(vault: Vault, row: Row[tuple[str, str, str, bytes]]) -> list[str] | None:
    key = vault.links.find(row.key_id)
    opened: list[str] | None = key.open(row.citizen_key, row.sealed) if key else None
    return opened


async def _name(connection: AsyncConnection, vault: Vault, citizen: Address) -> Names:
    key, name, secret = await epoch_key(connection, vault), *_random()
    row = seal_name(key, name, citizen, secret)
    await connection.execute(insert(pseudonyms).values(citizen_key=name, **row))
    older = _older(vault, citizen)
    for column in NAMED:
        renamed = update(column.table).where(column.in_(older))
        away = {"sealed": b""} if column.table is identity_links else {}
        await connection.execute(renamed.values({column.key: name, **away}))
    return Names((name,), bytes.fromhex(secret))


def _random() -> tuple[str, str]:
    return secrets.token_hex(KEY_BYTES), secrets.token_hex(KEY_BYTES)


def _older(vault: Vault, citizen: Address) -> tuple[str, ...]:
    return vault.marks("citizen", citizen.channel, citizen.recipient)
