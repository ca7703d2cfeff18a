"""The people at our fake Telegram: what a citizen and an officer do with their thumbs."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.telegram.fake_methods import file_json
from tests.telegram.world import (
    Bot,
    Json,
    Room,
    User,
    World,
    command_entities,
    without_answer,
)

PATIENCE = 60.0  # seconds, on a machine busy with other tests


class Silence(AssertionError):
    """What was waited for did not come; says how many messages there were, and the last."""


@dataclass
class Chat:
    """One room as seen by the people in it. Private rooms have one person."""

    world: World
    room: Room

    # --- reading ------------------------------------------------------------------------------

    @property
    def messages(self) -> list[Json]:
        with self.world.lock:
            return list(self.room.messages.values())

    @property
    def from_bot(self) -> list[Json]:
        return [m for m in self.messages if m["from"]["is_bot"] and "forum_topic_created" not in m]

    @property
    def texts(self) -> list[str]:
        return [words(message) for message in self.from_bot]

    def find(self, part: str, after: int = 0) -> Json | None:
        """The newest message of a bot with these words in its text or on its buttons."""
        for message in reversed(self.from_bot):
            shown = words(message) + "\n" + "\n".join(labels(message))
            if message["message_id"] > after and part in shown:
                return message
        return None

    def sees(self, part: str, after: int = 0, seconds: float = PATIENCE) -> Json:
        """Wait for it; for tests without a loop."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if (found := self.find(part, after)) is not None:
                return found
            time.sleep(0.02)
        raise self._silence(part)

    async def hears(self, part: str, after: int = 0, seconds: float = PATIENCE) -> Json:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if (found := self.find(part, after)) is not None:
                return found
            await asyncio.sleep(0.01)
        raise self._silence(part)

    def _silence(self, part: str) -> Silence:
        last = "\n".join(self.texts[-3:])
        return Silence(f"nobody said {part!r}; {len(self.texts)} messages, the last:\n{last}")

    # --- doing --------------------------------------------------------------------------------

    def say(self, text: str, by: User | None = None, **where: Any) -> Json:
        return self._post(by, {"text": text, "entities": command_entities(text)}, **where)

    def send(self, kind: str, content: bytes, by: User | None = None, **more: Any) -> Json:
        """A photo, voice, video, video_note, document … with an optional caption and mime."""
        mime, caption = more.pop("mime", ""), more.pop("caption", None)
        album = {"media_group_id": more.pop("album", None)}
        part = file_json(self.world, self.room.bots[0], kind, content, mime)
        return self._post(by, {kind: part, "caption": caption, **album}, **more)

    def show(self, by: User | None = None, **content: Any) -> Json:
        """Anything else: location=…, sticker=…, contact=…"""
        return self._post(by, content)

    def press(self, label: str, by: User | None = None, on: Json | None = None) -> str:
        """Press a button by what it says; returns the callback's id."""
        message = on or self.find(label)
        assert message is not None, f"no message has a button {label!r}"
        found = [b["callback_data"] for b in buttons(message) if label in b["text"]]
        assert found, f"no button {label!r} among {labels(message)} under: {words(message)}"
        [data, *_] = found
        return self.press_data(data, message, by)

    def press_data(self, data: str, message: Json, by: User | None = None) -> str:
        query = f"Q{next(self.world.numbers)}"
        self.world.queries[query] = None
        event = {
            "id": query,
            "from": self._who(by).json,
            "message": message,
            "chat_instance": str(self.room.id),
            "data": data,
        }
        bot = next(b for b in self.room.bots if b.id == message["from"]["id"])
        self.world.tell(bot, "callback_query", event)
        return query

    async def answer_to(self, query: str, seconds: float = PATIENCE) -> Json:
        """The toast or alert a press led to."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if (answer := self.world.queries[query]) is not None:
                return answer
            await asyncio.sleep(0.01)
        raise Silence("the press was never answered")

    def block(self) -> None:
        self.room.blocked = True

    def unblock(self) -> None:
        self.room.blocked = False

    def _who(self, by: User | None) -> User:
        person = by or self.room.person
        assert person is not None, "in a group, say who"
        return person

    def _post(
        self, by: User | None, content: Json, topic: int | None = None, answers: Json | None = None
    ) -> Json:
        if answers is not None:
            content["reply_to_message"] = without_answer(answers)
            topic = topic or answers.get("message_thread_id")
        with self.world.lock:
            message = self.room.add(self._who(by).json, topic, **content)
        for bot in self.room.bots:
            if self._is_told(bot, message, answers):
                self.world.tell(bot, "message", message)
        return message

    def _is_told(self, bot: Bot, message: Json, answers: Json | None) -> bool:
        """Privacy mode: in a group a bot hears commands and answers to its own words only."""
        if self.room.person is not None:
            return True
        text = message.get("text", "")
        if text.startswith("/"):
            _, _, named = text.split()[0].partition("@")
            return named in ("", bot.username)
        return answers is not None and answers["from"]["id"] == bot.id


class People:
    """Makes people and groups; ids look like Telegram's."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ids = itertools.count(5_000_000_001)
        self._groups = itertools.count(1)

    def person(self, first_name: str = "Lan", **more: Any) -> User:
        person = User(next(self._ids), first_name, **more)
        self._world.people[person.id] = person
        return person

    def private(self, person: User, bot: Bot) -> Chat:
        return Chat(self._world, self._world.private_room(bot, person))

    def group(self, *bots: Bot, is_forum: bool = False, kind: str = "supergroup") -> Chat:
        number = next(self._groups)
        id_ = -1_001_900_000_000 - number if kind == "supergroup" else -4_100_000 - number
        room = Room(id_, kind, f"Trực ban {number}", is_forum=is_forum, bots=list(bots))
        self._world.groups[id_] = room
        return Chat(self._world, room)

    def upgrade(self, group: Chat) -> Chat:
        """A plain group becomes a supergroup: a new id, and the old one says where it went."""
        new = self.group(*group.room.bots)
        for bot in group.room.bots:
            told = group.room.add(bot.json, migrate_to_chat_id=new.room.id)
            self._world.tell(bot, "message", told)
        group.room.moved_to = new.room.id
        return new


def words(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def buttons(message: Json) -> list[Json]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def labels(message: Json) -> list[str]:
    return [button["text"] for button in buttons(message)]


async def until(happened: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise Silence("it did not happen")
        await asyncio.sleep(0.01)
