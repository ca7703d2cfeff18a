"""What every function that writes inside a transaction needs."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sealing.own_keys import OwnKey
from storage.sealing.vault import Vault
from storage.tip_keys.rows import hold_key, put_key, renew_key


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction: where it writes, under which keys, and at which moment."""

    connection: AsyncConnection
    vault: Vault
    at: datetime
    _keys: dict[str, OwnKey | None] = field(default_factory=dict, repr=False, compare=False)

    async def key_of(self, tip: str) -> OwnKey | None:
        """What seals all that is this tip's; opened once, and gone with the transaction."""
        if tip not in self._keys:
            self._keys[tip] = await hold_key(self.connection, self.vault, tip)
        return self._keys[tip]

    async def put_key(self, tip: str, key: OwnKey) -> None:
        """Of a tip that has just been written."""
        await put_key(self.connection, self.vault, tip, key)
        self._keys[tip] = key

    async def renew_key(self, tip: str) -> OwnKey:
        """Destroys the old one."""
        self._keys[tip] = key = await renew_key(self.connection, self.vault, tip)
        return key
