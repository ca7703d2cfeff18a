"""What has to be typed for the rarer moves: a place, a code, a reason. Asked for like every other
word of an officer: only the answer to our line counts, and the line itself carries all it needs.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from aiogram import Bot
from aiogram.enums import MessageEntityType
from aiogram.filters import Filter
from aiogram.types import Message, Update
from typing_extensions import override

from channels.telegram.answers import in_our_words
from channels.telegram.question import Question
from desks.desk import Code, Officer
from desks.errors import TipProblem
from handlers.telegram.officers.desk import (
    CHANNEL,
    Desk,
    Unwelcome,
    event_of,
    place_of,
    sentence,
    soon,
)
from handlers.telegram.officers.presses import Press
from handlers.telegram.officers.prompts import SEPARATOR, Asked, Prompt, answered
from messages.message import Address, Button, Outgoing
from tips.cards import more
from tips.errors import WordsHeld, WordsRefused
from tips.mediation import Matter, matter_label
from tips.moves.table import Argument, DeskMove, MoveOrder
from tips.reading.asked_words import confirmed
from tips.reading.kinds import every_kind, kind_label
from tips.rewards import SUMS, sum_label
from tips.statuses import CLOSING_REASONS, closing_label
from tips.tasks import hamlet_of
from tips.tip import KindId, tip_code
from tips.triage.triage import Pressed
from wording.catalogue import catalogue, text

WHY, FIND = "why_", "find_"
_UNSAID = more.BARE | {Argument.STATUS}  # the question itself says what is meant


async def ask_why(press: Press, move: str, argument: str) -> str:
    shown = await _shown(press, move, argument)
    return await _ask(press, Prompt(f"{WHY}{move}", press.code, shown))


async def ask_what(press: Press, move: str) -> str:
    if more.move_of(move).names not in more.FOUND:
        raise Unwelcome("telegram.old_button")
    return await _ask(press, Prompt(f"{FIND}{move}", press.code))


async def _ask(press: Press, prompt: Prompt) -> str:
    head = SEPARATOR.join(filter(None, (_say(prompt.action), prompt.code, prompt.argument)))
    how, field = _say(prompt.action, "_how"), _say(prompt.action, "_field")
    question = Question(head, press.officer.label, how, field)

    async def put() -> None:
        with in_our_words():
            sent = await press.bot(question.to(press.query.from_user.id, press.card))
        press.asked.keep(press.card.chat.id, sent.message_id, prompt)

    what = f"{prompt.action}:{press.code}:{press.officer.id}"
    wait = await press.desk.group_queue.take(str(press.card.chat.id), what, put)
    return soon(wait, text("telegram.answer_below"))


class AnswersMove(Filter):
    """An answer to a question of this file; hands the prompt on to the handler."""

    @override
    async def __call__(self, message: Message, bot: Bot, asked: Asked) -> bool | dict[str, Prompt]:
        prompt = answered(message, bot, asked, read)
        ours = prompt is not None and prompt.action in _heads().values()
        return {"prompt": prompt} if prompt is not None and ours else False


def read(question: Message) -> Prompt | None:
    """Our bold first line: which question, of which tip, about what."""
    first = question.entities[0] if question.entities else None
    if first is None or first.type != MessageEntityType.BOLD or first.offset != 0:
        return None
    parts = first.extract_from(question.text or "").split(SEPARATOR, 2)
    action = _heads().get(parts[0], "")
    return Prompt(action, Code(parts[1]), *parts[2:]) if action and len(parts) > 1 else None


async def hear_reason(message: Message, event_update: Update, prompt: Prompt, desk: Desk) -> None:
    officer = None
    try:
        officer = await desk.officer(message.from_user, message.chat)
        told = await _take_words(message, event_of(event_update.update_id), prompt, desk, officer)
    except WordsHeld as problem:
        held = text("telegram.words_held", "vi", found=problem.found)
        told = sentence(problem) if isinstance(problem, WordsRefused) else held
    except (TipProblem, Unwelcome) as problem:
        if isinstance(problem, TipProblem):
            await desk.refuse(problem, officer, prompt.code)
        told = sentence(problem)
    if told:
        await desk.tell(place_of(message), told)


async def _take_words(
    message: Message, event_id: str, prompt: Prompt, desk: Desk, officer: Officer
) -> str:
    if message.text is None:
        raise Unwelcome("telegram.words_only")
    move = prompt.action.removeprefix(WHY).removeprefix(FIND)
    if prompt.action.startswith(FIND):
        return await _offer(message, prompt.code, move, desk, officer)
    words = confirmed(message.text) if move == more.CLOSE_WITH else message.text
    return await _carry_out(Pressed(officer, prompt.code, event_id), desk, prompt, words)


async def _carry_out(pressed: Pressed, desk: Desk, prompt: Prompt, words: str) -> str:
    button = prompt.action.removeprefix(WHY)
    move = more.move_of(button)
    tip = await desk.triage.tip(pressed.officer, pressed.code, move.action)
    argument = more.meant_by(button, tip, _meant(move, prompt.argument))
    order = MoveOrder(move.name, "" if argument == more.NOTHING else argument, words)
    await desk.moves.press(replace(pressed, tip=tip), order)
    return more.done(button, tip)


async def _offer(message: Message, code: Code, move: str, desk: Desk, officer: Officer) -> str:
    """What was found, to be pressed; a code needs no search."""
    tip = await desk.triage.tip(officer, code)
    words = message.text or ""
    buttons = await _found(move, tip.code, words, desk, officer)
    if not buttons:
        return text("telegram.found_nothing", "vi", words=words[:60])
    head = text("telegram.found_these", "vi", code=code)
    place = Address(CHANNEL, place_of(message))
    await desk.postman.speak([Outgoing(place, head, buttons)])
    return ""


async def _found(
    move: str, code: Code, words: str, desk: Desk, officer: Officer
) -> tuple[Button, ...]:
    names = more.move_of(move).names
    if names is Argument.COMMUNE:
        return more.communes(move, code, desk.finding.communes(officer, words))
    if names is Argument.DESK:
        found = await desk.finding.open_desks(officer, words)
        return more.desks(move, code, found, more=False)
    into = await desk.triage.tip(officer, tip_code(words.strip()))
    return more.reasons(move, code, into.code)


async def _shown(press: Press, button: str, argument: str) -> str:
    """In words where there are any: colleagues read it, and it comes back as the argument."""
    names = more.move_of(button).names
    if foretold := more.move_of(button).foretell(press.tip):
        return foretold
    if names is Argument.COLLEAGUE:
        people = await press.desk.moves.colleagues(press.tip)
        return next((one.label for one in people if one.id == argument), argument)
    if names is Argument.HAMLET:
        teams = await press.desk.moves.teams(press.tip)
        return next((hamlet_of(one) for one in teams if one.id == argument), argument)
    if names in _LABELS:
        return _LABELS[names](argument)
    return "" if names in _UNSAID else argument


_LABELS: Mapping[Argument, Callable[[str], str]] = {
    Argument.KIND: lambda kind: kind_label(KindId(kind)),
    Argument.OUTCOME: closing_label,
    Argument.SUM: lambda amount: sum_label(int(amount)),
    Argument.MATTER: matter_label,
}


def _meant(move: DeskMove, shown: str) -> str:
    names: dict[str, str] = {}
    if move.names is Argument.NOTHING:
        return ""  # what was shown was foretold, not chosen
    if move.names is Argument.KIND:
        names = {kind.label(): kind.id for kind in every_kind()}
    if move.names is Argument.OUTCOME:
        names = {closing_label(reason): reason for reason in CLOSING_REASONS}
    if move.names is Argument.SUM:
        names = {sum_label(one): str(one) for one in SUMS}
    if move.names is Argument.MATTER:
        names = {matter_label(one): one for one in Matter}
    return names.get(shown, shown)


def _say(action: str, part: str = "") -> str:
    """Its own sentence, or the one that all reasons share."""
    own = f"moves.{action}{part}"
    return text(own if own in catalogue() else f"moves.{WHY.rstrip('_')}{part}")


def _heads() -> Mapping[str, str]:
    buttons = more.every_button()
    typed = [one for one in buttons if more.move_of(one).names in more.FOUND]
    asked = [*(f"{WHY}{one}" for one in buttons), *(f"{FIND}{one}" for one in typed)]
    return {text(f"moves.{action}"): action for action in asked}
