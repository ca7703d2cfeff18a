"""Speaks through a Telegram bot: plain text, buttons, pictures as bytes, topics of a forum.

Text has no parse mode, so no word of a citizen can become markup. Pictures are uploaded from
the shelf: never forwarded, and never by a file id, which belongs to one bot and one sender.
"""

import logging
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramServerError,
)
from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import LinkPreviewOptions, ReplyParameters

from channels.telegram.answers import NO_TOPICS, NOT_MODIFIED, TOPIC_GONE, in_our_words, says
from channels.telegram.keyboard import keyboard
from channels.telegram.media import Below, upload
from channels.telegram.place import Place, place_of
from messages.channel import Delivered, MessageGone, Refused
from messages.channels import TELEGRAM
from messages.message import Media, Outgoing
from tips.media import MediaShelf

LONGEST_TEXT = 4000  # Telegram takes 4,096; the rest is room for how it counts
LONGEST_TOPIC = 128
HALVES_KEPT = 1000
UPLOADS_TRIED = 4
NEVER_TAKEN = (TelegramBadRequest, TelegramEntityTooLarge, TelegramNotFound)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # a link in a tip must not be fetched

log = logging.getLogger(__name__)


@dataclass
class Half:
    """What already went out of a message that then failed: a retry must not repeat it."""

    topic: int | None = None
    topic_refused: bool = False
    message_id: int | None = None
    pieces: int = 0
    uploads: int = 0
    failures: int = 0  # of the next upload


@dataclass(eq=False)
class TelegramChannel:
    bot: Bot
    shelf: MediaShelf
    name: str = TELEGRAM.name
    _forums: set[int] = field(default_factory=set, init=False)
    _moved: dict[int, int] = field(default_factory=dict, init=False)
    _halves: OrderedDict[str, Half] = field(default_factory=OrderedDict, init=False)

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        half = self._half(letter_id)
        with in_our_words():
            place = self._where(message)
            try:
                place = await self._send(place, message, half)
            except TelegramMigrateToChat as moved:
                self._moved[place.chat] = moved.migrate_to_chat_id
                place = await self._send(self._where(message), message, half)
        self._halves.pop(letter_id, None)
        trouble = NO_TOPICS if half.topic_refused else ""
        return Delivered(place.recipient, str(half.message_id or ""), trouble)

    async def edit(self, message: Outgoing, message_id: str) -> None:
        place = self._where(message)
        call = EditMessageText(
            chat_id=place.chat,
            message_id=int(message_id),
            text=message.shown[:LONGEST_TEXT],
            reply_markup=keyboard(message),
            link_preview_options=NO_PREVIEW,
        )
        with in_our_words():
            try:
                await self.bot(call)
            except TelegramMigrateToChat as moved:
                self._moved[place.chat] = moved.migrate_to_chat_id
                raise MessageGone("group_moved") from None  # its messages stayed behind
            except TelegramBadRequest as problem:
                if not says(problem, NOT_MODIFIED):
                    raise

    def _where(self, message: Outgoing) -> Place:
        place = place_of(message.to.recipient)
        return replace(place, chat=self._moved.get(place.chat, place.chat))

    def _half(self, letter_id: str) -> Half:
        if not letter_id:
            return Half()
        if len(self._halves) > HALVES_KEPT:
            self._halves.popitem(last=False)
        return self._halves.setdefault(letter_id, Half())

    async def _send(self, place: Place, message: Outgoing, half: Half) -> Place:
        place = await self._in_topic(place, message, half)
        try:
            await self._say(place, message, half)
        except TelegramBadRequest as problem:
            if place.topic is None or not says(problem, TOPIC_GONE):
                raise
            half.topic = None  # somebody removed the topic: the words still have to arrive
            place = await self._in_topic(Place(place.chat), message, half)
            await self._say(place, message, half)
        below = Below(place, message.caption, half.message_id if message.caption else None)
        for media in message.media[half.uploads :]:
            await self._show(below, media, half)
        return place

    # --- topics: one for each tip, where the group has them -----------------------------------

    async def _in_topic(self, place: Place, message: Outgoing, half: Half) -> Place:
        if not message.topic or place.topic or not await self._is_forum(place.chat):
            return place
        if half.topic is None:
            half.topic = await self._open_topic(place.chat, message.topic[:LONGEST_TOPIC])
            half.topic_refused = half.topic is None
        return replace(place, topic=half.topic)

    async def _is_forum(self, chat: int) -> bool:
        try:
            if chat not in self._forums and (await self.bot.get_chat(chat)).is_forum:
                self._forums.add(chat)
        except (TelegramBadRequest, TelegramNotFound):  # what is said next tells the reason
            return False
        return chat in self._forums

    async def _open_topic(self, chat: int, title: str) -> int | None:
        try:
            return (await self.bot.create_forum_topic(chat, title)).message_thread_id
        except (TelegramBadRequest, TelegramNotFound):
            # No right to, a forum no longer, a server without topics: the group itself will do.
            self._forums.discard(chat)
            log.warning("topic not opened", extra={"channel": self.name})
            return None

    # --- words and pictures -------------------------------------------------------------------

    async def _say(self, place: Place, message: Outgoing, half: Half) -> None:
        pieces = pieces_of(message.shown)
        if not pieces and not message.media:
            raise Refused("empty")
        for piece in pieces[half.pieces :]:
            call = SendMessage(
                chat_id=place.chat,
                message_thread_id=place.topic,
                text=piece,
                reply_markup=keyboard(message) if piece is pieces[-1] else None,
                reply_parameters=_answering(place),
                link_preview_options=NO_PREVIEW,
                disable_notification=message.silent,
            )
            sent = await self.bot(call)
            half.message_id = sent.message_id
            half.pieces += 1

    async def _show(self, place: Below, media: Media, half: Half) -> None:
        kept = await self.shelf.take(media.id)
        if kept is not None:  # erased meanwhile: the words are what counts
            sent = await self._uploaded(place, *kept, half)
            half.message_id = half.message_id or sent
        half.uploads += 1
        half.failures = 0

    async def _uploaded(self, place: Below, media: Media, content: bytes, half: Half) -> int | None:
        """What the platform will never take must not hold the words it belongs to."""
        try:
            return await upload(self.bot, place, media, content)
        except (*NEVER_TAKEN, TelegramServerError) as problem:
            half.failures += 1
            is_final = isinstance(problem, NEVER_TAKEN) or half.failures >= UPLOADS_TRIED
            if not half.pieces or not is_final:
                raise
            log.warning("media not taken", extra={"channel": self.name})
            return None


def pieces_of(text: str) -> list[str]:
    """Whole if it fits, else torn where a line or a word ends."""
    pieces = []
    rest = text.strip()
    while len(rest) > LONGEST_TEXT:
        cut = max(rest.rfind("\n", 0, LONGEST_TEXT), rest.rfind(" ", 0, LONGEST_TEXT))
        cut = cut if cut > 0 else LONGEST_TEXT
        pieces.append(rest[:cut])
        rest = rest[cut:].strip()
    return [*pieces, rest] if rest else pieces


def _answering(place: Place) -> ReplyParameters | None:
    if place.answers is None:
        return None
    return ReplyParameters(message_id=place.answers, allow_sending_without_reply=True)
