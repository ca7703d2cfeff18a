"""A one-time address for a file that a platform does not carry to us.

Whoever holds it may put one file into one chat, and learns nothing of whose chat it is.
"""

from datetime import datetime
from typing import Protocol

from messages.message import Address

TOKEN_BITS = 128
HEX_DIGITS = TOKEN_BITS // 4


class FileLinks(Protocol):
    async def give(self, to: Address, token: str, at: datetime, until: datetime) -> None:
        """The link this chat had before ends. The token itself is not kept."""
        ...

    async def is_open(self, token: str, at: datetime) -> bool: ...

    async def spend(self, token: str, at: datetime) -> Address | None:
        """Whose chat it leads to. Of all who come with one token, one hears it, the others None."""
        ...
