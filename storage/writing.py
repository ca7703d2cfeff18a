"""What every function that writes inside a transaction needs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sealing.vault import Vault


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction: where it writes, under which keys, and at which moment."""

    connection: AsyncConnection
    vault: Vault
    at: datetime
