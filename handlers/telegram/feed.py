"""Takes Telegram's updates in: chats side by side, one chat in order, no chat louder than others.

`take` returns when the effect of an update is committed, so that only then it is acknowledged.
It never raises for an update: one that always fails would be delivered for ever.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError
from aiogram.types import Update
from pydantic import ValidationError

from desks.ports import Clock
from handlers.web.throttle import Pace
from messages.channel import Speaker
from messages.channels import TELEGRAM
from messages.message import Address, Outgoing
from wording.catalogue import text

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
MEDIA = ("photo", "voice", "video", "video_note", "animation", "audio", "document")
REMEMBERED = 500  # a platform repeats what timed out within minutes
PAUSES = (0.5, 2.0, 8.0)  # a database that is away for a moment is no reason to lose words

log = logging.getLogger(__name__)


def uncounted(outcome: str) -> None:
    """For whoever needs no figures."""


class Flood:
    """What one person may send: an album at once, a story in pieces, but not a flood."""

    def __init__(self, clock: Clock) -> None:
        self._any = Pace(clock, burst=30, per_second=1)
        self._media = Pace(clock, burst=12, per_second=0.5)  # each is fetched and re-encoded
        self._notices = Pace(clock, burst=1, per_second=0.1)
        self._presses = Pace(clock, burst=30, per_second=1)

    def is_over(self, person: str, has_media: bool) -> bool:
        return self._any.wait(person) > 0 or (has_media and self._media.wait(person) > 0)

    def may_be_told(self, person: str) -> bool:
        return self._notices.wait(person) == 0

    def may_be_answered(self, person: str) -> bool:
        """A press shows "loading" until it is answered, and its answer is no message."""
        return self._presses.wait(person) == 0


class Lanes:
    """One lock for each busy chat, gone when it is quiet: order inside, freedom outside."""

    def __init__(self) -> None:
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    @asynccontextmanager
    async def hold(self, chat: int) -> AsyncIterator[None]:
        lock = self._locks.setdefault(chat, asyncio.Lock())
        self._waiting[chat] = self._waiting.get(chat, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat], self._locks[chat]


class Feed:
    """One for each bot. `count` hears: taken, repeated, ignored, flood, poison."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        postman: Speaker,
        clock: Clock,
        channel: str = TELEGRAM.name,
        count: Callable[[str], None] = uncounted,
    ) -> None:
        self.bot = bot
        self._dispatcher = dispatcher
        self._postman = postman
        self.channel = channel
        self._count = count
        self._flood = Flood(clock)
        self._lanes = Lanes()
        self._done: deque[int] = deque(maxlen=REMEMBERED)

    async def take(self, raw: Mapping[str, Any]) -> None:
        found = _sender_of(raw)
        if found is None:
            self._count("ignored")
            return
        chat, person, has_media = found
        if self._flood.is_over(person, has_media):
            self._count("flood")
            await self._slow_down(raw, chat, person)
            return
        async with self._lanes.hold(chat):
            if raw["update_id"] in self._done:  # heard and answered by this very process
                self._count("repeated")
                return
            await self._take(raw, chat)

    async def _take(self, raw: Mapping[str, Any], chat: int) -> None:
        if await self._handled(raw):
            self._done.append(raw["update_id"])
            self._count("taken")
            return
        log.error("update given up", extra={"outcome": "poison"})
        self._count("poison")
        await self._tell(chat, "telegram.failed")

    async def _handled(self, raw: Mapping[str, Any]) -> bool:
        for pause in (*PAUSES, None):
            try:
                # aiogram's feed_raw_update would log the whole exception, words and all
                update = Update.model_validate(raw, context={"bot": self.bot})
                await self._dispatcher.feed_update(self.bot, update)
            except ValidationError:
                return False
            except Exception as problem:  # noqa: BLE001 -- whatever it is, it may not come for ever
                log.warning("update failed", extra={"problem": type(problem).__name__})
                if pause is not None:
                    await asyncio.sleep(pause)
            else:
                return True
        return False

    async def _slow_down(self, raw: Mapping[str, Any], chat: int, person: str) -> None:
        query = raw.get("callback_query")
        if query is None:
            if self._flood.may_be_told(person):
                await self._tell(chat, "telegram.too_fast")
        elif self._flood.may_be_answered(person):
            told = text("telegram.pressed_too_fast")
            with suppress(AiogramError, OSError):
                await self.bot.answer_callback_query(str(query.get("id")), told, show_alert=True)

    async def _tell(self, chat: int, key: str) -> None:
        if chat > 0:  # people, not groups
            await self._postman.speak([Outgoing(Address(self.channel, str(chat)), text(key))])


def _sender_of(raw: Mapping[str, Any]) -> tuple[int, str, bool] | None:
    """(chat, person, has media), or None for what we do not take."""
    kind = next((kind for kind in ALLOWED_UPDATES if kind in raw), None)
    event = raw.get(kind) if kind else None
    if not isinstance(event, Mapping) or not isinstance(raw.get("update_id"), int):
        return None
    message = event.get("message") if kind == "callback_query" else event
    sender = event.get("from")
    chat = message.get("chat") if isinstance(message, Mapping) else sender
    number = chat.get("id") if isinstance(chat, Mapping) else None
    if not isinstance(number, int):
        return None
    person = sender.get("id") if isinstance(sender, Mapping) else number
    return number, str(person), any(part in event for part in MEDIA)
