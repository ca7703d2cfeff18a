"""The citizen's door in Telegram: private chats, where people tell and are answered."""

from contextlib import suppress
from dataclasses import replace

from aiogram import Bot, Router
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Message, Update

from channels.cleaning.verdict import NotTaken
from handlers.reception import Listener, answer_of
from handlers.telegram.citizens.albums import Albums
from handlers.telegram.files import FileRoom
from handlers.telegram.reading import (
    FILES,
    HEARD,
    NOT_CARRIED,
    InPrivate,
    file_of,
    language_of,
    position_of,
    start_of,
    tip_quoted,
    words_of,
)
from messages.channel import Speaker
from messages.channels import TELEGRAM
from messages.message import (
    Address,
    Choice,
    Incoming,
    Media,
    Outgoing,
    Refusal,
)
from wording.catalogue import text

CHANNEL = TELEGRAM.name


def router() -> Router:
    door = Router(name="citizens")
    door.message.register(hear, InPrivate())
    door.edited_message.register(explain_edit, InPrivate())
    door.callback_query.register(press, InPrivate())
    return door


async def hear(
    message: Message,
    event_update: Update,
    bot: Bot,
    reception: Listener,
    files: FileRoom,
    albums: Albums,
) -> None:
    if message.content_type not in HEARD | FILES | NOT_CARRIED:
        return
    album = "" if message.caption else message.media_group_id or ""  # words are answered at once
    albums.goes_on(message.chat.id, album)
    said = _read_message(message, event_update)
    media, refusal = await _carried(message, said.sender, bot, files)
    told = replace(said, media=media, refusal=refusal)
    await albums.answer(message.chat.id, await answer_of(reception, told), album)


def _read_message(message: Message, update: Update) -> Incoming:
    words = words_of(message)
    start = start_of(words)
    return Incoming(
        sender=Address(CHANNEL, str(message.chat.id)),
        event_id=str(update.update_id),
        text="" if start else words,
        choice=start,
        position=position_of(message),
        language=language_of(message.from_user.language_code if message.from_user else None),
        about=tip_quoted(message),
        forwarded=message.forward_origin is not None,
    )


async def press(
    query: CallbackQuery, event_update: Update, reception: Listener, albums: Albums
) -> None:
    incoming = Incoming(
        sender=Address(CHANNEL, str(query.from_user.id)),  # a private chat has its person's id
        event_id=str(event_update.update_id),
        choice=Choice(query.data or ""),
        language=language_of(query.from_user.language_code),
    )
    answer = await answer_of(reception, incoming)
    with suppress(AiogramError, OSError):  # a button pressed long ago cannot be answered any more
        await query.answer()
    await albums.answer(query.from_user.id, answer)


async def explain_edit(message: Message, postman: Speaker) -> None:
    if message.location is not None:  # a live position moves; the first one was heard
        return
    language = language_of(message.from_user.language_code if message.from_user else None)
    to = Address(CHANNEL, str(message.chat.id))
    await postman.speak([Outgoing(to, text("telegram.edit_unheard", language or "vi"))])


async def _carried(
    message: Message, sender: Address, bot: Bot, files: FileRoom
) -> tuple[tuple[Media, ...], Refusal | None]:
    if message.content_type in NOT_CARRIED:
        return (), Refusal.UNSUPPORTED
    file = file_of(message)
    if file is None:
        return (), None
    try:
        return (await files.take(bot, file, sender),), None
    except NotTaken as problem:
        return (), problem.refusal
