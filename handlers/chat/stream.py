"""Tells an open chat page what is new, from where it last read."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from typing import Protocol

from sse_starlette import EventSourceResponse, ServerSentEvent

from channels.web.channel import address, topic
from handlers.chat.shapes import as_json
from handlers.reception import ChatListener
from handlers.web.problems import Problem

POLL_SECONDS = 10.0  # another process's letters ring no bell here
PING_SECONDS = 20
MOST_PAGES = 4  # of one chat, open at once


class ChatBell(Protocol):
    def ring(self, topic: str) -> None: ...
    async def wait(self, topic: str, seconds: float) -> bool: ...


class Streams:
    def __init__(self, reception: ChatListener, bell: ChatBell) -> None:
        self._reception = reception
        self._bell = bell
        self._open: Counter[str] = Counter()

    def open(self, recipient: str, after: int) -> EventSourceResponse:
        if self._open[recipient] >= MOST_PAGES:
            raise Problem(429, "too_many", headers={"Retry-After": "30"})
        return EventSourceResponse(self._counted(recipient, after), ping=PING_SECONDS)

    async def _counted(self, recipient: str, after: int) -> AsyncGenerator[ServerSentEvent, None]:
        self._open[recipient] += 1
        try:
            async for event in self._events(recipient, after):
                yield event
        finally:
            self._open -= Counter((recipient,))  # drops the name with its last page

    async def _events(self, recipient: str, after: int) -> AsyncGenerator[ServerSentEvent, None]:
        yield ServerSentEvent(comment="open", retry=3000)
        while True:
            # Listens before it reads, so that nothing falls between the two.
            listening = asyncio.create_task(self._bell.wait(topic(recipient), POLL_SECONDS))
            try:
                lines = await self._reception.lines(address(recipient), after)
                if lines:
                    after = lines[-1].id
                    yield ServerSentEvent(as_json(lines), event="messages", id=str(after))
                else:
                    await listening
            finally:
                listening.cancel()
