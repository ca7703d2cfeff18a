"""An album arrives as one message a picture; it is answered once, after its last.

Each picture is kept and acknowledged by itself. Only what is said about it waits a moment, in
memory: whoever gets no answer because we died then has lost nothing and can ask again.
"""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from messages.channel import Speaker
from messages.message import Outgoing

QUIET = 1.5  # seconds without another picture; Telegram delivers an album at once
AT_WORK = 30.0  # seconds one of its pictures may take
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class _Held:
    album: str
    answer: list[Outgoing]
    waiting: asyncio.Task[None]


class Albums:
    def __init__(self, postman: Speaker, quiet: float = QUIET) -> None:
        self._postman = postman
        self._quiet = quiet
        self._held: dict[int, _Held] = {}  # one album a chat

    def goes_on(self, chat: int, album: str) -> None:
        """Another of its pictures is here and has to be fetched and cleaned first."""
        held = self._held.get(chat)
        if held and album and held.album == album:
            held.waiting.cancel()
            held.waiting = asyncio.create_task(self._later(chat, AT_WORK))

    async def answer(self, chat: int, messages: Sequence[Outgoing], album: str = "") -> None:
        """To what belongs to no album: at once, and what waits before it."""
        held = self._held.pop(chat, None)
        before = held.answer if held else []
        if held:
            held.waiting.cancel()
        if held and held.album != album:
            await self._postman.speak(joined(before))
            before = []
        if album:
            self._hold(chat, album, [*_still_new(before, messages), *messages])
        else:
            await self._postman.speak(joined(messages))

    def _hold(self, chat: int, album: str, answer: list[Outgoing]) -> None:
        waiting = asyncio.create_task(self._later(chat, self._quiet))
        self._held[chat] = _Held(album, answer, waiting)

    async def _later(self, chat: int, seconds: float) -> None:
        await asyncio.sleep(seconds)
        held = self._held.pop(chat)
        await self._postman.speak(joined(held.answer))


def _still_new(before: Sequence[Outgoing], after: Sequence[Outgoing]) -> list[Outgoing]:
    """The first picture's "Kept (1/10)" and question go once the second's are there."""
    said = {_without_numbers(message) for message in after}
    return [message for message in before if _without_numbers(message) not in said]


def _without_numbers(message: Outgoing) -> str:
    return _NUMBER.sub("#", message.text)


LONGEST = 2000


def joined(messages: Iterable[Outgoing]) -> list[Outgoing]:
    """Only what nobody could press, see or copy apart is put together; the order stays."""
    result: list[Outgoing] = []
    for message in messages:
        if result and _fit(result[-1], message):
            result[-1] = replace(
                message, text=f"{_words(result[-1])}\n\n{_words(message)}", step=""
            )
        else:
            result.append(message)
    return result


def _fit(first: Outgoing, second: Outgoing) -> bool:
    is_plain = not (first.buttons or first.media or first.receipt or second.receipt)
    same = (first.to, first.sender, first.topic) == (second.to, second.sender, second.topic)
    return is_plain and same and len(_words(first)) + len(_words(second)) + 2 <= LONGEST


def _words(message: Outgoing) -> str:
    return f"{message.step}\n\n{message.text}" if message.step else message.text
