"""The officers' door in Telegram: the groups of the desks. Strangers are answered, never obeyed."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.telegram.officers.beside import (
    AnswersCard,
    AnswersQuestion,
    explain_answer,
    explain_edit,
)
from handlers.telegram.officers.desk import Desk
from handlers.telegram.officers.links import (
    Migrated,
    follow_group,
    hear_of_bot,
    hear_of_leaving,
    help_officers,
    link_account,
    link_group,
)
from handlers.telegram.officers.lists import show_late, show_mine, show_queue, show_tip
from handlers.telegram.officers.presses import press
from handlers.telegram.officers.prompts import AnswersPrompt, hear_answer
from handlers.telegram.officers.rarer_moves import OfMoves, press_move
from handlers.telegram.officers.reasons import AnswersMove, hear_reason
from handlers.telegram.reading import InGroup, InPrivate
from wording.catalogue import text


def router() -> Router:
    door = Router(name="officers")
    _add_commands(door)
    door.message.register(follow_group, InGroup(), Migrated())
    door.message.register(hear_reason, InGroup(), AnswersMove())
    door.message.register(hear_answer, InGroup(), AnswersPrompt())
    door.message.register(explain_answer, InGroup(), AnswersCard())
    door.edited_message.register(explain_edit, InGroup(), AnswersQuestion())
    door.message.register(hear_of_leaving, InGroup(), F.left_chat_member)
    door.my_chat_member.register(hear_of_bot)
    door.callback_query.register(press_move, InGroup(), OfMoves())
    door.callback_query.register(press, InGroup())
    return door


def _add_commands(door: Router) -> None:
    door.message.register(link_account, InPrivate(), Command("lienket"))
    door.message.register(link_group, InGroup(), Command("lienket"))
    door.message.register(show_queue, InGroup(), Command("hangdoi"))
    door.message.register(show_late, InGroup(), Command("tre"))
    door.message.register(show_mine, InGroup(), Command("cuatoi"))
    door.message.register(show_tip, InGroup(), Command("xem"))
    door.message.register(help_officers, InGroup(), Command("trogiup", "start", "help"))


def reception() -> Router:
    """Private chats with a bot of the desks only: citizens are shown where to go."""
    door = Router(name="reception")
    door.message.register(explain, InPrivate())
    return door


async def explain(message: Message, desk: Desk) -> None:
    await desk.tell(str(message.chat.id), text("telegram.desk_bot"))
