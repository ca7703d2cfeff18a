"""Uploads one cleaned file under a name that says nothing."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, Message, ReplyParameters

from channels.telegram.place import Place
from messages.message import Media, MediaKind

BIGGEST_PHOTO = 10 * 1024 * 1024  # Telegram shows nothing bigger as a picture
VOICE_TYPES = ("audio/ogg", "audio/mpeg", "audio/mp4")
UPLOAD_SECONDS = 80
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "application/pdf": "pdf",
}


@dataclass(frozen=True, slots=True)
class Below:
    """Where a file is shown. With a caption, which says whose it is, it answers the words that it
    belongs to, and whoever scrolls past does not see it unasked.
    """

    place: Place
    caption: str = ""
    words: int | None = None  # the message they stand in

    def told(self) -> dict[str, Any]:
        """What every way to send a file is told beside the file."""
        told: dict[str, Any] = {"message_thread_id": self.place.topic}
        if self.words is not None:
            told["reply_parameters"] = ReplyParameters(
                message_id=self.words, allow_sending_without_reply=True
            )
        if self.caption:
            told |= {"caption": self.caption, "has_spoiler": True}
        return told | {"request_timeout": UPLOAD_SECONDS}


async def upload(bot: Bot, below: Below, media: Media, content: bytes) -> int:
    """The new message's id."""
    file = BufferedInputFile(content, f"{media.kind}.{ENDINGS.get(media.mime, 'bin')}")
    return (await _upload(bot, below, media, file)).message_id


async def _upload(bot: Bot, below: Below, media: Media, file: BufferedInputFile) -> Message:
    chat, told = below.place.chat, below.told()
    if media.kind is MediaKind.PHOTO and media.size <= BIGGEST_PHOTO:
        with suppress(TelegramBadRequest):  # too long a strip, say: whole as a file, then
            return await bot.send_photo(chat, file, **told)
    if media.kind is MediaKind.VIDEO:
        return await bot.send_video(chat, file, **told)
    told.pop("has_spoiler", None)  # a file shows nothing of itself
    if media.kind is MediaKind.VOICE and media.mime in VOICE_TYPES:
        return await bot.send_voice(chat, file, **told)
    return await bot.send_document(chat, file, **told)
