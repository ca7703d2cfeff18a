"""What the buttons on a desk's cards do. A press changes the tip; the postman edits its card."""

import math
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound
from aiogram.methods import EditMessageReplyMarkup, EditMessageText
from aiogram.types import CallbackQuery, Message, Update

from channels.telegram.answers import in_our_words
from channels.telegram.channel import NO_PREVIEW
from channels.telegram.keyboard import keyboard_of
from desks.desk import Code, Officer
from desks.errors import TipProblem
from desks.permissions import Action
from handlers.telegram.officers.desk import Desk, Unwelcome, event_of, place_of, sentence, soon
from handlers.telegram.officers.prompts import Asked, Prompt, show
from messages.channel import MessageGone, Refused, TryLater, Unreachable
from messages.message import Button, Choice
from tips.cards import cards
from tips.moves import desk_moves as moves
from tips.moves.table import MOVES, MoveOrder
from tips.statuses import CLOSING_REASONS, closing_label, status_label, urgency_label
from tips.tip import Status, Tip, Urgency
from tips.triage.transfer_ports import Trace
from tips.triage.triage import Pressed
from wording.catalogue import text

Word = TypeVar("Word", Urgency, Status)

BACK = "card"
LONGEST_ANSWER = 200  # characters Telegram shows above the chat
LONGEST_TOLD = 300.0  # seconds; a longer wait is not the group's


@dataclass(frozen=True, slots=True)
class Press:
    officer: Officer
    tip: Tip  # as it was when the button was pressed
    argument: str
    event_id: str
    query: CallbackQuery
    card: Message
    bot: Bot
    desk: Desk
    asked: Asked

    @property
    def code(self) -> Code:
        return self.tip.code


Actions = Mapping[str, Callable[[Press], Awaitable[str]]]


async def press(
    query: CallbackQuery,
    event_update: Update,
    bot: Bot,
    desk: Desk,
    asked: Asked,
    actions: Actions | None = None,
) -> None:
    event, alert = event_of(event_update.update_id), False
    try:
        told = await _done(query, event, bot, desk, asked, actions or ACTIONS)
    except (TipProblem, Unwelcome) as problem:
        told, alert = sentence(problem), True
    except TryLater as later:
        told, alert = _when_to_press(later.seconds), True
    except (Unreachable, Refused, MessageGone):
        told, alert = text("telegram.press_again"), True
    with suppress(AiogramError, OSError):  # pressed long ago: the effect stands all the same
        await query.answer(told[:LONGEST_ANSWER], show_alert=alert)


async def _done(
    query: CallbackQuery, event_id: str, bot: Bot, desk: Desk, asked: Asked, actions: Actions
) -> str:
    if not isinstance(query.message, Message):
        raise Unwelcome("telegram.old_button")
    officer = await desk.officer(query.from_user, query.message.chat)
    action, code, argument = (*(query.data or "").split(":", 2), "", "")[:3]
    if action not in actions:
        raise Unwelcome("telegram.old_button")
    try:
        # The one reading of this press: whatever is decided, is decided on it.
        tip = await desk.triage.tip(officer, Code(code), _right(action))
        pressed = Press(officer, tip, argument, event_id, query, query.message, bot, desk, asked)
        return await actions[action](pressed)
    except TipProblem as problem:
        await desk.refuse(problem, officer, Code(code))
        raise


def _right(button: str) -> Action:
    """Who presses a move on a tip that has just left is told where it went."""
    return MOVES[button].action if button in MOVES else Action.READ


async def move(press: Press, name: str, argument: str = "", words: str = "") -> Tip | Trace:
    pressed = Pressed(press.officer, press.code, press.event_id, press.tip)
    return await press.desk.moves.press(pressed, MoveOrder(name, argument, words))


async def claim(press: Press) -> str:
    await move(press, cards.CLAIM)
    return text("telegram.claimed", "vi", code=press.code)


async def release(press: Press) -> str:
    await move(press, cards.RELEASE)
    return text("telegram.released", "vi", code=press.code)


async def ask(press: Press) -> str:
    now = press.desk.clock.now()
    moves.ask("?")(press.tip, moves.Press(press.officer, "", now))  # refused now, not after writing
    return await _prompt(press, cards.ASK)


async def note(press: Press) -> str:
    return await _prompt(press, cards.NOTE)


async def detail(press: Press) -> str:
    await press.desk.audit.looked(press.officer, press.code)
    pages = cards.detail(press.tip, press.desk.directory, press.desk.clock.now())
    wait = press.desk.group_queue.foresee(str(press.card.chat.id))
    await press.desk.tell(place_of(press.card), *pages)
    return soon(wait, text("telegram.shown_below"))


async def urgency(press: Press) -> str:
    if not press.argument:
        return await _menu(press, cards.URGENCY)
    chosen = _one_of(Urgency, press.argument)
    await move(press, cards.URGENCY, chosen)
    return urgency_label(chosen)


async def status(press: Press) -> str:
    if not press.argument:
        return await _menu(press, cards.STATUS)
    chosen = _one_of(Status, press.argument)
    await move(press, cards.STATUS, chosen)
    return status_label(chosen)


async def close(press: Press) -> str:
    return await _menu(press, cards.CLOSE)


async def closing(press: Press) -> str:
    if press.argument not in CLOSING_REASONS:
        raise Unwelcome("telegram.old_button")
    await move(press, cards.CLOSE, press.argument)
    return text("telegram.closed", "vi", reason=closing_label(press.argument))


async def back(press: Press) -> str:
    return await show_buttons(press, cards.card_buttons)


ACTIONS: Actions = {
    cards.CLAIM: claim,
    cards.RELEASE: release,
    cards.ASK: ask,
    cards.NOTE: note,
    cards.DETAIL: detail,
    cards.URGENCY: urgency,
    cards.STATUS: status,
    cards.CLOSE: close,
    cards.CLOSING: closing,
    BACK: back,
}


async def _prompt(press: Press, action: str) -> str:
    prompt = Prompt(action, press.code)
    account, label = press.query.from_user.id, press.officer.label
    reach = await press.desk.describe_reach(press.tip) if action == cards.ASK else ""

    async def put() -> None:
        question = await show(press.bot, press.card, prompt, account, label, reach)
        press.asked.keep(press.card.chat.id, question, prompt)

    what = f"{action}:{press.code}:{press.officer.id}"
    wait = await press.desk.group_queue.take(str(press.card.chat.id), what, put)
    return soon(wait, text("telegram.answer_below"))


async def _menu(press: Press, what: str) -> str:
    """In place of the card's buttons: a menu must not cost the group a message."""
    back_button = Button(text("telegram.back"), Choice(f"{BACK}:{press.code}"))
    return await show_buttons(press, lambda tip: (*cards.menu(tip, what), back_button))


async def show_buttons(press: Press, buttons: Callable[[Tip], tuple[Button, ...]]) -> str:
    """One set at a time: of two that wait, only the later one is shown. What has to wait is made
    of the tip as it is by then.
    """
    chat, card = str(press.card.chat.id), f"card:{press.card.message_id}"
    at_once = press.desk.group_queue.foresee(chat) <= 0

    async def show() -> None:
        anew = None if at_once else await press.desk.triage.tip(press.officer, press.code)
        await _put(press, buttons(anew or press.tip))

    return soon(await press.desk.group_queue.take(chat, card, show))


def _when_to_press(seconds: float) -> str:
    if not 0 < seconds <= LONGEST_TOLD:
        return text("telegram.press_again")
    return text("telegram.group_full", "vi", seconds=math.ceil(seconds))


async def _put(press: Press, buttons: tuple[Button, ...]) -> None:
    call = EditMessageReplyMarkup(
        chat_id=press.card.chat.id,
        message_id=press.card.message_id,
        reply_markup=keyboard_of(buttons),
    )
    # "Not modified" when two officers open the same menu: both see it.
    with suppress(Refused), in_our_words():
        try:
            await press.bot(call)
        except TelegramNotFound:  # a server that only edits whole messages
            await press.bot(_whole(press, call))


def _whole(press: Press, call: EditMessageReplyMarkup) -> EditMessageText:
    return EditMessageText(
        chat_id=call.chat_id,
        message_id=call.message_id,
        text=press.card.text or press.code,
        reply_markup=call.reply_markup,
        link_preview_options=NO_PREVIEW,
    )


def _one_of(words: type[Word], argument: str) -> Word:
    try:
        return words(argument)
    except ValueError:
        raise Unwelcome("telegram.old_button") from None
