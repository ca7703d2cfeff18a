"""How long the words of a tip are kept after it was closed, and what stands there afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from communes.remembering import forget_words
from desks.desk import Code, DeskCode
from desks.ports import Clock
from tips.tip import KindId
from wording.catalogue import text

NOTICE = timedelta(days=30)  # its desk sees it in a list for so long before
LISTED = 200


@dataclass(frozen=True, slots=True)
class KeepingTerms:
    """Days after closing. A law or an order may ask for more or less of one kind."""

    days: int = 365
    by_kind: Mapping[KindId, int] = field(default_factory=dict)

    def kept(self, kind: KindId) -> timedelta:
        return timedelta(days=self.by_kind.get(kind, self.days))


@dataclass(frozen=True, slots=True)
class Expiring:
    """A closed tip whose words go soon, or are kept by order."""

    code: Code
    kind: KindId
    closed_at: datetime
    goes_at: datetime | None  # None: kept by order until that is lifted
    unread: bool = False  # then it waits until somebody has read it


Tombstone = Callable[[str], str]  # in a language: the words in place of the story


class ExpiryStore(Protocol):
    async def announce(self, at: datetime, terms: KeepingTerms) -> int:
        """Begin the notice of what is to go within it. How many were not known before."""
        ...

    async def expire(self, at: datetime, terms: KeepingTerms, tombstone: Tombstone) -> int:
        """Erase what is due, read, announced long enough and not kept by order. How many tips."""
        ...

    async def announced(
        self, desk: DeskCode, terms: KeepingTerms, limit: int
    ) -> tuple[Expiring, ...]:
        """What goes next comes first; then what is kept by order."""
        ...


class Expiry:
    def __init__(
        self, store: ExpiryStore, clock: Clock, terms: KeepingTerms = KeepingTerms()
    ) -> None:
        self._store = store
        self._clock = clock
        self._terms = terms

    async def sweep(self) -> int:
        """Returns how many tips lost their words."""
        now = self._clock.now()
        await self._store.announce(now, self._terms)
        gone = await self._store.expire(now, self._terms, expired)
        forget_words()
        return gone

    async def announced(self, desk: DeskCode) -> tuple[Expiring, ...]:
        return await self._store.announced(desk, self._terms, LISTED)


def expired(language: str) -> str:
    return text("desk.expired", language)
