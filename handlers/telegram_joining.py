"""Several bubbles of one answer as one Telegram message: one sound, one message of the limit."""

from collections.abc import Iterable
from dataclasses import replace

from messages.message import Outgoing

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
