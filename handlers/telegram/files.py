"""Fetches what a citizen sent through Telegram, has it cleaned, and puts it on the shelf."""

import asyncio
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiohttp import ClientError

from channels.cleaning.verdict import LARGEST, NotTaken
from handlers.keeping import FileKeeper
from handlers.telegram.reading import FileSent
from messages.message import Address, Media, Refusal

AT_ONCE = 3  # each may hold 20 MB and as much again while it is cleaned
DOWNLOAD_SECONDS = 60
PAUSES = (0.5, 2.0)


@dataclass(eq=False)
class FileRoom:
    keeper: FileKeeper
    _places: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(AT_ONCE), init=False
    )

    async def take(self, bot: Bot, file: FileSent, sender: Address) -> Media:
        """Raises NotTaken with the reason to tell."""
        if file.size > LARGEST:
            raise NotTaken(Refusal.TOO_BIG)
        await self.keeper.ask(sender)
        async with self._places:
            content = await _fetched(bot, file)
            return await self.keeper.keep(content, file.mime, sender)


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
