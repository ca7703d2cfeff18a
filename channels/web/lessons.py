"""Lessons to web chats: a line that waits there until its reader opens the page again."""

from dataclasses import dataclass
from typing import Protocol

from channels.web.channel import NAME, address, topic
from desks.ports import Bell
from messages.channel import MessageGone
from messages.lesson_line import LessonMessage
from messages.message import ChatLine, Outgoing


class LessonBook(Protocol):
    """Where a web chat's lessons are kept: apart from what was said about tips."""

    async def append(self, recipient: str, letter_id: str, message: Outgoing) -> ChatLine:
        """The same `letter_id` again is the line it already is."""
        ...

    async def edit(self, recipient: str, line: int, text: str) -> bool: ...
    async def erase(self, recipient: str, line: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class WebLessons:
    book: LessonBook
    bell: Bell
    name: str = NAME

    async def send(self, recipient: str, told: LessonMessage, letter: str) -> int:
        message = Outgoing(address(recipient), told.text, told.buttons)
        line = await self.book.append(recipient, letter, message)
        self.bell.ring(topic(recipient))
        return line.id

    async def edit(self, recipient: str, message_id: int, told: LessonMessage) -> None:
        if not await self.book.edit(recipient, message_id, told.text):
            raise MessageGone
        self.bell.ring(topic(recipient))

    async def delete(self, recipient: str, message_id: int) -> None:
        if not await self.book.erase(recipient, message_id):
            raise MessageGone
        self.bell.ring(topic(recipient))
