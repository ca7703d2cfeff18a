"""The names of a commune's hamlets, as its clerk keeps them, for whoever counts tips by hamlet.

Here, because neither half knows the other: what the movement counts and what residents told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desks.desk import DeskCode
from outreach.ports import OutreachStore


@dataclass(frozen=True, slots=True)
class LoggedHamlets:
    store: OutreachStore

    async def names(self, desk: DeskCode) -> Sequence[str]:
        return [one.name for one in await self.store.hamlets(desk)]
