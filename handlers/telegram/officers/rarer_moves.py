"""The rarer moves by buttons: the card's own buttons turn into menus, so that a move with a ready
reason costs the group no message. What has to be typed is asked for by officers/reasons.py.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Update
from typing_extensions import override

from handlers.telegram.officers.desk import Desk, Unwelcome
from handlers.telegram.officers.presses import BACK, Actions, Press, back, move, press, show_buttons
from handlers.telegram.officers.prompts import Asked
from handlers.telegram.officers.reasons import ask_what, ask_why
from messages.message import Button, Choice
from tips.cards import more
from tips.moves.table import Argument
from tips.statuses import CLOSING_REASONS
from tips.tip import Tip
from wording.catalogue import text


class OfMoves(Filter):
    """A button of this file."""

    @override
    async def __call__(self, query: CallbackQuery) -> bool:
        return (query.data or "").partition(":")[0] in _actions()


async def press_move(
    query: CallbackQuery, event_update: Update, bot: Bot, desk: Desk, asked: Asked
) -> None:
    await press(query, event_update, bot, desk, asked, _actions())


async def show_more(press: Press) -> str:
    return await put(press, more.more_menu(press.tip, press.officer, press.desk.clock.now()))


async def step(press: Press) -> str:
    """What is meant, then why, then it is done."""
    button = (press.query.data or "").partition(":")[0]
    argument, _, why = press.argument.partition(":")
    argument = more.meant_by(button, press.tip, argument)
    if argument == more.TYPED:
        return await ask_what(press, button)
    if not argument:
        return await CHOICES[more.move_of(button).names](press, button)
    if why == more.WRITTEN or more.needs_own_words(button):
        return await ask_why(press, button, _known(button, argument))
    if not why:
        return await put(press, more.reasons(button, press.code, argument))
    return await _done(press, button, argument, why)


async def _done(press: Press, button: str, argument: str, why: str) -> str:
    reason = more.reason_of(button, why)
    if not reason:
        raise Unwelcome("telegram.old_button")
    meant = "" if argument == more.NOTHING else argument
    after = await move(press, more.move_of(button).name, meant, reason)
    if isinstance(after, Tip) and (after.id, after.version) == (press.tip.id, press.tip.version):
        await back(replace(press, tip=after))  # nothing changed, so nobody edits the card
    return more.done(button, press.tip)


async def _colleagues(press: Press, button: str) -> str:
    people = await press.desk.moves.colleagues(press.tip)
    return await put(press, more.colleagues(button, press.code, people, press.officer))


async def _desks(press: Press, button: str) -> str:
    found = await press.desk.moves.suggested(press.tip)
    return await put(press, more.desks(button, press.code, found, more=True))


async def _twins(press: Press, button: str) -> str:
    found = await press.desk.duplicates.of(press.tip)
    return await put(press, more.twins(button, press.code, found))


async def _kinds(press: Press, button: str) -> str:
    return await put(press, more.kinds(button, press.tip))


async def _sums(press: Press, button: str) -> str:
    return await put(press, more.sums(button, press.tip))


async def _hamlets(press: Press, button: str) -> str:
    teams = await press.desk.moves.teams(press.tip)
    return await put(press, more.hamlets(button, press.code, teams))


async def _matters(press: Press, button: str) -> str:
    return await put(press, more.matters(button, press.code))


async def _closings(press: Press, button: str) -> str:
    return await put(press, more.closings(button, press.code))


CHOICES: Mapping[Argument, Callable[[Press, str], Awaitable[str]]] = {
    Argument.COLLEAGUE: _colleagues,
    Argument.DESK: _desks,
    Argument.TIP: _twins,
    Argument.KIND: _kinds,
    Argument.COMMUNE: ask_what,
    Argument.OUTCOME: _closings,
    Argument.SUM: _sums,
    Argument.MATTER: _matters,
    Argument.HAMLET: _hamlets,
}


def _actions() -> Actions:
    return {more.MORE: show_more, **dict.fromkeys(more.every_button(), step)}


def _known(button: str, argument: str) -> str:
    if button == more.CLOSE_WITH and argument not in CLOSING_REASONS:
        raise Unwelcome("telegram.old_button")
    return argument


async def put(press: Press, buttons: tuple[Button, ...]) -> str:
    """In place of the buttons that were pressed."""
    if not buttons:
        raise Unwelcome("telegram.menu_empty")
    way_back = Button(text("telegram.back"), Choice(f"{BACK}:{press.code}"))
    return await show_buttons(press, lambda _: (*buttons, way_back))
