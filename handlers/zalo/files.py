"""Fetches what a resident sent through Zalo, has it cleaned, and puts it on the shelf."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from channels.cleaning.verdict import Cleaned, NotTaken
from desks.errors import NoRoom
from desks.ports import Clock
from messages.message import Media, Refusal
from tips.media import MediaShelf

AT_ONCE = 3  # each may hold 20 MB and as much again while it is cleaned

Clean = Callable[[bytes, str], Awaitable[Cleaned]]


class Fetch(Protocol):
    async def fetch(self, url: str) -> bytes:
        """Raises NotTaken with the reason to tell."""
        ...


@dataclass(eq=False)
class FileRoom:
    shelf: MediaShelf
    fetcher: Fetch
    clean: Clean
    clock: Clock
    _places: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(AT_ONCE), init=False
    )

    async def take(
        self, files: Sequence[tuple[str, str]]
    ) -> tuple[tuple[Media, ...], Refusal | None]:
        """What could be taken, and why something could not."""
        taken: list[Media] = []
        for url, mime in files:
            try:
                taken.append(await self._take(url, mime))
            except NotTaken as problem:
                return tuple(taken), problem.refusal
        return tuple(taken), None

    async def _take(self, url: str, mime: str) -> Media:
        async with self._places:
            cleaned = await self.clean(await self.fetcher.fetch(url), mime)
            now = self.clock.now()
            try:
                media = await self.shelf.put(cleaned.content, cleaned.kind, cleaned.mime, now)
            except NoRoom:
                raise NotTaken(Refusal.NO_ROOM) from None
            return replace(media, codes=cleaned.codes)
