"""Fetches what a resident sent through Zalo, has it cleaned, and puts it on the shelf."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from channels.cleaning.verdict import NotTaken
from handlers.keeping import FileKeeper
from messages.message import Address, Media, Refusal

AT_ONCE = 3  # each may hold 20 MB and as much again while it is cleaned


class Fetch(Protocol):
    async def fetch(self, url: str) -> bytes:
        """Raises NotTaken with the reason to tell."""
        ...


@dataclass(eq=False)
class FileRoom:
    keeper: FileKeeper
    fetcher: Fetch
    _places: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(AT_ONCE), init=False
    )

    async def take(
        self, files: Sequence[tuple[str, str]], sender: Address
    ) -> tuple[tuple[Media, ...], Refusal | None]:
        """What could be taken, and why something could not."""
        taken: list[Media] = []
        for url, mime in files:
            try:
                taken.append(await self._take(url, mime, sender))
            except NotTaken as problem:
                return tuple(taken), problem.refusal
        return tuple(taken), None

    async def _take(self, url: str, mime: str, sender: Address) -> Media:
        await self.keeper.ask(sender)
        async with self._places:
            return await self.keeper.keep(await self.fetcher.fetch(url), mime, sender)
