"""Uploads one cleaned file under a name that says nothing."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, Message

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
}


async def upload(bot: Bot, place: Place, media: Media, content: bytes) -> int:
    """The new message's id."""
    file = BufferedInputFile(content, f"{media.kind}.{ENDINGS.get(media.mime, 'bin')}")
    return (await _upload(bot, place, media, file)).message_id


async def _upload(bot: Bot, place: Place, media: Media, file: BufferedInputFile) -> Message:
    chat, topic, patience = place.chat, place.topic, UPLOAD_SECONDS
    if media.kind is MediaKind.PHOTO and media.size <= BIGGEST_PHOTO:
        with suppress(TelegramBadRequest):  # too long a strip, say: whole as a file, then
            return await bot.send_photo(
                chat, file, message_thread_id=topic, request_timeout=patience
            )
    if media.kind is MediaKind.VOICE and media.mime in VOICE_TYPES:
        return await bot.send_voice(chat, file, message_thread_id=topic, request_timeout=patience)
    if media.kind is MediaKind.VIDEO:
        return await bot.send_video(chat, file, message_thread_id=topic, request_timeout=patience)
    return await bot.send_document(chat, file, message_thread_id=topic, request_timeout=patience)
