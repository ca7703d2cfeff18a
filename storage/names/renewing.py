"""Takes a new key for who is meant by which name, and destroys the old one.

Done whenever something that led to a person was taken away: what the old key sealed, in old pages,
logs and backups, opens for nobody afterwards. A crash in between is made good by the next.
"""

import asyncio

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.interface import Database
from storage.names.citizens import BITE, EPOCH, epoch_key, open_name
from storage.sealing.vault import Vault
from storage.tables.links import link_epochs, pseudonyms
from storage.tables.tips import identity_links


class LinkRenewal:
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._alone = asyncio.Lock()
        self._asked = self._done = 0

    async def renew(self) -> None:
        """Returns when nothing that was committed before still hangs on a key that exists. Who
        asks while another renewal waits for its turn shares it.
        """
        self._asked += 1
        mine = self._asked
        async with self._alone:
            if self._done < mine:
                covered = self._asked
                await self._renew()
                self._done = covered

    async def finish(self) -> None:
        """At start: what a crash left half done."""
        if len(self._vault.links.keys) > 1:
            async with self._alone:
                await self._move_over()

    async def forget_lost(self) -> int:
        """For an operator whose file of keys is gone: how many tips lead to nobody now."""
        return await self._database.write(self._forget_lost)

    async def _forget_lost(self, connection: AsyncConnection) -> int:
        self._vault.links.reload()
        known = [key.id for key in self._vault.links.keys]
        lost = pseudonyms.c.key_id.not_in(known)
        named = pseudonyms.c.citizen_key == identity_links.c.citizen_key
        links = select(func.count()).select_from(identity_links).join(pseudonyms, named)
        count = await connection.scalar(links.where(lost))
        await connection.execute(delete(pseudonyms).where(lost))
        await connection.execute(delete(link_epochs).where(link_epochs.c.key_id.not_in(known)))
        return count or 0

    async def _renew(self) -> None:
        await self._database.write(self._begin)
        await self._move_over()

    async def _begin(self, connection: AsyncConnection) -> None:
        """The row is locked before the key is made: two processes must not take one at once."""
        await epoch_key(connection, self._vault, changes=True)
        new = self._vault.links.add()
        taken = update(link_epochs).where(link_epochs.c.id == EPOCH)
        await connection.execute(taken.values(key_id=new.id))

    async def _move_over(self) -> None:
        while await self._database.write(self._seal_some):
            pass
        await self._database.write(self._destroy_others)

    async def _seal_some(self, connection: AsyncConnection) -> int:
        key = await epoch_key(connection, self._vault)
        old = select(pseudonyms).where(pseudonyms.c.key_id != key.id).limit(BITE)
        rows = await connection.execute(old.order_by("citizen_key").with_for_update())
        names = [name for row in rows if (name := open_name(self._vault, *row))]
        changed = [name.sealed(key) | {"named": name.key} for name in names]
        if changed:
            one = update(pseudonyms).where(pseudonyms.c.citizen_key == bindparam("named"))
            await connection.execute(one, changed)
        return len(changed)

    async def _destroy_others(self, connection: AsyncConnection) -> None:
        """While the row is locked: nobody takes a new key meanwhile, nobody writes under an old."""
        key_id = await connection.scalar(select(link_epochs.c.key_id).with_for_update())
        known = [key.id for key in self._vault.links.keys if key.id != key_id]
        hangs = select(func.count()).where(pseudonyms.c.key_id.in_(known))
        if key_id is not None and not await connection.scalar(hangs):
            self._vault.links.keep_only(key_id)
