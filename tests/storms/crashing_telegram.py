"""Residents in our fake Telegram, which delivers again what a dead house did not take.

Telegram cannot drop repeats: a letter that was accepted and not yet marked when the house died is
sent once more. So a letter has to arrive at least once, and twice only with a kill in between.
"""

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from tests.journeys.house import House
from tests.media_files import a_picture
from tests.storms.crashing_tale import STEPS, Weather, arrivals, preferred, story_of
from tests.telegram.fake import FakeTelegram
from tests.telegram.fake_methods import MESSAGES
from tests.telegram.people import Chat, buttons
from tests.telegram.world import Bot, Json

SECRET = "webhook-secret-of-sixteen-or-more"
NUDGE = 8.0  # seconds without an answer; then a person presses again
ON_THE_WIRE = 0.5  # seconds a request of the dead may still be read
THIRD = 3  # every third tip comes with a picture


def telegram_settings(telegram: FakeTelegram, bot: Bot, mode: str, house: House) -> str:
    settings = f'[telegram]\ntoken = "{bot.token}"\napi_base = "{telegram.url}"\nmode = "{mode}"\n'
    if mode == "webhook":
        settings += f'webhook_url = "{house.url}"\nwebhook_secret = "{SECRET}"\n'
    return settings


@dataclass
class TelegramTale:
    telegram: FakeTelegram
    bot: Bot
    weather: Weather
    mark: str
    with_picture: bool = False
    receipt: str = ""
    answered: str = ""
    nudges: int = 0
    doubled: int = 0
    chat: Chat = field(init=False)

    def __post_init__(self) -> None:
        people = self.telegram.people
        self.chat = people.private(people.person(f"Người {self.mark}"), self.bot)

    def tell(self) -> None:
        self.chat.say(story_of(self.mark))
        seen = 0
        for step in range(STEPS):
            told = self._wait_for_answer(seen)
            self.receipt = next(filter(None, map(receipt_on, told)), "")
            if self.receipt:
                return
            seen = told[-1]["message_id"]
            if step == 1 and self.with_picture:
                self.chat.send("photo", a_picture(size=(320, 240)))
            self._press(told)
        last = " | ".join(text[:80] for text in self.chat.texts[-6:])
        raise AssertionError(f"{self.mark}: no receipt after many steps: {last}")

    def tend(self) -> None:
        """Answer the desk's question, once."""
        letter = self.chat.find("Câu hỏi cho")
        reply = next((d for d in data_on(letter) if d.startswith("thread:")), "") if letter else ""
        if letter is not None and reply and not self.answered:
            self.answered = f"Khoảng ba người, về chuyện số {self.mark}, cả xe"
            self.chat.press_data(reply, letter)
            self.chat.say(self.answered)

    def losses(self) -> list[str]:
        return []

    def losses_of(self, question: str) -> list[str]:
        if not arrivals(lambda: len(self._times_of(question))):
            return [f"{self.mark}: question never arrived"]
        times = self._times_of(question)
        self.doubled += len(times) - 1
        return [
            f"{self.mark}: question doubled without a kill"
            for first, again in itertools.pairwise(times)
            if not any(first - ON_THE_WIRE <= kill <= again for kill in self.weather.kills)
        ]

    def losses_at(self, tip: dict[str, Any]) -> list[str]:
        found = []
        if self.answered:
            heard = sum(self.answered in line["text"] for line in tip["lines"])
            if heard != 1:
                found.append(f"{self.mark}: its answer stands {heard} times in the thread")
        pictures = len(tip["media"])
        if self.receipt and pictures != self.with_picture:
            found.append(f"{self.mark}: {pictures} pictures")
        return found

    def close(self) -> None:
        """Nothing of its own is open."""

    def _wait_for_answer(self, after: int) -> list[Json]:
        """Messages one can do something with; pressed again when none comes."""
        asked = time.monotonic()
        while True:
            new = [m for m in self.chat.from_bot if m["message_id"] > after]
            told = [m for m in new if receipt_on(m) or preferred(data_on(m))]
            if told:
                return told
            if time.monotonic() > max(asked, self.weather.up_since) + NUDGE:
                self.nudges += 1
                asked = time.monotonic()
                self.chat.say("/start")
            self.weather.pause(0.03)

    def _press(self, told: list[Json]) -> None:
        """On the newest: after a death some are said twice, and the older ones are stale."""
        message = next(m for m in reversed(told) if preferred(data_on(m)))
        self.chat.press_data(preferred(data_on(message)), message)

    def _times_of(self, question: str) -> list[float]:
        world = self.telegram.world
        with world.lock:
            said = [asked for _, method, asked in world.requests if method in MESSAGES]
            times = [at for at, _ in world.messages_at]
        ours = str(self.chat.room.id)
        return [
            at
            for at, asked in zip(times, said, strict=True)
            if str(asked["chat_id"]) == ours and question in str(asked.get("text", ""))
        ]


def data_on(message: Json) -> list[str]:
    return [b["callback_data"] for b in buttons(message) if "callback_data" in b]


def receipt_on(message: Json) -> str:
    return next((b["copy_text"]["text"] for b in buttons(message) if "copy_text" in b), "")
