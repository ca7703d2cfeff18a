"""Whether somebody may still be written to: some platforms count from the last word they said."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from messages.message import Address


class Reach(StrEnum):
    FREE = "free"
    PAID = "paid"
    CLOSED = "closed"  # only when they write again, or by hand with the platform's own tool


@dataclass(frozen=True, slots=True)
class Contact:
    heard_at: datetime
    sent: int = 0  # messages since then
    muted_until: datetime | None = None

    def is_muted(self, at: datetime) -> bool:
        return self.muted_until is not None and at < self.muted_until


@dataclass(frozen=True, slots=True)
class Windows:
    """`free_count` messages are free within `free` of the last word; none go out after `push`."""

    free: timedelta
    free_count: int
    push: timedelta

    def reach(self, contact: Contact | None, at: datetime) -> Reach:
        """Somebody we know nothing of: the platform will say."""
        if contact is None:
            return Reach.PAID
        silence = at - contact.heard_at
        if silence >= self.push:
            return Reach.CLOSED
        is_free = silence < self.free and contact.sent < self.free_count
        return Reach.FREE if is_free else Reach.PAID


class Contacts(Protocol):
    async def find(self, person: Address) -> Contact | None: ...
    async def count_sent(self, person: Address) -> None: ...

    async def count_open(self, channel: str, since: datetime) -> int:
        """How many wrote on this channel since then."""
        ...
