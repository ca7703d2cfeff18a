"""A pair of tokens that renews itself: the second buys the next pair, once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Pair:
    access: str
    refresh: str
    ends_at: datetime

    @override
    def __repr__(self) -> str:
        return "Pair(…)"  # it may stand in somebody's log one day


@dataclass(frozen=True, slots=True)
class Kept:
    pair: Pair
    version: int  # grows with every new pair
    renewed_at: datetime


class TokenStore(Protocol):
    async def find(self, name: str) -> Kept | None: ...

    async def lease(self, name: str, version: int, at: datetime, until: datetime) -> bool:
        """Whether the pair of this version is ours to renew: of all processes one hears True."""
        ...

    async def release(self, name: str, version: int) -> None: ...

    async def keep(self, name: str, version: int, pair: Pair, at: datetime) -> bool:
        """In the place of `version` (0: of none, or of any). Durable when this returns."""
        ...
