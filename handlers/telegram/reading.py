"""What a Telegram message says, without who said it: no name, no username, no forward header."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aiogram.enums import ChatType, ContentType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Chat, InaccessibleMessage, Message
from typing_extensions import override

from channels.cleaning.verdict import LARGEST
from messages.message import Choice, Position

START = Choice("start")
_POSTER = re.compile(r"dk_([A-Za-z0-9_-]{1,54})")  # what remains of a choice's 64 bytes
_ABOUT = re.compile(r"(?:thread|news|unsolved):([0-9a-f]{32})")
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
HEARD = frozenset({ContentType.TEXT, ContentType.LOCATION, ContentType.VENUE})
FILES = frozenset(
    {
        ContentType.PHOTO,
        ContentType.VOICE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.DOCUMENT,
    }
)
# Said by a person, but nothing a tip can carry. All other kinds are notices of the platform.
NOT_CARRIED = frozenset(
    {
        ContentType.UNKNOWN,  # newer than our Bot API
        ContentType.STICKER,
        ContentType.CONTACT,
        ContentType.POLL,
        ContentType.DICE,
        ContentType.GAME,
        ContentType.STORY,
        ContentType.PAID_MEDIA,
        ContentType.CHECKLIST,
        ContentType.GIVEAWAY,
        ContentType.USERS_SHARED,
        ContentType.CHAT_SHARED,
    }
)


@dataclass(frozen=True, slots=True)
class FileSent:
    id: str
    size: int
    mime: str


class InPrivate(Filter):
    """Async, unlike `F`: aiogram runs plain filters in a thread each."""

    @override
    async def __call__(self, event: Message | CallbackQuery) -> bool:
        chat = chat_of(event)
        return chat is not None and chat.type == ChatType.PRIVATE


class InGroup(Filter):
    @override
    async def __call__(self, event: Message | CallbackQuery) -> bool:
        chat = chat_of(event)
        return chat is not None and chat.type in GROUPS


def chat_of(event: Message | CallbackQuery) -> Chat | None:
    message: Message | InaccessibleMessage | None
    message = event if isinstance(event, Message) else event.message
    return message.chat if message is not None else None


def words_of(message: Message) -> str:
    """Text or caption; of "/tin@tinbao_bot abc" only "/tin abc"."""
    words = message.text or message.caption or ""
    if not words.startswith("/"):
        return words
    command, _, rest = words.partition(" ")
    return f"{command.partition('@')[0]} {rest}".strip()


def start_of(words: str) -> Choice | None:
    """The button "/start" stands for; behind a poster's code there is a commune to subscribe to."""
    command, _, code = words.partition(" ")
    if command != "/start":
        return None
    found = _POSTER.fullmatch(code)
    return Choice(f"dk:link:{found[1]}") if found else START


def language_of(code: str | None) -> str | None:
    language = (code or "").lower().partition("-")[0]
    return language if language in ("vi", "en") else None


def position_of(message: Message) -> Position | None:
    location = message.venue.location if message.venue else message.location
    if location is None:
        return None
    return Position(location.latitude, location.longitude, location.horizontal_accuracy)


def tip_quoted(message: Message) -> str:
    """Which tip a letter of ours is about that this answers: its buttons name it."""
    quoted = message.reply_to_message
    keyboard = quoted.reply_markup.inline_keyboard if quoted and quoted.reply_markup else []
    named = (_ABOUT.fullmatch(one.callback_data or "") for row in keyboard for one in row)
    return next((found[1] for found in named if found), "")


def file_of(message: Message) -> FileSent | None:
    """The biggest picture we may fetch, or the one file."""
    if message.photo:
        sizes = [FileSent(p.file_id, p.file_size or 0, "image/jpeg") for p in message.photo]
        small = [size for size in sizes if size.size <= LARGEST]
        return max(small or sizes, key=lambda size: size.size)
    return next(_other_files(message), None)


def _other_files(message: Message) -> Iterator[FileSent]:
    parts = (
        (message.voice, "audio/ogg"),
        (message.video, "video/mp4"),
        (message.animation, "video/mp4"),  # comes with a document of the same file
        (message.audio, "audio/mpeg"),
        (message.document, ""),
    )
    for part, usual in parts:
        if part is not None:
            yield FileSent(part.file_id, part.file_size or 0, part.mime_type or usual)
    if message.video_note is not None:
        yield FileSent(message.video_note.file_id, message.video_note.file_size or 0, "video/mp4")
