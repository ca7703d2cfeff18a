"""Words an officer writes for the citizen, or for colleagues: only as an answer to our prompt.

Everything else said in a desk's group stays there. A prompt carries all it needs in itself, so
that it works after a restart; its bold first line cannot be forged by a citizen's words, which
are never sent with markup.
"""

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from aiogram import Bot
from aiogram.enums import MessageEntityType
from aiogram.filters import Filter
from aiogram.types import Message, Update
from typing_extensions import override

from channels.telegram.answers import in_our_words
from channels.telegram.question import Question
from desks.desk import Code
from desks.errors import TipProblem
from handlers.telegram.officers.desk import Desk, Unwelcome, event_of, place_of, sentence
from tips.cards.cards import ASK, NOTE
from tips.errors import WordsHeld, WordsRefused
from tips.moves.table import MoveOrder
from tips.reading.asked_words import confirmed
from tips.triage.triage import Pressed
from wording.catalogue import text

SEPARATOR = " · "
KEPT = 1000


@dataclass(frozen=True, slots=True)
class Prompt:
    action: str  # ASK or NOTE
    code: Code
    argument: str = ""  # of the moves in handlers/telegram/officers/reasons.py


class Asked:
    """Questions since the start: a server may name the answered message by its number only."""

    def __init__(self) -> None:
        self._prompts: OrderedDict[tuple[int, int], Prompt] = OrderedDict()

    def known(self, question: Message) -> Prompt | None:
        return self._prompts.get((question.chat.id, question.message_id))

    def keep(self, chat: int, message_id: int, prompt: Prompt) -> None:
        self._prompts[chat, message_id] = prompt
        if len(self._prompts) > KEPT:
            self._prompts.popitem(last=False)


class AnswersPrompt(Filter):
    """Hands the prompt on to the handler."""

    @override
    async def __call__(self, message: Message, bot: Bot, asked: Asked) -> bool | dict[str, Prompt]:
        prompt = answered(message, bot, asked, read)
        return {"prompt": prompt} if prompt is not None else False


def answered(
    message: Message, bot: Bot, asked: Asked, read_anew: Callable[[Message], Prompt | None]
) -> Prompt | None:
    """Which of our questions it answers; after a restart as far as its words tell."""
    question = message.reply_to_message
    if question is None:
        return None
    prompt = asked.known(question)
    if prompt is None and question.from_user is not None and question.from_user.id == bot.id:
        prompt = read_anew(question)
    return prompt


async def hear_answer(message: Message, event_update: Update, prompt: Prompt, desk: Desk) -> None:
    try:
        told = await _passed_on(message, event_of(event_update.update_id), prompt, desk)
    except WordsRefused as problem:
        told = sentence(problem)
    except WordsHeld as problem:
        told = text("telegram.words_held", "vi", found=problem.found)
    except (TipProblem, Unwelcome) as problem:
        told = sentence(problem)
    await desk.tell(place_of(message), told)


async def _passed_on(message: Message, event_id: str, prompt: Prompt, desk: Desk) -> str:
    officer = await desk.officer(message.from_user, message.chat)
    if message.text is None:
        raise Unwelcome("telegram.words_only")
    words = confirmed(message.text) if prompt.action == ASK else message.text
    pressed = Pressed(officer, prompt.code, event_id)
    await desk.moves.press(pressed, MoveOrder(prompt.action, words=words))
    return text(
        "telegram.asked" if prompt.action == ASK else "telegram.noted", "vi", code=prompt.code
    )


async def show(
    bot: Bot, below: Message, prompt: Prompt, officer: int, label: str, reach: str = ""
) -> int:
    """Ask this officer to answer; `reach`: what the resident will see of it. Its message's id."""
    how = text(f"telegram.prompt_{prompt.action}_how")
    question = Question(
        head=f"{text(f'telegram.prompt_{prompt.action}')}{SEPARATOR}{prompt.code}",
        label=label,
        how=f"{how}\n{reach}" if reach else how,
        field=text(f"telegram.prompt_{prompt.action}_field"),
    )
    with in_our_words():
        sent = await bot(question.to(officer, below))
    return sent.message_id


def read(asked: Message) -> Prompt | None:
    first = asked.entities[0] if asked.entities else None
    if first is None or first.type != MessageEntityType.BOLD or first.offset != 0:
        return None
    action, _, code = first.extract_from(asked.text or "").partition(SEPARATOR)
    known = {text(f"telegram.prompt_{name}"): name for name in (ASK, NOTE)}
    with suppress(KeyError):
        return Prompt(known[action], Code(code))
    return None
