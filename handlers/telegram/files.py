"""Fetches what a citizen sent through Telegram, has it cleaned, and puts it on the shelf."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiohttp import ClientError

from channels.cleaning.verdict import LARGEST, Cleaned, NotTaken
from desks.errors import NoRoom
from desks.ports import Clock
from handlers.telegram.reading import FileSent
from messages.message import Media, Refusal
from tips.media import MediaShelf

AT_ONCE = 3  # each may hold 20 MB and as much again while it is cleaned
DOWNLOAD_SECONDS = 60
PAUSES = (0.5, 2.0)

Clean = Callable[[bytes, str], Awaitable[Cleaned]]


@dataclass(eq=False)
class FileRoom:
    shelf: MediaShelf
    clean: Clean
    clock: Clock
    _places: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(AT_ONCE), init=False
    )

    async def take(self, bot: Bot, file: FileSent) -> Media:
        """Raises NotTaken with the reason to tell."""
        if file.size > LARGEST:
            raise NotTaken(Refusal.TOO_BIG)
        async with self._places:
            content = await _fetched(bot, file)
            cleaned = await self.clean(content, file.mime)
            now = self.clock.now()
            try:
                media = await self.shelf.put(cleaned.content, cleaned.kind, cleaned.mime, now)
            except NoRoom:
                raise NotTaken(Refusal.NO_ROOM) from None
            return replace(media, codes=cleaned.codes)


async def _fetched(bot: Bot, file: FileSent) -> bytes:
    for pause in (*PAUSES, None):
        try:
            return await _download(bot, file.id)
        except (AiogramError, ClientError, OSError, TimeoutError):
            if pause is None:
                break
            await asyncio.sleep(pause)
    raise NotTaken(Refusal.UNREADABLE)


async def _download(bot: Bot, file_id: str) -> bytes:
    path = (await bot.get_file(file_id)).file_path or ""
    url = bot.session.api.file_url(bot.token, path)
    content = bytearray()
    async for chunk in bot.session.stream_content(url, timeout=DOWNLOAD_SECONDS):
        content += chunk
        if len(content) > LARGEST:  # what was announced need not be what comes
            raise NotTaken(Refusal.TOO_BIG)
    return bytes(content)
