"""How rows name a citizen: by random words. Who that is stands in rows of `pseudonyms`, under a key
that can be destroyed (storage/sealing/links.py); without them the words lead to nobody.

A chat has one name, and each tip it told one of its own: no two rows about two tips bear the same.
Lines that ran before had one name that followed from the account: it is read, and replaced when
its citizen is next heard (storage/names/older.py).
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from messages.message import Address
from storage.database.dialects import insert_unless_there, on_postgres, one_at_a_time
from storage.database.prepared import Prepared
from storage.names.older import older_names, rename
from storage.sealing.keys import CannotOpen
from storage.sealing.links import LinkKey
from storage.sealing.vault import Vault
from storage.tables.arrivals import arrivals, contacts, file_links
from storage.tables.citizens import chat_lines, drafts, events, media, wrong_receipts
from storage.tables.letters import letters
from storage.tables.links import link_epochs, pseudonyms
from storage.tables.tips import identity_links

CHATS = (
    *(table.c.citizen_key for table in (drafts, events, chat_lines, wrong_receipts)),
    *(media.c.citizen_key, contacts.c.citizen_key, file_links.c.citizen_key, arrivals.c.lane),
)
TIPS = (identity_links.c.citizen_key, letters.c.lane)
NAMED = (*CHATS, *TIPS)
KEY_BYTES = 32
BITE = 200
EPOCH = 1  # the only row of link_epochs
_MARKED = select(pseudonyms).where(pseudonyms.c.mark.in_(bindparam("marks", expanding=True)))
_SEEN = Prepared(_MARKED)
_HELD = Prepared(_MARKED.with_for_update(read=True))
_EPOCH = Prepared(select(link_epochs.c.key_id))


@dataclass(frozen=True, slots=True)
class Name:
    """What one row of `pseudonyms` says: `number` is 0 for the chat, else the tip's, from 1 on.
    `last` is the newest number given, kept with the chat's own.
    """

    key: str
    citizen: Address
    secret: str = field(default="", repr=False)
    number: int = 0
    last: int = 0

    def sealed(self, key: LinkKey) -> dict[str, object]:
        address = (self.citizen.channel, self.citizen.recipient)
        return {
            "mark": _mark(key, self.citizen, self.number),
            "key_id": key.id,
            "sealed": key.seal(self.key, [*address, self.secret, self.number, self.last]),
        }


@dataclass(frozen=True, slots=True)
class Names:
    """What rows may call one citizen: their names, or the one of a line that ran before."""

    own: Name | None
    tips: tuple[str, ...]
    older: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.own.key,) if self.own else self.older

    @property
    def key(self) -> str:
        return self.keys[0]

    @property
    def links(self) -> tuple[str, ...]:
        """In the rows that lead from their tips to them."""
        return self.tips if self.own else self.older

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.keys, *self.tips)

    def event_marks(self, vault: Vault, citizen: Address, event_id: str) -> tuple[str, ...]:
        """The mark for writing first, then what a line that ran before may have written."""
        older = vault.marks("event", citizen.channel, citizen.recipient, event_id)
        return (self.event_mark(event_id), *older) if self.own else older

    def event_mark(self, event_id: str) -> str:
        secret = bytes.fromhex(self.own.secret) if self.own else b""
        return hmac.digest(secret, event_id.encode(), hashlib.sha256).hex()


async def names_of(connection: AsyncConnection, vault: Vault, citizen: Address) -> Names:
    known = await _known(connection, vault, citizen, writes=False)
    return known or Names(None, (), older_names(vault, citizen))


async def called(connection: AsyncConnection, vault: Vault, citizen: Address) -> Names:
    """The citizen's names for writing; a newcomer gets one. Others who write about them wait."""
    await take_turn(connection, vault, citizen)
    known = await _known(connection, vault, citizen, writes=True)
    return known or await _name_newcomer(connection, vault, citizen)


async def take_turn(connection: AsyncConnection, vault: Vault, citizen: Address) -> None:
    """Others who write about this citizen wait until this transaction ends."""
    if on_postgres(connection):
        await one_at_a_time(connection, older_names(vault, citizen)[0])


async def name_tip(connection: AsyncConnection, vault: Vault, citizen: Address) -> str:
    """A name for one more tip of theirs, that no other row bears."""
    names = await called(connection, vault, citizen)
    if names.own is None:
        raise LookupError  # `called` gives one to everybody
    number = names.own.last + 1
    await _put(connection, vault, Name(tip := _random(), citizen, number=number))
    key = await epoch_key(connection, vault)
    counted = update(pseudonyms).where(pseudonyms.c.citizen_key == names.own.key)
    await connection.execute(counted.values(replace(names.own, last=number).sealed(key)))
    return tip


async def address_of(connection: AsyncConnection, vault: Vault, key: str) -> Address | None:
    """None when nothing leads to them any more."""
    wanted = select(pseudonyms).where(pseudonyms.c.citizen_key == key)
    row = (await connection.execute(wanted)).first()
    name = open_name(vault, *row) if row else None
    return name.citizen if name else None


async def forget_names(connection: AsyncConnection, keys: Sequence[str]) -> None:
    await connection.execute(delete(pseudonyms).where(pseudonyms.c.citizen_key.in_(keys)))


async def sweep_names(connection: AsyncConnection) -> int:
    """Those that no row bears any more. Held before it is looked again: a row may just come."""
    unborne = [~exists().where(column == pseudonyms.c.citizen_key) for column in NAMED]
    seen = select(pseudonyms.c.citizen_key).where(*unborne).limit(BITE)
    names = (await connection.scalars(seen.with_for_update(of=pseudonyms))).all()
    gone = delete(pseudonyms).where(pseudonyms.c.citizen_key.in_(names), *unborne)
    return (await connection.execute(gone)).rowcount if names else 0


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


def open_name(vault: Vault, key: str, _mark: str, key_id: str, sealed: bytes) -> Name | None:
    opener = vault.links.find(key_id)
    if opener is None:
        return None
    channel, recipient, secret, number, last = opener.open(key, sealed)
    return Name(key, Address(channel, recipient), secret, number, last)


async def _known(
    connection: AsyncConnection, vault: Vault, citizen: Address, *, writes: bool
) -> Names | None:
    found = await find_names(connection, vault, [(citizen, 0)], writes=writes)
    if not found:
        return None
    own = found[0]
    told = [(citizen, number) for number in range(1, own.last + 1)]
    tips = await find_names(connection, vault, told, writes=writes) if told else []
    return Names(own, tuple(one.key for one in tips))


async def find_names(
    connection: AsyncConnection,
    vault: Vault,
    wanted: Sequence[tuple[Address, int]],
    *,
    writes: bool,
) -> list[Name]:
    """Held while rows are written under them: a name that nothing bears yet is not swept away."""
    while True:
        keys = vault.links.keys
        marks = tuple(_mark(key, *one) for key in keys for one in wanted)
        rows = await (_HELD if writes else _SEEN).rows(connection, {"marks": marks})
        if rows or not await _is_key_newer(connection, vault, keys):
            return [name for row in rows if (name := open_name(vault, *row))]


async def _is_key_newer(connection: AsyncConnection, vault: Vault, keys: Sequence[LinkKey]) -> bool:
    """Somebody took a new key meanwhile, under which this citizen may be known."""
    epoch = await _EPOCH.first(connection, {})
    if epoch is None or epoch.key_id in [key.id for key in keys]:
        return False
    return vault.links.find(epoch.key_id) is not None


def make_name(citizen: Address) -> Name:
    return Name(_random(), citizen, secrets.token_hex(KEY_BYTES))


async def _name_newcomer(connection: AsyncConnection, vault: Vault, citizen: Address) -> Names:
    own = make_name(citizen)
    await _put(connection, vault, own)
    older = older_names(vault, citizen)
    links = await rename(connection, older, own.key, CHATS)
    names = Names(own, ())
    for tip in links:
        named = await name_tip(connection, vault, citizen)
        mine = identity_links.c.tip == tip
        await connection.execute(
            update(identity_links).where(mine).values(citizen_key=named, sealed=b"")
        )
        lane = (letters.c.tip == tip, letters.c.lane.in_(older))
        await connection.execute(update(letters).where(*lane).values(lane=named))
    return await called(connection, vault, citizen) if links else names


async def _put(connection: AsyncConnection, vault: Vault, name: Name) -> None:
    key = await epoch_key(connection, vault)
    row = {"citizen_key": name.key, **name.sealed(key)}
    await connection.execute(insert(pseudonyms).values(**row))


def _mark(key: LinkKey, citizen: Address, number: int) -> str:
    return key.mark(citizen.channel, citizen.recipient, str(number))


def _random() -> str:
    return secrets.token_hex(KEY_BYTES)
