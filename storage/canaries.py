"""Whether these are the keys this database was sealed with."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.sealing.keys import CannotOpen
from storage.sealing.vault import Vault
from storage.tables.canaries import canaries
from storage.tables.lessons import subscribers
from storage.tables.links import link_epochs
from storage.tables.tips import tips
from storage.tip_keys.rows import OWN_KEY, key_in

LINKS = "links"


class Canaries:
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def strange_keys(self) -> tuple[str, ...]:
        """Those that are others than what sealed the rows here: content, identity, subscribers;
        `links` when the key of the links is not in its file.
        """
        return await self._database.read(self._strange)

    async def put(self) -> None:
        """For keys that open what is here, so that the next start can tell."""

        async def work(connection: AsyncConnection) -> None:
            for name, ring in self._vault.rings.items():
                sealed = self._vault.seal_canary(ring, name)
                await insert_unless_there(connection, canaries, {"name": name, "sealed": sealed})

        await self._database.write(work)

    async def _strange(self, connection: AsyncConnection) -> tuple[str, ...]:
        vault, readers = self._vault, subscribers.c
        rows: list[tuple[str, Select[Any], Callable[..., Any]]] = [
            ("content", select(tips.c.id, tips.c.sealed, OWN_KEY), partial(_open_tip, vault)),
            ("subscribers", select(readers.subscriber_key, readers.sealed), vault.open_subscriber),
            *(
                (name, _canary(name), partial(vault.open_canary, ring))
                for name, ring in vault.rings.items()
            ),
        ]
        strange = [name for name, row, opened in rows if not await _opens(connection, row, opened)]
        epoch = await connection.scalar(select(link_epochs.c.key_id))
        if epoch is not None and vault.links.find(epoch) is None:
            strange.append(LINKS)
        return tuple(dict.fromkeys(strange))


def _canary(name: str) -> Select[Any]:
    return select(canaries.c.name, canaries.c.sealed).where(canaries.c.name == name)


def _open_tip(vault: Vault, tip: str, sealed: bytes, own_key: bytes | None) -> Any:
    return vault.open("tips", tip, sealed, key_in(vault, tip, own_key))


async def _opens(
    connection: AsyncConnection, rows: Select[Any], opened: Callable[..., Any]
) -> bool:
    row: Sequence[Any] | None = (await connection.execute(rows.limit(1))).first()
    try:
        return row is None or opened(*row) is not None
    except CannotOpen:
        return False
