"""What officers say beside our questions, and would believe to have been sent: an answer to a card,
an answer that was changed afterwards. It is told that it went nowhere, and what to press.
"""

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import Message
from typing_extensions import override

from desks.desk import Code
from handlers.telegram.officers import reasons
from handlers.telegram.officers.desk import CHANNEL, Desk, place_of
from handlers.telegram.officers.prompts import Asked, answered, read
from messages.message import Address, Button, Choice, Outgoing
from tips.cards.cards import ASK, NOTE
from wording.catalogue import text


class AnswersCard(Filter):
    """Hands on the code of the tip that the card shows."""

    @override
    async def __call__(self, message: Message, bot: Bot, desk: Desk) -> bool | dict[str, Code]:
        card = message.reply_to_message
        if card is None or card.forum_topic_created is not None:
            return False  # said into a topic, which the platform calls an answer to its opening
        if card.from_user is not None and card.from_user.id != bot.id:
            return False
        code = await desk.access.code_by_topic(_place(message, card))
        return {"code": code} if code is not None else False


class AnswersQuestion(Filter):
    @override
    async def __call__(self, message: Message, bot: Bot, asked: Asked) -> bool:
        known = (answered(message, bot, asked, one) for one in (read, reasons.read))
        return any(prompt is not None for prompt in known)


async def explain_answer(message: Message, code: Code, desk: Desk) -> None:
    words = text("telegram.card_answered", "vi", code=code)
    buttons = tuple(
        Button(text(f"desk.button_{name}"), Choice(f"{name}:{code}")) for name in (ASK, NOTE)
    )
    place = Address(CHANNEL, place_of(message))
    await desk.postman.speak([Outgoing(place, words, buttons)])


async def explain_edit(message: Message, desk: Desk) -> None:
    await desk.tell(place_of(message), text("telegram.answer_changed"))


def _place(message: Message, card: Message) -> str:
    """Of the card, as its letter was marked; see storage/desks/access.py."""
    topic = message.message_thread_id if message.is_topic_message else None
    group = f"{message.chat.id}/{topic}" if topic else str(message.chat.id)
    return f"{group}/#{card.message_id}"
