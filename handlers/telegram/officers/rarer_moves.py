"""The rarer moves by buttons: the card's own buttons turn into menus, so that a move with a ready
reason costs the group no message. What has to be typed is asked for by handlers/telegram_reasons.
"""

from collections.abc import Awaitable, Callable, Mapping

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Update
from typing_extensions import override

from handlers.telegram.officers.desk import Desk, Unwelcome
from handlers.telegram.officers.orders import Order, carry_out
from handlers.telegram.officers.presses import (
    BACK,
    Actions,
    Press,
    _on_card,
    _show_buttons,
    back,
    press,
)
from handlers.telegram.officers.prompts import Asked
from handlers.telegram.officers.reasons import ask_what, ask_why
from messages.message import Button, Choice
from tips.cards import more
from tips.statuses import CLOSING_REASONS
from tips.tip import Tip
from wording.catalogue import text


class OfMoves(Filter):
    """A button of this file."""

    @override
    async def __call__(self, query: CallbackQuery) -> bool:
        return (query.data or "").partition(":")[0] in ACTIONS


async def press_move(
    query: CallbackQuery, event_update: Update, bot: Bot, desk: Desk, asked: Asked
) -> None:
    await press(query, event_update, bot, desk, asked, ACTIONS)


async def show_more(press: Press) -> str:
    tip = await press.desk.triage.tip(press.officer, press.code)
    return await put(press, more.more_menu(tip, press.officer, press.desk.clock.now()))


async def step(press: Press) -> str:
    """What is meant, then why, then it is done."""
    move = (press.query.data or "").partition(":")[0]
    argument, _, why = press.argument.partition(":")
    if move in more.BARE:
        argument = argument or more.NOTHING
    await press.desk.triage.tip(press.officer, press.code)  # what is not theirs is refused now
    if argument == more.TYPED:
        return await ask_what(press, move)
    if not argument:
        return await CHOICES[move](press)
    if why == more.WRITTEN or move in more.SAID:
        return await ask_why(press, move, _known(move, argument))
    if not why:
        return await put(press, more.reasons(move, press.code, argument))
    return await _done(press, move, argument, why)


async def _done(press: Press, move: str, argument: str, why: str) -> str:
    reason = more.reason_of(move, why)
    if not reason:
        raise Unwelcome("telegram.old_button")
    before = await press.desk.triage.tip(press.officer, press.code)
    told = await carry_out(
        Order(press.desk, press.officer, press.code, move, argument, reason, press.event_id)
    )
    after = await press.desk.moving.dispatch.seen(press.officer, press.code)
    if isinstance(after, Tip) and after.version == before.version:
        await back(press)  # nothing changed, so nobody edits the card
    return told


async def _colleagues(press: Press) -> str:
    people = await press.desk.moving.dispatch.colleagues(press.officer, press.code)
    return await put(press, more.colleagues(press.code, people, press.officer))


async def _desks(press: Press) -> str:
    found = await press.desk.moving.dispatch.suggested(press.officer, press.code)
    return await put(press, more.desks(press.code, found, more=True))


async def _twins(press: Press) -> str:
    tip = await press.desk.triage.tip(press.officer, press.code)
    return await put(press, more.twins(press.code, await press.desk.moving.duplicates.of(tip)))


async def _kinds(press: Press) -> str:
    return await put(press, more.kinds(await press.desk.triage.tip(press.officer, press.code)))


async def _place(press: Press) -> str:
    return await ask_what(press, more.PLACE)


async def _closings(press: Press) -> str:
    return await put(press, more.closings(press.code))


CHOICES: Mapping[str, Callable[[Press], Awaitable[str]]] = {
    more.ASSIGN: _colleagues,
    more.HANDOVER: _desks,
    more.MERGE: _twins,
    more.KIND: _kinds,
    more.PLACE: _place,
    more.CLOSE_WITH: _closings,
}
ACTIONS: Actions = {more.MORE: show_more, **dict.fromkeys(more.MOVES, step)}


def _known(move: str, argument: str) -> str:
    if move == more.CLOSE_WITH and argument not in CLOSING_REASONS:
        raise Unwelcome("telegram.old_button")
    return argument


async def put(press: Press, buttons: tuple[Button, ...]) -> str:
    """In place of the buttons that were pressed."""
    if not buttons:
        raise Unwelcome("telegram.menu_empty")
    way_back = Button(text("telegram.back"), Choice(f"{BACK}:{press.code}"))

    async def show() -> None:
        await _show_buttons(press, (*buttons, way_back))

    return await _on_card(press, show)
