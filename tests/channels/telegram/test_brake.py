import inspect
import time

import aiogram.methods
import pytest
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    GetChat,
    SendChatAction,
    SendMessage,
    TelegramMethod,
)

from broadcasts.delivery.ports import Slots
from channels.telegram.brake import Brake, chat_told
from channels.telegram.pacing import Limit, Pace
from channels.telegram.session import open_bot
from messages.channel import TryLater
from tests.telegram.fake import TOKEN, FakeTelegram

SILENT = {"sendChatAction"}


def test_every_way_to_say_something_in_a_chat_counts() -> None:
    methods = [
        method
        for _, method in inspect.getmembers(aiogram.methods, inspect.isclass)
        if issubclass(method, TelegramMethod) and "chat_id" in method.model_fields
    ]
    said = {
        method.__api_method__
        for method in methods
        if chat_told(method.model_construct(chat_id=-1001)) == "-1001"
    }

    returning = {m.__api_method__ for m in methods if "Message" in str(m.__returning__)}
    assert returning <= said
    assert not said & SILENT
    assert "createForumTopic" in said


def test_answers_above_the_chat_do_not_count() -> None:
    assert not chat_told(AnswerCallbackQuery(callback_query_id="1"))
    assert not chat_told(GetChat(chat_id=-1001))
    assert not chat_told(SendChatAction(chat_id=-1001, action="typing"))
    assert chat_told(EditMessageReplyMarkup(chat_id=-1001, message_id=1)) == "-1001"
    assert not chat_told(EditMessageReplyMarkup(inline_message_id="1"))


async def test_no_call_of_the_bot_gets_past_the_groups_minute() -> None:
    pace = Pace(time.monotonic)
    with FakeTelegram() as telegram:
        group = telegram.people.group(telegram.add_bot())
        bot = open_bot(TOKEN, telegram.url)
        bot.session.middleware(Brake(pace))
        for n in range(20):
            await bot(SendMessage(chat_id=group.room.id, text=f"{n}"))

        with pytest.raises(TryLater) as later:
            await bot(SendMessage(chat_id=group.room.id, text="one too many"))

        await bot.session.close()
        assert len(group.from_bot) == 20
    assert 55 < later.value.seconds <= 60


async def test_a_short_wait_is_waited_for() -> None:
    pace = Pace(time.monotonic, group=Limit(2, 0.2))
    with FakeTelegram() as telegram:
        group = telegram.people.group(telegram.add_bot())
        bot = open_bot(TOKEN, telegram.url)
        bot.session.middleware(Brake(pace))
        for n in range(4):
            await bot(SendMessage(chat_id=group.room.id, text=f"{n}"))
        await bot.session.close()

        times = [at for at, _ in telegram.world.messages_at]
    assert times[2] - times[0] >= 0.2
    assert times[3] - times[1] >= 0.2


class HaltedOnce:
    """A budget that is silent for a moment and then grants."""

    def __init__(self) -> None:
        self.asked = 0

    async def take(self, bot: str, lane: str, count: int) -> Slots:
        self.asked += 1
        return Slots(0, 0.01, 0.0) if self.asked == 1 else Slots(count, 0.0, 0.0)

    async def pause(self, bot: str, seconds: float) -> None: ...


async def test_after_a_halt_an_answer_waits_for_a_turn_of_its_own() -> None:
    budget = HaltedOnce()
    with FakeTelegram() as telegram:
        group = telegram.people.group(telegram.add_bot())
        bot = open_bot(TOKEN, telegram.url)
        bot.session.middleware(Brake(Pace(time.monotonic), budget, "telegram"))

        await bot(SendMessage(chat_id=group.room.id, text="Đang xác minh."))

        await bot.session.close()
    assert budget.asked == 2
