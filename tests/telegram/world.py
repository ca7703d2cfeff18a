"""What our fake Telegram knows: bots, people, rooms, messages, files. Plain values and JSON."""

import itertools
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

DEFAULT_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


class Refused(Exception):
    """An answer with ok=false, as Telegram words it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    @property
    def json(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


@dataclass
class User:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "vi"

    @property
    def json(self) -> Json:
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        known = {key: value for key, value in optional.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **known}


@dataclass
class Bot:
    token: str
    username: str
    updates: deque[Json] = field(default_factory=deque)
    allowed: tuple[str, ...] = DEFAULT_UPDATES
    webhook: str = ""
    secret: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(700_001))
    polls: int = 0  # the newest getUpdates ends the one before
    halted_until: float = 0.0

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    @property
    def json(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": "Tin báo", "username": self.username}


@dataclass
class Room:
    """A private chat of one person with one bot, or a group."""

    id: int
    kind: str  # "private", "group", "supergroup"
    title: str = ""
    person: User | None = None
    is_forum: bool = False
    bots: list[Bot] = field(default_factory=list)
    messages: dict[int, Json] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)  # open ones
    closed_topics: set[int] = field(default_factory=set)
    blocked: bool = False  # the bot was blocked, or removed from the group
    topics_allowed: bool = True  # the bot may manage topics
    moved_to: int = 0
    sent_at: deque[float] = field(default_factory=deque)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def json(self) -> Json:
        if self.person is not None:
            known = {k: v for k, v in self.person.json.items() if k.endswith("name")}
            return {"id": self.id, "type": "private", **known}
        chat: Json = {"id": self.id, "type": self.kind, "title": self.title}
        return chat | {"is_forum": True} if self.is_forum else chat

    def add(self, sender: Json, topic: int | None = None, **content: Any) -> Json:
        number = next(self.numbers)
        message: Json = {
            "message_id": number,
            "date": int(time.time()),
            "chat": self.json,
            "from": sender,
            **{key: value for key, value in content.items() if value is not None},
        }
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
            # Telegram shows every message of a topic as an answer to the topic's first one.
            message.setdefault("reply_to_message", without_answer(self.messages[topic]))
        self.messages[number] = message
        return message


@dataclass
class StoredFile:
    bot: int  # a file id is good for one bot only
    content: bytes
    path: str


@dataclass
class Trouble:
    """What goes wrong next: for this method, that many times."""

    method: str
    refusal: Refused | None = None  # None: the line goes dead after the work was done
    times: int = 1


class World:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, User] = {}
        self.private: dict[tuple[int, int], Room] = {}
        self.groups: dict[int, Room] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Json | None] = {}  # callback id: its answer
        self.troubles: list[Trouble] = []
        self.requests: list[tuple[str, str, Json]] = []  # (bot, method, parameters)
        self.emitted: list[tuple[str, Json]] = []  # (type of the Bot API, object)
        self.group_limit = 0  # messages a minute, 0: not enforced
        self.messages_at: list[tuple[float, int]] = []  # (monotonic, chat): new ones and edits
        self.numbers = itertools.count(1)

    # --- who is there -------------------------------------------------------------------------

    def add_bot(self, token: str, username: str) -> Bot:
        bot = self.bots[token] = Bot(token, username)
        return bot

    def room(self, bot: Bot, chat: int) -> Room:
        """The room as a bot names it, or Telegram's refusal."""
        room = self.private.get((bot.id, chat)) if chat > 0 else self.groups.get(chat)
        if room is None or bot not in room.bots:
            raise Refused(400, "Bad Request: chat not found")
        if room.moved_to:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, migrate_to_chat_id=room.moved_to)
        if room.blocked:
            raise Refused(403, _BLOCKED if chat > 0 else _KICKED)
        return room

    def private_room(self, bot: Bot, person: User) -> Room:
        """Opened by the person's first word, as in Telegram."""
        key = (bot.id, person.id)
        if key not in self.private:
            self.private[key] = Room(person.id, "private", person=person, bots=[bot])
        return self.private[key]

    # --- what bots are told -------------------------------------------------------------------

    def tell(self, bot: Bot, kind: str, event: Json) -> Json | None:
        if kind not in bot.allowed:
            return None
        update = {"update_id": next(bot.numbers), kind: event}
        with self.lock:
            bot.updates.append(update)
            self.emitted.append(("Update", update))
        return update

    def store_file(self, bot: Bot, content: bytes, path: str) -> Json:
        """The part every file object has."""
        number = next(self.numbers)
        file_id = f"FILE{bot.id}x{number}"
        self.files[file_id] = StoredFile(bot.id, content, f"{path}_{number}")
        return {"file_id": file_id, "file_unique_id": f"U{number}", "file_size": len(content)}

    def file(self, bot: Bot, file_id: str) -> StoredFile:
        found = self.files.get(file_id)
        if found is None or found.bot != bot.id:
            words = "Bad Request: wrong file_id or the file is temporarily unavailable"
            raise Refused(400, words)
        return found


_BLOCKED = "Forbidden: bot was blocked by the user"
_KICKED = "Forbidden: bot was kicked from the supergroup chat"


def without_answer(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def command_entities(text: str) -> list[Json] | None:
    if not text.startswith("/"):
        return None
    return [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
