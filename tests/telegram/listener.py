"""An intake that remembers what it heard, behind the fake Telegram."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from messages.message import (
    Button,
    ChatLine,
    Choice,
    Incoming,
    Outgoing,
)
from tests.fakes import House
from tests.telegram.fake import FakeTelegram
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Chat

MENU = (Button("Ma túy", Choice("kind:ma_tuy")), Button("Lừa đảo", Choice("kind:lua_dao")))
TIP = "a" * 32
REPLY = (Button("Trả lời", Choice(f"thread:{TIP}")),)


@dataclass
class Listener:
    """An intake that remembers what it heard, and answers each event once."""

    heard: list[Incoming] = field(default_factory=list)
    answers: dict[str, tuple[ChatLine, ...]] = field(default_factory=dict)
    troubles: list[Exception] = field(default_factory=list)
    slow: dict[str, asyncio.Event] = field(default_factory=dict)

    async def hear(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        if self.troubles:
            raise self.troubles.pop(0)
        if incoming.sender.recipient in self.slow:
            await self.slow[incoming.sender.recipient].wait()
        if incoming.event_id not in self.answers:
            self.heard.append(incoming)
            self.answers[incoming.event_id] = self._answer(incoming)
        return self.answers[incoming.event_id]

    def _answer(self, incoming: Incoming) -> tuple[ChatLine, ...]:
        said = incoming.text or incoming.choice or incoming.refusal or "…"
        echo = ChatLine(1, "citizen", Outgoing(incoming.sender, f"citizen line: {said}"))
        receipt = ("lúa", "sông") if incoming.text == "gửi" else ()
        text = "Mã: {receipt}" if receipt else f"nghe: {said}"
        menu = REPLY if incoming.text == "hỏi" else MENU
        answer = Outgoing(incoming.sender, text, menu, receipt=receipt)
        return (echo, ChatLine(2, "bot", answer))


@pytest.fixture
def ear() -> Listener:
    return Listener()


@pytest.fixture
async def house(telegram: FakeTelegram, ear: Listener) -> AsyncIterator[TelegramHouse]:
    async with TelegramHouse(telegram, House(), ear).run() as running:
        yield running


@pytest.fixture
def lan(house: TelegramHouse) -> Chat:
    return house.citizen("Lan", last_name="Trần", username="lantran")
