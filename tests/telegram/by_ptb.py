"""The same house with python-telegram-bot as its client: it fetches updates and it speaks.

A second library, written by others, between our rules and our fake Telegram: what only aiogram
and our fake agree upon would show.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

import telegram as ptb
from aiogram import Bot as AiogramBot
from telegram.request import HTTPXRequest
from typing_extensions import override

from channels.telegram.keyboard import keyboard
from channels.telegram.place import place_of
from handlers.telegram.feed import ALLOWED_UPDATES, Feed
from messages.channel import Channel, Delivered
from messages.message import MediaKind, Outgoing
from tests.telegram.house import Part, TelegramHouse
from tips.media import MediaShelf


@dataclass
class HouseByPtb(TelegramHouse):
    clients: dict[str, ptb.Bot] = field(default_factory=dict)

    @override
    @asynccontextmanager
    async def run(self) -> AsyncIterator[Self]:
        async with AsyncExitStack() as opened:
            for bot in self._bots:
                client = self.clients[bot.token] = self._client(bot.token)
                await opened.enter_async_context(client)
            async with super().run():
                yield self
        await asyncio.sleep(0.05)  # for its sockets to close

    def _client(self, token: str) -> ptb.Bot:
        api = self.telegram.url
        request = HTTPXRequest(connection_pool_size=8)
        return ptb.Bot(token, f"{api}/bot", f"{api}/file/bot", request=request)

    @override
    def polling(self, feed: Feed) -> Part:
        return PollingByPtb(self.clients[feed.bot.token], feed)

    @override
    def channel(self, name: str, bot: AiogramBot) -> Channel:
        return ChannelByPtb(name, self.clients[bot.token], self.shelf)


class PollingByPtb:
    def __init__(self, client: ptb.Bot, feed: Feed) -> None:
        self._client, self._feed = client, feed
        self._stopping = False

    async def run(self) -> None:
        offset = 0
        while not self._stopping:
            for update in await self._client.get_updates(
                offset, timeout=0, allowed_updates=ALLOWED_UPDATES
            ):
                await self._feed.take(update.to_dict())
                offset = update.update_id + 1
            await asyncio.sleep(0.02)

    def stop(self) -> None:
        self._stopping = True


@dataclass
class ChannelByPtb:
    name: str
    bot: ptb.Bot
    shelf: MediaShelf

    async def send(self, message: Outgoing, letter_id: str = "") -> Delivered:
        place = place_of(message.to.recipient)
        topic = place.topic
        if message.topic and not topic and (await self.bot.get_chat(place.chat)).is_forum:
            opened = await self.bot.create_forum_topic(place.chat, message.topic)
            topic = opened.message_thread_id
        sent = await self.bot.send_message(
            place.chat, message.shown, message_thread_id=topic, reply_markup=markup(message)
        )
        for media in message.media:
            kept = await self.shelf.take(media.id)
            assert kept is not None
            await self._upload(media.kind, place.chat, kept[1], topic)
        recipient = f"{place.chat}/{topic}" if topic else str(place.chat)
        return Delivered(recipient, str(sent.message_id))

    async def edit(self, message: Outgoing, message_id: str) -> None:
        chat = place_of(message.to.recipient).chat
        await self.bot.edit_message_text(
            message.shown, chat, int(message_id), reply_markup=markup(message)
        )

    async def _upload(self, kind: MediaKind, chat: int, content: bytes, topic: int | None) -> None:
        if kind is MediaKind.PHOTO:
            await self.bot.send_photo(chat, content, message_thread_id=topic)
        elif kind is MediaKind.VOICE:
            await self.bot.send_voice(chat, content, message_thread_id=topic)
        else:
            await self.bot.send_video(chat, content, message_thread_id=topic)


def markup(message: Outgoing) -> ptb.InlineKeyboardMarkup | None:
    built = keyboard(message)
    if built is None:
        return None
    return ptb.InlineKeyboardMarkup.de_json(built.model_dump(exclude_none=True), None)
