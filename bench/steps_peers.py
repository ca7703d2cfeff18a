"""The same six questions asked by other libraries, each step committed to a SQLite file."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, cast

from aiogram import Bot, Dispatcher
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import Message as AiogramMessage
from aiogram.types import Update as AiogramUpdate
from telegram import Update
from telegram.ext import (
    Application,
    ConversationHandler,
    ExtBot,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

TOKEN = "1234567:AAHfiqksKZ8WmR2zSjiQ7xVtmGVIcq9DGkx"
QUESTIONS = 6
ME = {"id": 1234567, "is_bot": True, "first_name": "b", "username": "b_bot"}


class Peer(Protocol):
    name: str

    async def open(self) -> None: ...
    async def say(self, chat: int, words: str) -> None: ...
    async def close(self) -> None: ...


class Book:
    """One row a chat, written through as we do it."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE chats (id TEXT PRIMARY KEY, told TEXT)")

    def read(self, chat: str) -> dict[str, Any]:
        row = self._connection.execute("SELECT told FROM chats WHERE id = ?", (chat,)).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def write(self, chat: str, told: Mapping[str, Any]) -> None:
        row = (chat, json.dumps(told, ensure_ascii=False))
        self._connection.execute("INSERT OR REPLACE INTO chats VALUES (?, ?)", row)
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()


def update_of(number: int, chat: int, words: str) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "L"}
    where = {"id": chat, "type": "private", "first_name": "L"}
    at = int(datetime.now(UTC).timestamp())
    message = {"message_id": number, "date": at, "chat": where, "from": person, "text": words}
    return {"update_id": number, "message": message}


class Deaf(BaseRequest):
    """Telegram is not measured: it knows who the bot is and nothing else."""

    @property
    @override
    def read_timeout(self) -> float | None:
        return 1.0

    @override
    async def initialize(self) -> None: ...

    @override
    async def shutdown(self) -> None: ...

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        return 200, json.dumps({"ok": True, "result": ME}).encode()


class Ptb:
    name = "python-telegram-bot Conversation"

    def __init__(self, file: Path) -> None:
        self._book, self._number = Book(file), 0
        bot: Any = ExtBot(TOKEN, request=Deaf(), get_updates_request=Deaf())
        self._application = Application.builder().bot(bot).updater(None).build()
        told = filters.TEXT & ~filters.COMMAND
        states: dict[object, list[Any]] = {
            step: [MessageHandler(told, self._ask)] for step in range(QUESTIONS)
        }
        self._application.add_handler(
            ConversationHandler([MessageHandler(told, self._ask)], states, [])
        )

    async def open(self) -> None:
        await self._application.initialize()

    async def say(self, chat: int, words: str) -> None:
        self._number += 1
        told = Update.de_json(update_of(self._number, chat, words), self._application.bot)
        await self._application.process_update(told)

    async def close(self) -> None:
        await self._application.shutdown()
        self._book.close()

    async def _ask(self, update: Update, context: Any) -> int:
        told = context.user_data.setdefault("told", [])
        words = update.message.text if update.message else ""
        told.append(words)
        chat = update.effective_chat
        self._book.write(str(chat.id if chat else 0), {"told": told})
        return len(told) % QUESTIONS


class Asked(StatesGroup):
    next = State()


class SqliteStorage(BaseStorage):
    def __init__(self, book: Book) -> None:
        self._book = book

    @override
    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        kept = self._book.read(str(key.chat_id))
        named = state.state if isinstance(state, State) else state
        self._book.write(str(key.chat_id), {**kept, "state": named})

    @override
    async def get_state(self, key: StorageKey) -> str | None:
        return cast("str | None", self._book.read(str(key.chat_id)).get("state"))

    @override
    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        kept = self._book.read(str(key.chat_id))
        self._book.write(str(key.chat_id), {**kept, "data": dict(data)})

    @override
    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict(self._book.read(str(key.chat_id)).get("data", {}))

    @override
    async def close(self) -> None:
        self._book.close()


class Aiogram:
    name = "aiogram FSM"

    def __init__(self, file: Path) -> None:
        self._bot, self._number = Bot(TOKEN), 0
        self._dispatcher = Dispatcher(storage=SqliteStorage(Book(file)))
        self._dispatcher.message.register(self._ask, StateFilter(None, Asked.next))

    async def open(self) -> None: ...

    async def say(self, chat: int, words: str) -> None:
        self._number += 1
        told = AiogramUpdate.model_validate(update_of(self._number, chat, words))
        await self._dispatcher.feed_update(self._bot, told)

    async def close(self) -> None:
        await self._dispatcher.storage.close()
        await self._bot.session.close()

    async def _ask(self, message: AiogramMessage, state: FSMContext) -> None:
        told = (await state.get_data()).get("told", [])
        await state.update_data(told=[*told, message.text])
        await state.set_state(Asked.next)
